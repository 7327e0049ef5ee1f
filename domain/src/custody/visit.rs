//! One visit: several things of one person at one bank, door after door.
//!
//! Each thing keeps its own code, QR and link. Whoever proved the right to one of them may open the next for as long as
//! they stand there, because whatever opens the first was sent nowhere where what opens the next was not sent too.
//! What must not be here: names that are nearly the same. Who is not surely the same person is somebody else.

use serde::{Deserialize, Serialize};

use super::{Item, OpenPhase};
use crate::ids::ConsignmentId;
use crate::lockers::Purpose;
use crate::{Email, Moment, Phone, Span, Timestamp};

/// Whom a thing is for, and where what opens it was sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The name, as it was typed.
    pub name: String,
    /// The mail address that was told of it.
    pub email: Option<Email>,
    /// The number that was told of it.
    pub phone: Option<Phone>,
}

impl Addressee {
    /// Whether whoever may have the thing of this one may have the other's in the same visit: the names are the same, and
    /// every address that was told of this thing was told of the other. So nobody gets at anything by it that they could
    /// not have opened without.
    pub fn leads_to(&self, other: &Self) -> bool {
        let told = |mine: &Email| {
            let theirs = other.email.as_ref().map(Email::folded);
            theirs == Some(mine.folded())
        };
        let somebody = self.email.is_some() || self.phone.is_some();
        somebody
            && self.name == other.name
            && self.email.as_ref().is_none_or(told)
            && (self.phone.is_none() || self.phone == other.phone)
    }
}

/// The last opening at a bank, as far as it decides whether a visit goes on from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastOpening {
    /// What for.
    pub purpose: Purpose,
    /// When it ended; none while a door is on its way or open.
    pub ended_at: Option<Timestamp>,
    /// Whether the thing is in its recipient's hands since.
    pub collected: bool,
    /// Whether it was opened by a right that was lent: it is for one thing, and for no other.
    pub lent: bool,
    /// Whether they said that they take nothing else now, or went away.
    pub left: bool,
}

impl LastOpening {
    /// So long after a door was closed the next one may be opened without proving the right again.
    pub const PATIENCE: Span = Span::minutes(2);

    /// Whether a visit began with it, or went on: somebody's own thing was to be taken out.
    pub fn is_visit(self) -> bool {
        self.purpose == Purpose::Pickup && !self.lent
    }

    /// Whether the next door may be opened now. Whatever went wrong ends the visit; then each thing has its own code.
    pub fn goes_on(self, now: Timestamp) -> bool {
        self.is_visit() && self.collected && !self.left && self.ended_at.is_some_and(|at| now <= at + Self::PATIENCE)
    }
}

/// What the kiosk that opened a door tells of the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KioskVisit {
    /// So many things wait here for whoever stands there; the one whose door moves is among them until it is collected.
    pub waiting: u16,
    /// The next one, when the last was collected: a press opens its door.
    pub next: Option<NextDoor>,
}

/// The door that a visit may go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextDoor {
    /// What waits behind it.
    pub thing: ConsignmentId,
    /// Its number.
    pub compartment: u16,
}

/// Another thing of the same visit, as the page of the first one names it.
#[derive(Debug, Clone)]
pub struct VisitItem {
    /// Which; for the form that opens it.
    pub id: ConsignmentId,
    /// What waits.
    pub item: Item,
    /// The door's number.
    pub compartment: u16,
    /// Until when.
    pub deadline: Option<Moment>,
    /// Where its hand-over is.
    pub phase: OpenPhase,
    /// How it can be opened while it waits.
    pub turn: Turn,
}

/// How another thing of a visit can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Once the door before it is closed and what was behind it is collected.
    Later,
    /// Now, by a press.
    Now,
    /// By a press, after the kiosk's QR was scanned once more.
    Presence,
    /// By its own code, QR or link: the visit is over.
    Own,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: [&str; 2] = ["Ion Popescu", "Ion Popescu-Ene"];
    const MAILS: [&str; 2] = ["ion@example.org", "casa@example.org"];
    const PHONES: [&str; 2] = ["+40721555010", "+40721555011"];

    fn addressee((name, email, phone): (usize, Option<usize>, Option<usize>)) -> Addressee {
        Addressee {
            name: NAMES[name].to_owned(),
            email: email.map(|at| Email::parse(MAILS[at]).unwrap()),
            phone: phone.map(|at| Phone::parse(PHONES[at]).unwrap()),
        }
    }

    /// Indices into the names, mails and numbers above.
    fn anybody() -> impl Strategy<Value = (usize, Option<usize>, Option<usize>)> {
        (
            0..2_usize,
            proptest::option::of(0..2_usize),
            proptest::option::of(0..2_usize),
        )
    }

    proptest! {
        #[test]
        fn nobody_gets_at_what_they_were_not_told_of(first in anybody(), next in anybody()) {
            let leads = addressee(first).leads_to(&addressee(next));
            let ((name, email, phone), (next_name, next_email, next_phone)) = (first, next);
            let all_told = (email.is_none() || email == next_email) && (phone.is_none() || phone == next_phone);
            let reached = email.is_some() || phone.is_some();
            prop_assert_eq!(leads, name == next_name && reached && all_told);
        }

        #[test]
        fn a_chain_goes_nowhere_where_its_beginning_does_not(a in anybody(), b in anybody(), c in anybody()) {
            let (a, b, c) = (addressee(a), addressee(b), addressee(c));
            prop_assert!(!(a.leads_to(&b) && b.leads_to(&c)) || a.leads_to(&c));
        }

        #[test]
        fn a_visit_goes_on_for_two_minutes_after_a_thing_was_collected_and_by_nothing_else(
            purpose in 0..Purpose::ALL.len(),
            ended in proptest::option::of(0_i64..1_000),
            flags in any::<[bool; 3]>(),
            seconds in 0_i64..1_300,
        ) {
            let [collected, lent, left] = flags;
            let last = LastOpening {
                purpose: Purpose::ALL[purpose],
                ended_at: ended.map(|at| Timestamp(0) + Span::seconds(at)),
                collected,
                lent,
                left,
            };
            let goes_on = last.goes_on(Timestamp(0) + Span::seconds(seconds));
            let fresh = ended.is_some_and(|at| seconds <= at + 120);
            prop_assert_eq!(goes_on, last.purpose == Purpose::Pickup && collected && !lent && !left && fresh);
        }
    }

    #[test]
    fn a_mail_address_is_the_same_in_capitals() {
        let mut shouted = addressee((0, Some(0), None));
        shouted.email = Some(Email::parse("ION@EXAMPLE.ORG").unwrap());
        assert!(addressee((0, Some(0), None)).leads_to(&shouted));
    }

    #[test]
    fn nobody_without_an_address_leads_to_anybody() {
        let nobody = addressee((0, None, None));
        assert!(!nobody.leads_to(&nobody));
    }
}
