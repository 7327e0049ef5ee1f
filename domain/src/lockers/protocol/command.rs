//! Commands: what the server orders, how it is sealed, and the check that a bank makes before it obeys.

use serde::{Deserialize, Serialize};

use super::MAX_BYTES;
use crate::ids::{BankId, CommandId};
use crate::lockers::Purpose;
use crate::{Span, Timestamp};

/// How far ahead `not_after` of an unlock may lie when it reaches the bank.
pub const UNLOCK_HORIZON: Span = Span::seconds(30);

/// What a bank can be told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Pulse the lock of one compartment.
    Unlock,
    /// Refuse to open this compartment until told otherwise.
    OutOfService,
    /// Serve this compartment again.
    InService,
    /// Make itself seen: lights, a sound.
    Identify,
    /// Show a message on the screen.
    Show,
}

impl Action {
    const ALL: [Self; 5] = [
        Self::Unlock,
        Self::OutOfService,
        Self::InService,
        Self::Identify,
        Self::Show,
    ];

    /// The name on the wire and in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Unlock => "unlock",
            Self::OutOfService => "out_of_service",
            Self::InService => "in_service",
            Self::Identify => "identify",
            Self::Show => "show",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.wire() == text)
    }
}

/// One order to one bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// Its id: never obeyed twice.
    pub id: CommandId,
    /// The bank that shall obey; any other refuses.
    pub bank: BankId,
    /// What to do.
    pub action: Action,
    /// The door's number, for actions on one compartment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compartment: Option<u16>,
    /// The message to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When the server made it.
    pub issued_at: Timestamp,
    /// After this it is dead.
    pub not_after: Timestamp,
    /// Why: a word for the bank's own log (`deposit`, `pickup`, …). One of them counts, see [`Command::is_test`].
    pub reason: String,
    /// Who stands behind it: a kind and an id, no name.
    pub actor: String,
}

/// Why a bank does not obey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefuseReason {
    /// The signature is not the server's, or the bytes are not a command.
    NotAuthentic,
    /// It is for another bank.
    WrongBank,
    /// Its time has passed.
    Stale,
    /// It claims a life longer than an unlock may have.
    TooFarAhead,
    /// This bank has no such compartment, or the action makes no sense.
    NoSuchCompartment,
    /// Another door is open.
    AnotherDoorOpen,
    /// The compartment is out of service.
    OutOfService,
    /// The lock board does not answer.
    BoardFault,
    /// It changes keys, and was made for another state of them than the bank is in.
    OutOfTurn,
    /// It brings a key more than a bank holds.
    TooManyKeys,
    /// It ends the very key that signed it.
    OwnKey,
}

impl RefuseReason {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NotAuthentic,
        Self::WrongBank,
        Self::Stale,
        Self::TooFarAhead,
        Self::NoSuchCompartment,
        Self::AnotherDoorOpen,
        Self::OutOfService,
        Self::BoardFault,
        Self::OutOfTurn,
        Self::TooManyKeys,
        Self::OwnKey,
    ];

    /// The name on the wire and in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::NotAuthentic => "not_authentic",
            Self::WrongBank => "wrong_bank",
            Self::Stale => "stale",
            Self::TooFarAhead => "too_far_ahead",
            Self::NoSuchCompartment => "no_such_compartment",
            Self::AnotherDoorOpen => "another_door_open",
            Self::OutOfService => "out_of_service",
            Self::BoardFault => "board_fault",
            Self::OutOfTurn => "out_of_turn",
            Self::TooManyKeys => "too_many_keys",
            Self::OwnKey => "own_key",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.wire() == text)
    }
}

/// The bytes are no message of this protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a message of the locker protocol: {0}")]
pub struct Malformed(pub String);

impl Command {
    /// Whether somebody tries a door: the one unlock that may open a compartment which is out of service. A bank that
    /// does not know of it refuses, as it refuses every other.
    pub fn is_test(&self) -> bool {
        self.action == Action::Unlock && self.reason == Purpose::Test.wire()
    }

    /// The exact bytes that are sent and signed.
    ///
    /// # Errors
    /// [`Malformed`] when it would be over [`MAX_BYTES`] on the wire.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Malformed> {
        let bytes = serde_json::to_vec(self).map_err(|e| Malformed(e.to_string()))?;
        if bytes.len() > MAX_BYTES / 2 {
            return Err(Malformed("too long".to_owned()));
        }
        Ok(bytes)
    }

    /// What a bank checks once it believes the sender, in this order: addressee, age, sense.
    ///
    /// # Errors
    /// The reason to answer.
    pub fn refuse_at(&self, bank: BankId, now: Timestamp) -> Result<(), RefuseReason> {
        if self.bank != bank {
            return Err(RefuseReason::WrongBank);
        }
        if now > self.not_after {
            return Err(RefuseReason::Stale);
        }
        if matches!(self.action, Action::Unlock) && self.not_after - now > UNLOCK_HORIZON {
            return Err(RefuseReason::TooFarAhead);
        }
        let needs_door = matches!(self.action, Action::Unlock | Action::OutOfService | Action::InService);
        if needs_door != self.compartment.is_some() {
            return Err(RefuseReason::NoSuchCompartment);
        }
        Ok(())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod sealed {
    use ed25519_dalek::{SigningKey, VerifyingKey};

    use super::super::envelope;
    use super::{Command, Malformed, RefuseReason};

    /// A signature of a command can never pass as one of anything else.
    const CONTEXT: &[u8] = b"cloakroom locker command v1\0";

    /// Signs a command: the payload that goes to the broker.
    ///
    /// # Errors
    /// [`Malformed`] when it is too long.
    pub fn seal(command: &Command, key: &SigningKey) -> Result<Vec<u8>, Malformed> {
        Ok(envelope::seal(CONTEXT, &command.to_bytes()?, key))
    }

    /// Believes a payload or not: the signature first, strictly, then the JSON.
    /// `keys` are the server's present key and, during a rotation, the next.
    ///
    /// # Errors
    /// `NotAuthentic` for everything that the server did not sign.
    pub fn check(payload: &[u8], keys: &[VerifyingKey]) -> Result<Command, RefuseReason> {
        let refused = RefuseReason::NotAuthentic;
        let (json, _) = envelope::open(CONTEXT, payload, keys).ok_or(refused)?;
        serde_json::from_slice(&json).map_err(|_| refused)
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use sealed::{check, seal};

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn key(n: u8) -> SigningKey {
        SigningKey::from_bytes(&[n; 32])
    }

    fn command(bank: u128, not_after: i64) -> Command {
        Command {
            id: CommandId(Uuid::from_u128(1)),
            bank: BankId(Uuid::from_u128(bank)),
            action: Action::Unlock,
            compartment: Some(7),
            text: None,
            issued_at: Timestamp(not_after - 20_000_000),
            not_after: Timestamp(not_after),
            reason: "pickup".to_owned(),
            actor: "kiosk:x".to_owned(),
        }
    }

    proptest! {
        #[test]
        fn one_altered_byte_is_never_believed(at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
            let payload = seal(&command(1, 50_000_000), &key(1)).unwrap();
            let mut altered = payload.clone();
            let at = at.index(altered.len());
            altered[at] ^= flip;
            prop_assert_eq!(check(&altered, &[key(1).verifying_key()]), Err(RefuseReason::NotAuthentic));
            prop_assert!(check(&payload, &[key(1).verifying_key()]).is_ok());
        }

        #[test]
        fn garbage_is_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            prop_assert_eq!(check(&bytes, &[key(1).verifying_key()]), Err(RefuseReason::NotAuthentic));
        }

        #[test]
        fn obeyed_only_within_its_life(age in -100_000_000_i64..100_000_000) {
            let now = Timestamp(1_000_000_000);
            let order = command(1, now.0 - age);
            let expected = if age > 0 {
                Err(RefuseReason::Stale)
            } else if -age > UNLOCK_HORIZON.0 {
                Err(RefuseReason::TooFarAhead)
            } else {
                Ok(())
            };
            prop_assert_eq!(order.refuse_at(BankId(Uuid::from_u128(1)), now), expected);
        }
    }

    #[test]
    fn another_key_is_not_believed_and_a_rotated_one_is() {
        let payload = seal(&command(1, 0), &key(2)).unwrap();
        assert_eq!(
            check(&payload, &[key(1).verifying_key()]),
            Err(RefuseReason::NotAuthentic)
        );
        assert!(check(&payload, &[key(1).verifying_key(), key(2).verifying_key()]).is_ok());
    }

    #[test]
    fn another_bank_is_not_obeyed() {
        let order = command(1, 10);
        assert_eq!(
            order.refuse_at(BankId(Uuid::from_u128(2)), Timestamp(0)),
            Err(RefuseReason::WrongBank)
        );
    }

    #[test]
    fn an_unknown_field_is_not_a_command() {
        let json = serde_json::to_value(command(1, 0)).unwrap();
        let mut more = json.clone();
        more["force"] = true.into();
        assert!(serde_json::from_value::<Command>(json).is_ok());
        assert!(serde_json::from_value::<Command>(more).is_err());
    }

    #[test]
    fn every_reason_reads_back() {
        for reason in RefuseReason::ALL {
            assert_eq!(RefuseReason::from_wire(reason.wire()), Some(reason));
        }
    }
}
