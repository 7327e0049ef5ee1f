//! The key that signs commands to banks: what can be told of it, and what to do when it must be another.

use domain::Locale;
use domain::accounts::Profile;
use domain::lockers::{BankKeysView, KeyStanding, KeyStepView, SigningKeyView};
use leptos::prelude::*;

use crate::documents::{Frame, Head, Script, portal_page};
use crate::i18n::number;
use crate::lockers::look;
use crate::t::signing as text;
use crate::ui::{Detail, DetailList, PageHeader, WhenHere};

/// So many lockers are named one by one.
const NAMED: usize = 100;

/// The page of the key.
pub fn signing_key(frame: &Frame<'_>, profile: &Profile, key: &SigningKeyView) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l)).with(Some(Script::Here));
    portal_page(frame, profile, head, || {
        let since = match key.since {
            Some(moment) => Detail::new(text::since(l), view! { <WhenHere moment/> }),
            None => Detail::new(text::since(l), text::unknown(l)),
        };
        let fingerprint = key.fingerprint.clone();
        let public = key.public.clone();
        let mut details = vec![
            Detail::own(text::fingerprint(l), view! { <samp>{fingerprint}</samp> }),
            Detail::own(text::public(l), view! { <samp class="lockers-key">{public}</samp> }),
            since,
            Detail::new(text::banks(l), number(l, key.banks)),
        ];
        for (term, other) in [(text::next(l), &key.next), (text::old(l), &key.old)] {
            if let Some(other) = other.clone() {
                details.push(Detail::own(term, view! { <samp>{other}</samp> }));
            }
        }
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                <section class="card measure"><DetailList details/></section>
                {standings(l, &key.standings)}
                {steps(l, &key.steps)}
                <section class="stack measure">
                    <h2>{text::change_title(l)}</h2>
                    <p>{text::change_text(l)}</p>
                </section>
            </div>
        }
        .into_any()
    })
}

/// How many lockers stand how, and by name those for which something is still to be done.
fn standings(l: Locale, banks: &[BankKeysView]) -> AnyView {
    if banks.is_empty() {
        return ().into_any();
    }
    let counts = KeyStanding::ALL.iter().filter_map(|standing| {
        let alike = banks.iter().filter(|bank| bank.standing == *standing).count();
        let alike = i64::try_from(alike).unwrap_or(i64::MAX);
        (alike > 0).then(|| Detail::new(look::key_standing(l, *standing), number(l, alike)))
    });
    let todo = banks.iter().filter(|bank| bank.standing < KeyStanding::Ready);
    let named = todo.take(NAMED).map(|bank| {
        let words = look::key_standing(l, bank.standing);
        let away = (!bank.online).then(|| [" · ", text::away(l)].concat());
        let since = bank
            .since
            .map(|moment| view! { " · " {text::says_since(l)} " " <WhenHere moment/> });
        Detail::new(bank.name.clone(), view! { {words} {away} {since} })
    });
    let named: Vec<Detail> = named.collect();
    let details: Vec<Detail> = counts.collect();
    view! {
        <section class="stack measure">
            <h2>{text::standings(l)}</h2>
            <DetailList details/>
            {(!named.is_empty()).then(|| view! { <h3>{text::todo(l)}</h3> <DetailList details=named/> })}
        </section>
    }
    .into_any()
}

/// What was done with keys at the machine.
fn steps(l: Locale, steps: &[KeyStepView]) -> AnyView {
    if steps.is_empty() {
        return ().into_any();
    }
    let details: Vec<Detail> = steps
        .iter()
        .map(|step| {
            let (at, fingerprint) = (step.at, step.fingerprint.clone());
            let reason = step.reason.clone().map(|reason| view! { <br/> {reason} });
            let what = view! { <WhenHere moment=at/> <br/> <samp translate="no">{fingerprint}</samp> {reason} };
            Detail::new(look::key_mark(l, step.mark), what)
        })
        .collect();
    view! {
        <section class="stack measure">
            <h2>{text::steps(l)}</h2>
            <DetailList details/>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lockers::KeyMark;

    use crate::site::samples::{NOW, files, frame, profile};

    #[test]
    fn the_key_is_told_apart_in_every_language() {
        let files = files();
        for l in Locale::ALL {
            let mut key = SigningKeyView {
                public: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".into(),
                fingerprint: "0123 4567 89ab cdef 0123 4567 89ab cdef".into(),
                since: Some(NOW),
                banks: 12,
                next: None,
                old: None,
                standings: vec![bank("Gara de Nord", KeyStanding::Fine)],
                steps: Vec::new(),
            };
            let html = signing_key(&frame(l, "/manager/keys", &files), &profile(), &key);
            for part in [key.public.as_str(), &key.fingerprint, "data-here", "signing.key"] {
                assert!(html.contains(part), "{l:?}: {part}");
            }
            key.since = None;
            let html = signing_key(&frame(l, "/manager/keys", &files), &profile(), &key);
            assert!(html.contains(text::unknown(l)) && !html.contains("data-here"), "{l:?}");
            assert!(
                !html.contains("Gara de Nord"),
                "where nothing is to be done nobody is named: {l:?}"
            );
        }
    }

    fn bank(name: &str, standing: KeyStanding) -> BankKeysView {
        BankKeysView {
            name: name.to_owned(),
            standing,
            since: (standing != KeyStanding::Silent).then_some(NOW),
            online: standing != KeyStanding::Deaf,
        }
    }

    #[test]
    fn a_turn_is_told_bank_by_bank_in_every_language() {
        let files = files();
        let steps = KeyMark::ALL.map(|mark| KeyStepView {
            mark,
            fingerprint: "89ab cdef 0123 4567 89ab cdef 0123 4567".into(),
            at: NOW,
            reason: (mark == KeyMark::Signs).then(|| "The fitter goes there on Monday".to_owned()),
        });
        for l in Locale::ALL {
            let key = SigningKeyView {
                public: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".into(),
                fingerprint: "0123 4567 89ab cdef 0123 4567 89ab cdef".into(),
                since: None,
                banks: 7,
                next: Some("89ab cdef 0123 4567 89ab cdef 0123 4567".into()),
                old: None,
                standings: KeyStanding::ALL
                    .map(|standing| bank(standing.wire(), standing))
                    .to_vec(),
                steps: steps.to_vec(),
            };
            let html = signing_key(&frame(l, "/manager/keys", &files), &profile(), &key);
            for standing in KeyStanding::ALL {
                assert!(html.contains(look::key_standing(l, standing)), "{l:?}: {standing:?}");
                let named = html.contains(&[">", standing.wire(), "<"].concat());
                assert_eq!(named, standing < KeyStanding::Ready, "{l:?}: {standing:?}");
            }
            for mark in KeyMark::ALL {
                assert!(html.contains(look::key_mark(l, mark)), "{l:?}: {mark:?}");
            }
            assert!(html.contains("The fitter goes there on Monday"), "{l:?}");
            assert!(html.contains(text::next(l)) && !html.contains(text::old(l)), "{l:?}");
        }
    }
}
