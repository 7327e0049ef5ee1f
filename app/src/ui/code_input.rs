//! The code pad of the kiosk: the code in large groups, and keys to touch. Checks nothing; the server does.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::tag::groups;
use crate::i18n::use_locale;
use crate::t;

/// Puts a typed letter to the end of a code: upper case, only letters of the alphabet, never more than `length`.
pub fn typed(code: &mut String, letter: char, alphabet: &str, length: usize) {
    let letter = letter.to_ascii_uppercase();
    if code.chars().count() < length && alphabet.contains(letter) {
        code.push(letter);
    }
}

/// Display and keys. What is typed on a real keyboard or read by a scanner comes in through `value` too.
#[component]
pub fn CodeInput(
    /// What has been typed so far.
    value: RwSignal<String>,
    /// How many letters a code has.
    length: usize,
    /// The letters a code is made of, in the order of the keys.
    alphabet: &'static str,
    /// No typing now: the keypad is locked, or the code is being checked.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called when the last letter has been typed, and by the key that confirms.
    on_complete: Callback<String>,
) -> impl IntoView {
    let l = use_locale();
    let press = move |letter: char| {
        let full = value.try_update(|code| {
            let before = code.len();
            typed(code, letter, alphabet, length);
            (code.len() > before && code.chars().count() == length).then(|| code.clone())
        });
        if let Some(code) = full.flatten() {
            on_complete.run(code);
        }
    };
    let keys = alphabet.chars().map(|letter| {
        view! {
            <button class="pad-key" type="button" disabled=disabled on:click=move |_| press(letter)>
                {letter.to_string()}
            </button>
        }
    });
    let rub = move |_| {
        value.update(|code| {
            code.pop();
        });
    };
    view! {
        <div class="pad" role="group" aria-label=t::ui::code_pad(l)>
            <CodeDisplay value length/>
            <div class="pad-keys">
                {keys.collect_view()}
                <button class="pad-key pad-rub" type="button" disabled=disabled aria-label=t::ui::delete_letter(l) on:click=rub>
                    <Icon glyph=Glyph::Backspace/>
                </button>
                <button class="pad-key pad-clear" type="button" disabled=disabled on:click=move |_| value.set(String::new())>
                    {t::ui::clear(l)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// The places of a code, filled one by one.
#[component]
fn CodeDisplay(#[prop(into)] value: Signal<String>, length: usize) -> impl IntoView {
    let shape: String = "0".repeat(length);
    let sizes: Vec<usize> = groups(&shape).map(str::len).collect();
    let places = move || {
        let code = value.get();
        let mut letters = code.chars();
        let typed = code.chars().count();
        let mut at = 0;
        let groups = sizes.iter().map(|&size| {
            let cells = (0..size).map(|_| {
                let (letter, next) = (letters.next(), at == typed);
                at += 1;
                view! {
                    <span class="pad-place" class:pad-next=next>{letter.map(String::from).unwrap_or_default()}</span>
                }
            });
            let cells: Vec<_> = cells.collect();
            view! { <span class="pad-group">{cells}</span> }
        });
        groups.collect::<Vec<_>>()
    };
    let spoken = move || {
        let code = value.get();
        let mut out = String::with_capacity(code.len() * 2);
        for letter in code.chars() {
            out.push(letter);
            out.push(' ');
        }
        out
    };
    view! {
        <div class="pad-display" aria-hidden="true">{places}</div>
        <p class="unseen" role="status">{spoken}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_of_the_alphabet_and_no_more_than_fit() {
        let mut code = String::new();
        for letter in "a-b0 cdx".chars() {
            typed(&mut code, letter, "ABCDEF", 3);
        }
        assert_eq!(code, "ABC");
    }
}
