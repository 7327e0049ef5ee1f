//! Acts, people and outcomes of the audit as words and tones. No markup.

use domain::Locale;
use domain::audit::{Act, AuditThing, AuditWho, Came};

use crate::delivery::documents::texts;
use crate::t::audit as text;
use crate::ui::Tone;

/// What was done.
pub(super) fn act(l: Locale, act: Act) -> &'static str {
    match act {
        Act::SignIn => text::act_sign_in(l),
        Act::SignOut => text::act_sign_out(l),
        Act::Join => text::act_join(l),
        Act::SecondStepOn => text::act_second_step_on(l),
        Act::SecondStepOff => text::act_second_step_off(l),
        Act::RecoveryUsed => text::act_recovery_used(l),
        Act::RecoveryCodes => text::act_recovery_codes(l),
        Act::PasskeyAdded => text::act_passkey_added(l),
        Act::PasskeyRemoved => text::act_passkey_removed(l),
        Act::PasskeyCopied => text::act_passkey_copied(l),
        Act::SecondStepTakenOff => text::act_second_step_taken_off(l),
        Act::SignInRules => text::act_sign_in_rules(l),
        Act::Invite => text::act_invite(l),
        Act::SwitchAccount => text::act_switch_account(l),
        Act::EndSession => text::act_end_session(l),
        Act::Office => text::act_office(l),
        Act::NewBank => text::act_new_bank(l),
        Act::BankLayout => text::act_bank_layout(l),
        Act::BankPlace => text::act_bank_place(l),
        Act::BankWay => text::act_bank_way(l),
        Act::BankPapers => text::act_bank_papers(l),
        Act::SigningKey => text::act_signing_key(l),
        Act::DoorService => text::act_door_service(l),
        Act::Texts => text::act_texts(l),
        Act::Kiosk => text::act_kiosk(l),
        Act::KioskSignIn => text::act_kiosk_sign_in(l),
        Act::KioskSignOut => text::act_kiosk_sign_out(l),
        Act::FreeKeypad => text::act_free_keypad(l),
        Act::NewDelivery => text::act_new_delivery(l),
        Act::OpenDoor => text::act_open_door(l),
        Act::CancelDelivery => text::act_cancel_delivery(l),
        Act::Delivery => text::act_delivery(l),
        Act::Case => text::act_case(l),
        Act::Register => text::act_register(l),
        Act::Ticket => text::act_ticket(l),
        Act::Key => text::act_key(l),
        Act::Pool => text::act_pool(l),
        Act::Product => text::act_product(l),
        Act::Dealer => text::act_dealer(l),
        Act::Refund => text::act_refund(l),
        Act::PaymentIncident => text::act_payment_incident(l),
        Act::Support => text::act_support(l),
        Act::ExportPerson => text::act_export_person(l),
        Act::ErasePerson => text::act_erase_person(l),
        Act::ForgetRecipients => text::act_forget_recipients(l),
        Act::Backup => text::act_backup(l),
        Act::Bureau => text::act_bureau(l),
        Act::TestMessage => text::act_test_message(l),
        Act::Manage => text::act_manage(l),
    }
}

/// What became of it.
pub(super) fn came(l: Locale, came: Came) -> (Tone, &'static str) {
    match came {
        Came::Done => (Tone::Good, text::came_done(l)),
        Came::Refused => (Tone::Warn, text::came_refused(l)),
        Came::Failed => (Tone::Bad, text::came_failed(l)),
    }
}

/// Who it was.
pub(super) fn who(l: Locale, who: &AuditWho) -> String {
    match who {
        AuditWho::Person(name) => name.clone(),
        AuditWho::Visitor => text::who_visitor(l).to_owned(),
        AuditWho::Kiosk => text::who_kiosk(l).to_owned(),
        AuditWho::House => text::who_house(l).to_owned(),
    }
}

/// Whether it is a name, the same in every language.
pub(super) const fn is_name(who: &AuditWho) -> bool {
    matches!(who, AuditWho::Person(_))
}

/// To which thing; nothing where it has no name.
pub(super) fn thing(l: Locale, thing: &AuditThing) -> Option<String> {
    match thing {
        AuditThing::Named(name) => Some(texts::noted(l, name).unwrap_or_else(|| name.clone())),
        AuditThing::Door(bank, door) => Some(text::door(l, bank, &door.to_string())),
        AuditThing::Nameless => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_words_of_its_own_in_every_language() {
        for l in Locale::ALL {
            let mut said: Vec<_> = Act::ALL.iter().map(|one| act(l, *one)).collect();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), Act::ALL.len(), "{l:?}");
        }
    }
}
