//! What people of the house do, in the words of the audit.

use serde::{Deserialize, Serialize};

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $wire:literal,)+) => {
        /// One kind of act.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Act { $($(#[$doc])* $name,)+ }
        impl Act {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// The name in the database and in addresses.
            pub const fn wire(self) -> &'static str {
                match self { $(Self::$name => $wire,)+ }
            }
        }
    };
}

acts! {
    /// Signed in, or tried to.
    SignIn = "sign_in",
    /// Signed out.
    SignOut = "sign_out",
    /// Accepted an invitation.
    Join = "join",
    /// Switched their own second step at sign-in on, or moved it to another phone.
    SecondStepOn = "second_step_on",
    /// Turned their own second step off.
    SecondStepOff = "second_step_off",
    /// Signed in with a recovery code.
    RecoveryUsed = "recovery_used",
    /// Made new recovery codes for themselves.
    RecoveryCodes = "recovery_codes",
    /// Added a passkey of their own.
    PasskeyAdded = "passkey_added",
    /// Removed a passkey of their own.
    PasskeyRemoved = "passkey_removed",
    /// Showed a passkey whose count went backwards: a copy.
    PasskeyCopied = "passkey_copied",
    /// Took a colleague's second step off.
    SecondStepTakenOff = "second_step_taken_off",
    /// Said whether the staff must have a second step.
    SignInRules = "sign_in_rules",
    /// Invited somebody.
    Invite = "invite",
    /// Switched an account off or on.
    SwitchAccount = "switch_account",
    /// Ended a session.
    EndSession = "end_session",
    /// Opened or changed an office, or who belongs to it.
    Office = "office",
    /// Set a bank up.
    NewBank = "new_bank",
    /// Arranged the doors of a bank.
    BankLayout = "bank_layout",
    /// Corrected name, place or hours of a bank.
    BankPlace = "bank_place",
    /// Described how one gets to a bank.
    BankWay = "bank_way",
    /// Gave a bank a new password.
    BankPapers = "bank_papers",
    /// Let another key sign commands to banks, or prepared that.
    SigningKey = "signing_key",
    /// Put a compartment out of service or back.
    DoorService = "door_service",
    /// Changed what recipients are told in an organisation's own words.
    Texts = "texts",
    /// Paired a screen with a bank, or ended that.
    Kiosk = "kiosk",
    /// Signed in at a kiosk.
    KioskSignIn = "kiosk_sign_in",
    /// Signed out of a kiosk.
    KioskSignOut = "kiosk_sign_out",
    /// Let a keypad take codes again.
    FreeKeypad = "free_keypad",
    /// Entered a delivery.
    NewDelivery = "new_delivery",
    /// Ordered a door open.
    OpenDoor = "open_door",
    /// Cancelled a delivery.
    CancelDelivery = "cancel_delivery",
    /// Did something else with a delivery.
    Delivery = "delivery",
    /// Worked at the desk: a case, a report.
    Case = "case",
    /// Worked on the register of found things.
    Register = "register",
    /// Made or moved a courier's ticket.
    Ticket = "ticket",
    /// Activated, blocked or changed a key.
    Key = "key",
    /// Decided about a pool of keys.
    Pool = "pool",
    /// Changed a product or an offer.
    Product = "product",
    /// Changed a dealer.
    Dealer = "dealer",
    /// Gave money back.
    Refund = "refund",
    /// Settled what was wrong with a payment.
    PaymentIncident = "payment_incident",
    /// Helped somebody from afar.
    Support = "support",
    /// Handed out what is kept of a person.
    ExportPerson = "export_person",
    /// Erased a person.
    ErasePerson = "erase_person",
    /// Forgot whose finished things were, when their term had passed.
    ForgetRecipients = "forget_recipients",
    /// Copied the database.
    Backup = "backup",
    /// Made an organisation the bureau.
    Bureau = "bureau",
    /// Sent a mail or a text message for a test.
    TestMessage = "test_message",
    /// Managed something else.
    Manage = "manage",
}

impl Act {
    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.wire() == text)
    }
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Came {
    /// It was done.
    Done,
    /// They may not, or a rule said no.
    Refused,
    /// Something inside was away or broken.
    Failed,
}

impl Came {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Done, Self::Refused, Self::Failed];

    /// The name in the database and in addresses.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|came| came.wire() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_a_name_of_its_own() {
        for act in Act::ALL {
            assert_eq!(Act::from_wire(act.wire()), Some(*act));
        }
        for came in Came::ALL {
            assert_eq!(Came::from_wire(came.wire()), Some(came));
        }
    }
}
