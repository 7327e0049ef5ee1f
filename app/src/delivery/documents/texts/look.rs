//! Kinds of messages as words. No markup.

use domain::Locale;
use domain::notices::{OwnKind, Template};

use crate::t::texts as text;

/// What the kind is called.
pub(super) fn kind(l: Locale, kind: OwnKind) -> &'static str {
    match kind {
        OwnKind::Signature => text::signature(l),
        OwnKind::Message(template) => message(l, template),
    }
}

fn message(l: Locale, template: Template) -> &'static str {
    match template {
        Template::Ready => text::ready(l),
        Template::Reminder => text::reminder(l),
        Template::NewDeadline => text::new_deadline(l),
        Template::Moved => text::moved(l),
        Template::CodeReplaced => text::code_replaced(l),
        Template::NewCode => text::new_code(l),
        Template::CodeByHand => text::code_by_hand(l),
        Template::LeftInside => text::left_inside(l),
        Template::Collected => text::collected(l),
        Template::ShareUsed => text::share_used(l),
        Template::Withdrawn => text::withdrawn(l),
        Template::TakenBack => text::taken_back(l),
        _ => text::another(l),
    }
}

/// When it goes out.
pub(super) fn when(l: Locale, kind: OwnKind) -> &'static str {
    match kind {
        OwnKind::Signature => text::when_signature(l),
        OwnKind::Message(template) => match template {
            Template::Ready => text::when_ready(l),
            Template::Reminder => text::when_reminder(l),
            Template::NewDeadline => text::when_new_deadline(l),
            Template::Moved => text::when_moved(l),
            Template::CodeReplaced => text::when_code_replaced(l),
            Template::NewCode => text::when_new_code(l),
            Template::CodeByHand => text::when_code_by_hand(l),
            Template::LeftInside => text::when_left_inside(l),
            Template::Collected => text::when_collected(l),
            Template::ShareUsed => text::when_share_used(l),
            Template::Withdrawn => text::when_withdrawn(l),
            Template::TakenBack => text::when_taken_back(l),
            _ => text::another(l),
        },
    }
}

/// What the audit notes of a change (`ready/ro`), as words; none for anything else.
pub fn noted(l: Locale, thing: &str) -> Option<String> {
    let (wire, code) = thing.split_once('/')?;
    let (own, language) = (OwnKind::from_wire(wire)?, Locale::from_code(code)?);
    Some([kind(l, own), " · ", language.name()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_words_of_its_own_in_every_language() {
        for l in Locale::ALL {
            for of in [kind, when] {
                let mut said: Vec<_> = OwnKind::ALL.iter().map(|one| of(l, *one)).collect();
                assert!(!said.contains(&text::another(l)), "{l:?}");
                said.sort_unstable();
                said.dedup();
                assert_eq!(said.len(), OwnKind::ALL.len(), "{l:?}");
            }
        }
    }

    #[test]
    fn a_change_is_told_by_kind_and_language() {
        assert_eq!(noted(Locale::En, "signature/zh").unwrap(), "Signature · 中文");
        for other in ["ready", "ready/xx", "new_password/ro", ""] {
            assert_eq!(noted(Locale::En, other), None, "{other}");
        }
    }
}
