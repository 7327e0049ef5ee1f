//! Events: what a bank tells, one durable fact each, numbered within a boot.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{MAX_BYTES, Malformed, RefuseReason};
use crate::Timestamp;
use crate::ids::{BankId, CommandId};

/// One fact from a bank. `(bank, boot, seq)` is unique; the server applies each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Who tells.
    pub bank: BankId,
    /// Counts the starts of the bank's program.
    pub boot: u64,
    /// Counts the events of this boot from 1.
    pub seq: u64,
    /// When it happened, by the bank's clock.
    pub at: Timestamp,
    /// What happened.
    pub fact: Fact,
}

/// What happened at a bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fact {
    /// The answer to a command.
    CommandResult {
        /// Which command.
        command: CommandId,
        /// What became of it.
        outcome: Outcome,
    },
    /// A door's switch says open, after a command.
    DoorOpened {
        /// The door's number.
        compartment: u16,
        /// The command that opened it.
        command: CommandId,
    },
    /// A door's switch says closed.
    DoorClosed {
        /// The door's number.
        compartment: u16,
        /// The command that had opened it; none after a forced opening.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        command: Option<CommandId>,
        /// What the sensor sees inside, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<bool>,
    },
    /// A door opened without a command.
    DoorForced {
        /// The door's number.
        compartment: u16,
    },
    /// A door stands open for too long.
    DoorLeftOpen {
        /// The door's number.
        compartment: u16,
        /// Since when, by the bank's clock.
        since: Timestamp,
    },
    /// The sensor inside changed its mind.
    ItemSensed {
        /// The door's number.
        compartment: u16,
        /// Whether something is inside.
        present: bool,
    },
    /// A button beside the screen was pressed.
    Button {
        /// Which.
        button: Button,
    },
    /// Something broke.
    Fault {
        /// What.
        fault: FaultKind,
        /// At which door, if at one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        compartment: Option<u16>,
    },
    /// It works again.
    FaultCleared {
        /// What.
        fault: FaultKind,
        /// At which door, if at one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        compartment: Option<u16>,
    },
    /// Mains lost (`on: false`) or back.
    Power {
        /// Whether there is mains power.
        on: bool,
    },
    /// The housing was opened or moved.
    Tamper,
}

/// What became of a command at the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// On disk, about to be carried out.
    Accepted,
    /// Carried out; no door involved.
    Done,
    /// Not obeyed.
    Refused {
        /// Why.
        reason: RefuseReason,
    },
    /// The pulse was sent and the door's switch stayed closed.
    NotOpened,
    /// Power was lost around the pulse; nobody knows.
    Unknown,
}

/// A button beside the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Button {
    /// "I have it."
    Received,
    /// "I do not want it."
    Refused,
    /// "Help."
    Help,
}

/// What can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A lock does not move its door.
    Jam,
    /// The lock board does not answer.
    Board,
    /// A switch or sensor contradicts itself.
    Sensor,
    /// The door was open without a command; people must look before it is used again.
    Forced,
}

impl FaultKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Jam, Self::Board, Self::Sensor, Self::Forced];

    /// The name in the database.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Jam => "jam",
            Self::Board => "board",
            Self::Sensor => "sensor",
            Self::Forced => "forced",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.wire() == text)
    }
}

const HEADER: [&str; 4] = ["bank", "boot", "seq", "at"];

/// Whether everything that was said is in what was understood. Where a fact or an outcome has no fields of its own, serde
/// passes over those that it does not know.
fn says_all(understood: &Value, said: &Value) -> bool {
    match (understood, said) {
        (Value::Object(understood), Value::Object(said)) => said.iter().all(|(name, value)| {
            value.is_null()
                || understood
                    .get(name)
                    .is_some_and(|understood| says_all(understood, value))
        }),
        _ => true,
    }
}

impl Event {
    /// Reads a payload.
    ///
    /// # Errors
    /// [`Malformed`] for anything too long, unknown or unfitting.
    pub fn parse(payload: &[u8]) -> Result<Self, Malformed> {
        #[derive(Deserialize)]
        struct Header {
            bank: BankId,
            boot: u64,
            seq: u64,
            at: Timestamp,
        }
        if payload.len() > MAX_BYTES {
            return Err(Malformed("too long".to_owned()));
        }
        let wrong = |e: serde_json::Error| Malformed(e.to_string());
        let mut map: Map<String, Value> = serde_json::from_slice(payload).map_err(wrong)?;
        let header: Map<String, Value> = HEADER
            .iter()
            .filter_map(|k| map.remove(*k).map(|v| ((*k).to_owned(), v)))
            .collect();
        let Header { bank, boot, seq, at } = serde_json::from_value(Value::Object(header)).map_err(wrong)?;
        // What remains must be the fact and nothing else: `Fact` refuses unknown fields, and so the header's too.
        let said = Value::Object(map);
        let fact: Fact = serde_json::from_value(said.clone()).map_err(wrong)?;
        if !says_all(&serde_json::to_value(&fact).map_err(wrong)?, &said) {
            return Err(Malformed("an unknown field".to_owned()));
        }
        if i64::try_from(boot).is_err() || i64::try_from(seq).is_err() {
            return Err(Malformed("a counter is out of range".to_owned()));
        }
        Ok(Self {
            bank,
            boot,
            seq,
            at,
            fact,
        })
    }

    /// The payload that goes to the broker.
    ///
    /// # Errors
    /// [`Malformed`] only if the fact cannot be written as JSON, which no fact is.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Malformed> {
        #[derive(Serialize)]
        struct Wire<'a> {
            bank: BankId,
            boot: u64,
            seq: u64,
            at: Timestamp,
            #[serde(flatten)]
            fact: &'a Fact,
        }
        serde_json::to_vec(&Wire {
            bank: self.bank,
            boot: self.boot,
            seq: self.seq,
            at: self.at,
            fact: &self.fact,
        })
        .map_err(|e| Malformed(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn any_fact() -> impl Strategy<Value = Fact> {
        let command = any::<u128>().prop_map(|n| CommandId(Uuid::from_u128(n)));
        prop_oneof![
            (
                command.clone(),
                prop_oneof![
                    Just(Outcome::Accepted),
                    Just(Outcome::Done),
                    Just(Outcome::Refused {
                        reason: RefuseReason::Stale
                    }),
                    Just(Outcome::NotOpened),
                    Just(Outcome::Unknown)
                ]
            )
                .prop_map(|(command, outcome)| Fact::CommandResult { command, outcome }),
            (any::<u16>(), command.clone())
                .prop_map(|(compartment, command)| Fact::DoorOpened { compartment, command }),
            (any::<u16>(), proptest::option::of(command), any::<Option<bool>>()).prop_map(
                |(compartment, command, item)| Fact::DoorClosed {
                    compartment,
                    command,
                    item
                }
            ),
            any::<u16>().prop_map(|compartment| Fact::DoorForced { compartment }),
            (any::<u16>(), any::<i64>()).prop_map(|(compartment, at)| Fact::DoorLeftOpen {
                compartment,
                since: Timestamp(at)
            }),
            any::<bool>().prop_map(|on| Fact::Power { on }),
            Just(Fact::Tamper),
            any::<Option<u16>>().prop_map(|compartment| Fact::Fault {
                fault: FaultKind::Jam,
                compartment
            }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(fact in any_fact(), boot in 0..u64::MAX / 2, seq in 0..u64::MAX / 2, at in any::<i64>()) {
            let event = Event { bank: BankId(Uuid::from_u128(9)), boot, seq, at: Timestamp(at), fact };
            prop_assert_eq!(Event::parse(&event.to_bytes().unwrap()).unwrap(), event);
        }

        #[test]
        fn garbage_is_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(Event::parse(&bytes).is_err());
        }
    }

    #[test]
    fn unknown_fields_are_refused_where_there_are_none() {
        let bank = Uuid::from_u128(9);
        let command = Uuid::from_u128(8);
        let event = |fact: &str| format!(r#"{{"bank":"{bank}","boot":1,"seq":2,"at":3,{fact}}}"#);
        let result = |outcome: &str| {
            event(&format!(
                r#""kind":"command_result","command":"{command}","outcome":{outcome}"#
            ))
        };
        for (good, bad) in [
            (event(r#""kind":"tamper""#), event(r#""kind":"tamper","by":"wind""#)),
            (
                result(r#"{"result":"done"}"#),
                result(r#"{"result":"done","reason":"stale"}"#),
            ),
        ] {
            assert!(Event::parse(good.as_bytes()).is_ok(), "{good}");
            assert!(Event::parse(bad.as_bytes()).is_err(), "{bad}");
        }
        let open = event(r#""kind":"door_closed","compartment":4,"command":null,"item":null"#);
        assert!(Event::parse(open.as_bytes()).is_ok(), "what is known may be none");
    }

    #[test]
    fn unknown_and_missing_fields_are_refused() {
        let bank = Uuid::from_u128(9);
        let good = format!(r#"{{"bank":"{bank}","boot":1,"seq":2,"at":3,"kind":"door_forced","compartment":4}}"#);
        assert!(Event::parse(good.as_bytes()).is_ok());
        for bad in [
            good.replace("\"compartment\":4", "\"compartment\":4,\"open\":true"),
            good.replace(",\"compartment\":4", ""),
            good.replace("\"boot\":1,", ""),
            good.replace("door_forced", "door_melted"),
            good.replace("\"seq\":2", "\"seq\":-2"),
            good.replace("\"seq\":2", "\"seq\":18446744073709551615"),
            good.replace("\"compartment\":4", "\"compartment\":70000"),
            format!("{good}{}", " ".repeat(MAX_BYTES)),
            "[]".to_owned(),
        ] {
            assert!(Event::parse(bad.as_bytes()).is_err(), "{}", &bad[..bad.len().min(200)]);
        }
    }
}
