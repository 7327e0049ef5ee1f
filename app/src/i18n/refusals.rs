//! The text of every refusal and every fault: what is the matter, and what to do about it.
//!
//! The matches are exhaustive: a new code in `domain` does not build without its four texts.

use domain::{Error, FaultKind, Locale, Refusal, RefusalCode};

use crate::t::refusals as text;

/// What a rule says when it says no.
pub fn refusal_text(l: Locale, code: RefusalCode) -> &'static str {
    match code {
        RefusalCode::Form => text::form(l),
        RefusalCode::Missing => text::missing(l),
        RefusalCode::TooLong => text::too_long(l),
        RefusalCode::TooShort => text::too_short(l),
        RefusalCode::OddCharacters => text::odd_characters(l),
        RefusalCode::NotAnEmail => text::not_an_email(l),
        RefusalCode::NotAPhone => text::not_a_phone(l),
        RefusalCode::NeedsContact => text::needs_contact(l),
        RefusalCode::NeedsMobile => text::needs_mobile(l),
        RefusalCode::NotAChoice => text::not_a_choice(l),
        RefusalCode::OutOfRange => text::out_of_range(l),
        RefusalCode::Taken => text::taken(l),
        RefusalCode::WrongCredentials => text::wrong_credentials(l),
        RefusalCode::SlowDown => text::slow_down(l),
        RefusalCode::SignInFirst => text::sign_in_first(l),
        RefusalCode::NotFound => text::not_found(l),
        RefusalCode::NotAllowed => text::not_allowed(l),
        RefusalCode::LinkExpired => text::link_expired(l),
        RefusalCode::LastAdministrator => text::last_administrator(l),
        RefusalCode::WrongPassword => text::wrong_password(l),
        RefusalCode::StillInHand => text::still_in_hand(l),
        RefusalCode::BankFull => text::bank_full(l),
        RefusalCode::OnlyHigherDoors => text::only_higher_doors(l),
        RefusalCode::BankOffline => text::bank_offline(l),
        RefusalCode::OutOfService => text::out_of_service(l),
        RefusalCode::AnotherDoorOpen => text::another_door_open(l),
        RefusalCode::CompartmentInUse => text::compartment_in_use(l),
        RefusalCode::SecondPerson => text::second_person(l),
        RefusalCode::DoorDidNotOpen => text::door_did_not_open(l),
        RefusalCode::WrongPairingCode => text::wrong_pairing_code(l),
        RefusalCode::WrongCode => text::wrong_code(l),
        RefusalCode::KeypadLocked => text::keypad_locked(l),
        RefusalCode::BeingMoved => text::being_moved(l),
        RefusalCode::InDoubt => text::in_doubt(l),
        RefusalCode::WrongState => text::wrong_state(l),
        RefusalCode::AlreadyExtended => text::already_extended(l),
        RefusalCode::PresenceNeeded => text::presence_needed(l),
        RefusalCode::OtherBank => text::other_bank(l),
        RefusalCode::Changed => text::changed(l),
        RefusalCode::WrongSecondStep
        | RefusalCode::SecondStepOver
        | RefusalCode::SecondStepRests
        | RefusalCode::WrongPasskey
        | RefusalCode::PasskeyCopied
        | RefusalCode::LinkInText
        | RefusalCode::SmsGrows
        | RefusalCode::NotAnAmount
        | RefusalCode::PaymentsOff
        | RefusalCode::ProviderAway
        | RefusalCode::WrongHandingCode
        | RefusalCode::HandingCodeSpent
        | RefusalCode::CaseServed
        | RefusalCode::DeadlinePassed
        | RefusalCode::VisitOver
        | RefusalCode::TwiceOnList
        | RefusalCode::OnListAlready
        | RefusalCode::InLockerAlready
        | RefusalCode::NotOnList
        | RefusalCode::ListedElsewhere
        | RefusalCode::NoSuchSize
        | RefusalCode::FeeDue
        | RefusalCode::Claimed
        | RefusalCode::NeedsReach
        | RefusalCode::RetentionRuns
        | RefusalCode::NotAKey
        | RefusalCode::UnknownKey
        | RefusalCode::WrongPromoCode
        | RefusalCode::SoldOut
        | RefusalCode::DealerPaused
        | RefusalCode::CreditSpent
        | RefusalCode::NotAPicture
        | RefusalCode::TooLarge
        | RefusalCode::DoorUsed
        | RefusalCode::DoorInUse
        | RefusalCode::NumberTwice => of_documents(l, code),
    }
}

/// What only a page that the server draws can be refused with. The browser's programs go without these texts.
#[cfg(feature = "ssr")]
fn of_documents(l: Locale, code: RefusalCode) -> &'static str {
    match code {
        RefusalCode::WrongSecondStep => text::wrong_second_step(l),
        RefusalCode::SecondStepOver => text::second_step_over(l),
        RefusalCode::SecondStepRests => text::second_step_rests(l),
        RefusalCode::WrongPasskey => text::wrong_passkey(l),
        RefusalCode::PasskeyCopied => text::passkey_copied(l),
        RefusalCode::LinkInText => text::link_in_text(l),
        RefusalCode::SmsGrows => text::sms_grows(l),
        RefusalCode::NotAnAmount => text::not_an_amount(l),
        RefusalCode::PaymentsOff => text::payments_off(l),
        RefusalCode::ProviderAway => text::provider_away(l),
        RefusalCode::WrongHandingCode => text::wrong_handing_code(l),
        RefusalCode::HandingCodeSpent => text::handing_code_spent(l),
        RefusalCode::CaseServed => text::case_served(l),
        RefusalCode::DeadlinePassed => text::deadline_passed(l),
        RefusalCode::VisitOver => text::visit_over(l),
        RefusalCode::TwiceOnList => text::twice_on_list(l),
        RefusalCode::OnListAlready => text::on_list_already(l),
        RefusalCode::InLockerAlready => text::in_locker_already(l),
        RefusalCode::NotOnList => text::not_on_list(l),
        RefusalCode::ListedElsewhere => text::listed_elsewhere(l),
        RefusalCode::NoSuchSize => text::no_such_size(l),
        RefusalCode::FeeDue => text::fee_due(l),
        RefusalCode::Claimed => text::claimed(l),
        RefusalCode::NeedsReach => text::needs_reach(l),
        RefusalCode::RetentionRuns => text::retention_runs(l),
        RefusalCode::NotAKey => text::not_a_key(l),
        RefusalCode::UnknownKey => text::unknown_key(l),
        RefusalCode::WrongPromoCode => text::wrong_promo_code(l),
        RefusalCode::SoldOut => text::sold_out(l),
        RefusalCode::DealerPaused => text::dealer_paused(l),
        RefusalCode::CreditSpent => text::credit_spent(l),
        RefusalCode::NotAPicture => text::not_a_picture(l),
        RefusalCode::TooLarge => text::too_large(l),
        RefusalCode::DoorUsed => text::door_used(l),
        RefusalCode::DoorInUse => text::door_in_use(l),
        RefusalCode::NumberTwice => text::number_twice(l),
        _ => text::wrong_state(l),
    }
}

#[cfg(not(feature = "ssr"))]
fn of_documents(l: Locale, _: RefusalCode) -> &'static str {
    text::wrong_state(l)
}

/// What is said when something inside failed. Nothing of the inside is in it.
pub fn fault_text(l: Locale, kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Unavailable => text::fault_unavailable(l),
        FaultKind::Conflict => text::fault_conflict(l),
        FaultKind::Broken => text::fault_broken(l),
    }
}

/// What a refusal says, with what it knows beside its code.
pub fn refusal_words(l: Locale, refusal: &Refusal) -> String {
    match (refusal.code, refusal.door) {
        (RefusalCode::AnotherDoorOpen, Some(door)) => text::door_still_open(l, &door.to_string()),
        (code, _) => refusal_text(l, code).to_owned(),
    }
}

/// Why a port did not do what was asked, as one sentence.
pub fn error_text(l: Locale, error: &Error) -> String {
    match error {
        Error::Refused(refusal) => refusal_words(l, refusal),
        Error::Failed(kind) => fault_text(l, *kind).to_owned(),
    }
}

/// What is wrong with one field of the form, for `ui::Field`'s `error`.
pub fn field_error(l: Locale, error: &Error, field: &str) -> Option<String> {
    let Error::Refused(refusal) = error else {
        return None;
    };
    let wrong = refusal.fields.iter().find(|f| f.field == field)?;
    Some(refusal_text(l, wrong.code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::FieldError;

    /// A slip in the match above would show the same text for two codes.
    #[test]
    fn every_code_has_a_text_of_its_own() {
        for l in Locale::ALL {
            let mut texts: Vec<_> = RefusalCode::ALL.iter().map(|c| refusal_text(l, *c)).collect();
            texts.sort_unstable();
            let all = texts.len();
            texts.dedup();
            assert_eq!(texts.len(), all, "{l:?}");
        }
    }

    #[test]
    fn the_door_that_must_be_closed_is_named() {
        for l in Locale::ALL {
            let named = error_text(l, &Refusal::still_open(17).into());
            assert!(named.contains("17"), "{named}");
            assert_eq!(
                error_text(l, &RefusalCode::AnotherDoorOpen.into()),
                refusal_text(l, RefusalCode::AnotherDoorOpen)
            );
        }
    }

    #[test]
    fn a_field_finds_its_error() {
        let wrong = FieldError {
            field: "email".into(),
            code: RefusalCode::NotAnEmail,
        };
        let error = Error::Refused(Refusal::with_fields(RefusalCode::Form, vec![wrong]));
        let found = field_error(Locale::En, &error, "email");
        assert_eq!(found.as_deref(), Some(text::not_an_email(Locale::En)));
        assert_eq!(field_error(Locale::En, &error, "name"), None);
        assert_eq!(
            field_error(Locale::En, &Error::Failed(FaultKind::Broken), "email"),
            None
        );
    }
}
