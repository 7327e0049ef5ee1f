//! The keys of the home screen: those of a code of signs, or ten digits for a code and then for the end of a telephone number.
//! What is typed next is decided here; what becomes of it, the house decides.

use domain::custody::{AccessCode, CodeForm, Means, Pads, PhoneEnd};
use leptos::prelude::*;

use super::desk::{ALPHABET, Desk};
use crate::i18n::use_locale;
use crate::t::kiosk as text;
use crate::ui::{CodeInput, typed};

/// The digits, in the order of the keys.
const DIGITS: &str = "1234567890";

/// What is typed next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A code of signs.
    Signs,
    /// A code of six digits.
    Digits,
    /// Behind it, the last four digits of the recipient's telephone number.
    PhoneEnd,
}

impl Asks {
    /// Decides. `others`: the keys of the other form were asked for. `six`: six digits were typed already.
    pub const fn of(pads: Pads, others: bool, six: bool) -> Self {
        let form = if others && pads.both {
            pads.own.other()
        } else {
            pads.own
        };
        match (form, six) {
            (CodeForm::Signs, _) => Self::Signs,
            (CodeForm::Digits, false) => Self::Digits,
            (CodeForm::Digits, true) => Self::PhoneEnd,
        }
    }

    /// The signs that can be typed.
    pub const fn keys(self) -> &'static str {
        match self {
            Self::Signs => ALPHABET,
            Self::Digits | Self::PhoneEnd => DIGITS,
        }
    }

    /// How many of them.
    pub const fn length(self) -> usize {
        match self {
            Self::Signs | Self::Digits => AccessCode::LENGTH,
            Self::PhoneEnd => PhoneEnd::LENGTH,
        }
    }

    /// Whether so many signs at once are no typing: something was scanned. Ten digits may be code and number in one go.
    pub const fn is_foreign(self, signs: usize) -> bool {
        matches!(self, Self::Signs) && signs > AccessCode::LENGTH + 2
    }
}

impl Desk {
    /// What is typed next, told on when it changes.
    pub fn asks(self) -> Memo<Asks> {
        let pads = self.part(|state| state.pads);
        Memo::new(move |_| {
            let pads = pads.get().unwrap_or_default();
            Asks::of(pads, self.others.get(), self.six.read().is_some())
        })
    }

    /// What is typed now.
    pub(super) fn asks_now(self) -> Asks {
        let six = self.six.with_untracked(Option::is_some);
        Asks::of(self.pads_now(), self.others.get_untracked(), six)
    }

    /// All of what was asked is typed: the next question, or the house's answer.
    pub(super) fn complete(self, all: String) {
        match self.asks_now() {
            Asks::Signs => self.enter(all, Means::Code),
            Asks::Digits => {
                self.typed.set(String::new());
                self.six.set(Some(all));
            }
            Asks::PhoneEnd => {
                let six = self.six.get_untracked().unwrap_or_default();
                self.enter([six, all].concat(), Means::Code);
            }
        }
    }

    /// Signs of a keyboard, one or several.
    pub(super) fn add(self, signs: &str) {
        for sign in signs.chars() {
            let asks = self.asks_now();
            self.typed.update(|code| typed(code, sign, asks.keys(), asks.length()));
            let all = self.typed.get_untracked();
            if all.len() == asks.length() {
                self.complete(all);
                if asks != Asks::Digits {
                    return;
                }
            }
        }
    }

    /// Takes the last sign away; before the first of the number, that is the last of the code.
    pub(super) fn rub_out(self) {
        if self.typed.with_untracked(String::is_empty) {
            self.typed.set(self.six.get_untracked().unwrap_or_default());
            self.six.set(None);
        }
        self.typed.update(|code| {
            code.pop();
        });
    }

    /// Takes all signs away.
    pub(super) fn clear(self) {
        self.typed.set(String::new());
        self.six.set(None);
    }

    /// Shows the keys of the other form, or those of one's own again.
    fn turn(self) {
        self.clear();
        self.others.update(|others| *others = !*others);
    }
}

/// The keys for what is typed next.
#[component]
pub fn Keys(
    /// What they write into.
    desk: Desk,
) -> impl IntoView {
    let l = use_locale();
    let (open, asks) = (desk.pad_open(), desk.asks());
    let both = desk.part(|state| state.pads.both);
    let enter = Callback::new(move |all: String| desk.complete(all));
    move || {
        let asks = asks.get();
        let class = match asks {
            Asks::Signs => "kiosk-keys",
            Asks::Digits | Asks::PhoneEnd => "kiosk-keys kiosk-digits",
        };
        let beside = match asks {
            Asks::PhoneEnd => Some((text::back_to_code(l), Callback::new(move |()| desk.clear()))),
            _ if both.get() != Some(true) => None,
            Asks::Signs => Some((text::keys_digits(l), Callback::new(move |()| desk.turn()))),
            Asks::Digits => Some((text::keys_signs(l), Callback::new(move |()| desk.turn()))),
        };
        let beside = beside.map(|(words, press)| {
            view! {
                <button class="button pad-other" type="button" on:click=move |_| press.run(())>
                    {words}
                </button>
            }
        });
        view! {
            <section class=class>
                <CodeInput
                    value=desk.typed
                    length=asks.length()
                    alphabet=asks.keys()
                    disabled=Signal::derive(move || !open.get())
                    on_complete=enter
                />
                {beside}
            </section>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pads(own: CodeForm, both: bool) -> Pads {
        Pads { own, both }
    }

    #[test]
    fn the_number_is_asked_behind_six_digits_and_behind_nothing_else() {
        for both in [false, true] {
            let (signs, digits) = (pads(CodeForm::Signs, both), pads(CodeForm::Digits, both));
            assert_eq!(Asks::of(digits, false, false), Asks::Digits);
            assert_eq!(Asks::of(digits, false, true), Asks::PhoneEnd);
            for six in [false, true] {
                assert_eq!(Asks::of(signs, false, six), Asks::Signs);
            }
        }
    }

    #[test]
    fn the_other_keys_are_shown_while_a_code_for_them_is_out() {
        for own in CodeForm::ALL {
            let usual = Asks::of(pads(own, true), false, false);
            assert_ne!(Asks::of(pads(own, true), true, false), usual);
            assert_eq!(
                Asks::of(pads(own, false), true, false),
                usual,
                "the last of them was collected"
            );
        }
    }

    #[test]
    fn digits_may_come_in_one_go_and_signs_may_not() {
        assert!(Asks::Signs.is_foreign(9) && !Asks::Signs.is_foreign(8));
        assert!(!Asks::Digits.is_foreign(10) && !Asks::PhoneEnd.is_foreign(10));
        assert_eq!(Asks::PhoneEnd.length(), 4);
        assert!(Asks::Digits.keys().chars().all(|key| key.is_ascii_digit()) && Asks::Digits.keys().len() == 10);
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_code_is_typed_then_the_number_and_rubbing_out_leads_back() {
        Owner::new().with(|| {
            let desk = Desk::of_digits();
            desk.add("482913");
            assert_eq!(
                (desk.asks_now(), desk.typed.get_untracked().as_str()),
                (Asks::PhoneEnd, "")
            );
            desk.add("50");
            desk.rub_out();
            desk.rub_out();
            assert_eq!(desk.asks_now(), Asks::PhoneEnd);
            desk.rub_out();
            assert_eq!(
                (desk.asks_now(), desk.typed.get_untracked().as_str()),
                (Asks::Digits, "48291")
            );
            desk.add("3a5");
            assert_eq!(
                (desk.asks_now(), desk.typed.get_untracked().as_str()),
                (Asks::PhoneEnd, "5")
            );
            desk.forget();
            assert_eq!(
                (desk.asks_now(), desk.typed.get_untracked().as_str()),
                (Asks::Digits, "")
            );
        });
    }
}
