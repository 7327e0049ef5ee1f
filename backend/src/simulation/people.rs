//! Who comes to a bank and presses something: impatient, forgetful, and not always there when a door opens late.
//!
//! What colleagues do beyond leaving things: `moves.rs` (carrying them to another compartment), `staff.rs` (doors that need a
//! look, openings from afar).

use domain::accounts::Actor;
use domain::custody::CustodyPort as _;
use domain::delivery::{DeliveryPort as _, DeliveryState, NewDelivery};
use domain::ids::{ConsignmentId, KioskId};
use domain::{Outcome, ShortText, Span};

use super::agenda::Happening;
use super::moves::Mind;
use super::town::Town;

/// What somebody came for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    Leave(ConsignmentId),
    /// With the code.
    Fetch(ConsignmentId),
    /// Without it: support opens from afar.
    Call(ConsignmentId),
    TakeBack(ConsignmentId),
    /// A colleague carries it to another compartment.
    Carry(ConsignmentId),
    /// A colleague takes a door out of service, tries it, and takes it back.
    Mend {
        door: u16,
        /// Whether a fault keeps it from everybody.
        frozen: bool,
    },
}

impl Errand {
    /// How often somebody presses before going home.
    const fn presses(self) -> u8 {
        match self {
            Self::Leave(_) | Self::Fetch(_) | Self::Call(_) | Self::TakeBack(_) => 3,
            Self::Mend { .. } => 5,
            Self::Carry(_) => 8,
        }
    }

    /// Whether it is done, or given up, once the door was open and is shut.
    const fn ends_at_the_door(self) -> bool {
        !matches!(self, Self::Mend { .. } | Self::Carry(_))
    }
}

/// What a hand does at the open door that the screen named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    Puts(ConsignmentId),
    /// And has it from then on.
    Takes(ConsignmentId),
    /// And leaves with it.
    TakesAway(ConsignmentId),
    OnlyShuts,
}

/// Somebody before a bank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visitor {
    /// A number that nobody had before.
    pub(super) who: u64,
    pub(super) errand: Errand,
    pub(super) hand: Hand,
    pub(super) mind: Mind,
    /// The door that the screen named.
    pub(super) door: u16,
    /// How often they pressed already.
    pub(super) pressed: u8,
}

/// How long somebody waits for a door before pressing again or going home.
const PATIENCE: Span = Span::seconds(35);

impl Town {
    /// Somebody comes to a bank, if nobody else stands there, and says when the next one will. After the chaos only those come
    /// who end what was begun.
    pub(super) async fn visitor_comes(&mut self, at: usize) {
        if self.tidying_lasts() {
            let pause = self.dice.between(Span::seconds(15), Span::seconds(70));
            self.later(pause, Happening::VisitorComes { bank: at });
        }
        if self.visitors[at].is_some() || !self.server_is_up() {
            return;
        }
        self.came += 1;
        let Some(errand) = self.errand(at).await else { return };
        let (hand, door) = match errand {
            Errand::Leave(thing) => (Hand::Puts(thing), self.door_of(thing).await),
            Errand::Fetch(thing) | Errand::Call(thing) => (Hand::TakesAway(thing), self.door_of(thing).await),
            Errand::TakeBack(thing) => (Hand::Takes(thing), self.door_of(thing).await),
            // Which door, and whether to take or to put, is said by the page.
            Errand::Carry(thing) => (Hand::OnlyShuts, self.door_of(thing).await),
            Errand::Mend { door, .. } => (Hand::OnlyShuts, Some(door)),
        };
        let Some(door) = door else { return };
        let mind = self.make_up_mind();
        self.visitors[at] = Some(Visitor {
            who: self.came,
            errand,
            hand,
            mind,
            door,
            pressed: 0,
        });
        self.press(at).await;
    }

    async fn errand(&mut self, at: usize) -> Option<Errand> {
        let begun: Vec<_> = self.begun[at].iter().copied().collect();
        if !begun.is_empty() && (!self.chaos_lasts() || self.dice.chance(600)) {
            return Some(Errand::Carry(begun[self.dice.below(begun.len())]));
        }
        if !self.chaos_lasts() {
            return None;
        }
        if self.dice.chance(150)
            && let Some(mend) = self.door_to_mend(at).await
        {
            return Some(mend);
        }
        let waiting: Vec<_> = self.waiting[at].iter().map(|(thing, _)| *thing).collect();
        if waiting.is_empty() || self.dice.chance(400) {
            return self.announce(at).await.map(Errand::Leave);
        }
        let thing = waiting[self.dice.below(waiting.len())];
        Some(match self.dice.below(100) {
            0..=24 => Errand::Carry(thing),
            25..=34 => Errand::TakeBack(thing),
            35..=46 => Errand::Call(thing),
            _ => Errand::Fetch(thing),
        })
    }

    async fn announce(&mut self, at: usize) -> Option<ConsignmentId> {
        self.announced += 1;
        let form = NewDelivery {
            bank: self.banks[at].id.to_string(),
            size: if self.dice.chance(250) { "M" } else { "S" }.to_owned(),
            // By the name we know whose letter it is.
            name: format!("Recipient {}", self.announced),
            ..self.scene.form(&format!("simulated-{}", self.announced))
        };
        let thing = self.scene.delivery.create(&self.scene.employee, form).await.ok()?;
        self.things.push((at, thing));
        self.in_hand.insert(thing, self.came);
        self.names.insert(format!("Recipient {}", self.announced), thing);
        Some(thing)
    }

    /// Presses Open, by whichever way the errand has; a refusal only means waiting.
    pub(super) async fn press(&mut self, at: usize) {
        let tidying = self.tidying_lasts();
        let Some(visitor) = self.visitors[at].as_mut() else {
            return;
        };
        visitor.pressed += 1;
        let Visitor {
            who, errand, pressed, ..
        } = *visitor;
        if pressed > errand.presses() || !tidying {
            self.go_home(at).await;
            return;
        }
        if self.server_is_up() {
            // Refused, offline, another door open: all said at once, and tried again by a human.
            let _ = match errand {
                Errand::Leave(thing) => self.scene.delivery.open(&self.scene.employee, thing).await,
                Errand::TakeBack(thing) => {
                    self.look_for_the_door(at, thing).await;
                    let reason = ShortText::parse("wrong bank").expect("a reason");
                    self.scene.delivery.cancel(&self.scene.employee, thing, reason).await
                }
                Errand::Fetch(thing) => {
                    self.look_for_the_door(at, thing).await;
                    self.type_code(at, thing).await
                }
                Errand::Call(thing) => {
                    self.look_for_the_door(at, thing).await;
                    self.call_support(thing).await
                }
                Errand::Carry(thing) => self.carry_on(at, thing).await,
                Errand::Mend { door, frozen } => self.mend(at, door, frozen).await,
            };
            self.server_did_something().await;
        }
        if self.visitors[at].is_some() {
            let looks = Happening::VisitorLooks { bank: at, who, pressed };
            self.later(PATIENCE, looks);
        }
    }

    /// Types the code that came with the letter at the kiosk.
    pub(super) async fn type_code(&self, at: usize, thing: ConsignmentId) -> Outcome<()> {
        let kiosk = Actor::Kiosk {
            kiosk: KioskId(self.banks[at].id.0),
            bank: self.banks[at].id,
        };
        match self.waiting[at].iter().find(|(id, _)| *id == thing) {
            Some((_, code)) => self.scene.custody.kiosk_enter(&kiosk, code).await,
            None => Ok(()),
        }
    }

    /// It may have come to lie elsewhere since they came.
    async fn look_for_the_door(&mut self, at: usize, thing: ConsignmentId) {
        let door = self.door_of(thing).await;
        if let (Some(visitor), Some(door)) = (self.visitors[at].as_mut(), door) {
            visitor.door = door;
        }
    }

    /// Some time after pressing: whoever stands before shut doors presses again.
    pub(super) async fn visitor_looks(&mut self, at: usize, who: u64, pressed: u8) {
        let still = self.visitors[at].is_some_and(|v| v.who == who && v.pressed == pressed);
        if !still {
            return;
        }
        if self.banks[at].doors.values().all(|door| !door.open) {
            self.press(at).await;
        } else {
            let looks = Happening::VisitorLooks { bank: at, who, pressed };
            self.later(Span::seconds(10), looks);
        }
    }

    async fn go_home(&mut self, at: usize) {
        let Some(visitor) = self.visitors[at].take() else {
            return;
        };
        if let Errand::Leave(thing) = visitor.errand
            && self.server_is_up()
        {
            let reason = ShortText::parse("it does not open").expect("a reason");
            let _ = self.scene.delivery.cancel(&self.scene.employee, thing, reason).await;
            self.server_did_something().await;
        }
    }

    /// A door stands open: whoever is there does what they came for; a passer-by only pushes it shut.
    pub(super) fn door_stands_open(&mut self, at: usize, number: u16) {
        let pause = self.dice.between(Span::seconds(2), Span::seconds(40));
        self.later(pause, Happening::HandAtDoor { bank: at, door: number });
    }

    /// The hand: moves the thing, or forgets to; then pushes the door. A door that the screen did not name is only pushed shut: what
    /// people put into a wrong one is guarded as left behind, and tested in `lockers`.
    pub(super) fn hand_at_door(&mut self, at: usize, number: u16) {
        let forgets = self.dice.chance(80);
        if let Some(visitor) = self.visitors[at].filter(|visitor| visitor.door == number) {
            if !forgets {
                self.hand_moves(at, number, visitor);
            }
            if visitor.errand.ends_at_the_door() {
                self.visitors[at] = None;
            } else {
                self.looks_soon(at);
            }
        }
        self.pushed(at, number);
    }

    fn hand_moves(&mut self, at: usize, number: u16, visitor: Visitor) {
        let time = self.now;
        let inside = self.banks[at].doors[&number].item;
        match visitor.hand {
            // Nobody puts a second thing on top of a first, or what they do not have.
            Hand::Puts(thing) if inside.is_none() => {
                let Some(whose) = self.in_hand.remove(&thing) else {
                    return;
                };
                self.counts.handed_on += u64::from(whose != visitor.who);
                self.banks[at].item_moved(number, Some(thing), time);
            }
            Hand::Takes(thing) if inside == Some(thing) => {
                self.in_hand.insert(thing, visitor.who);
                self.banks[at].item_moved(number, None, time);
            }
            Hand::TakesAway(thing) if inside == Some(thing) => {
                self.banks[at].item_moved(number, None, time);
            }
            _ => {}
        }
    }

    /// Whoever is not done at one door goes on to the next thing to press.
    pub(super) fn looks_soon(&mut self, at: usize) {
        let Some(Visitor { who, pressed, .. }) = self.visitors[at] else {
            return;
        };
        let pause = self.dice.between(Span::seconds(3), Span::seconds(12));
        self.later(pause, Happening::VisitorLooks { bank: at, who, pressed });
    }

    /// A new code went out for a thing at this bank.
    pub(super) async fn letter_box(&mut self, at: usize) {
        let Some((thing, code)) = self.newest_code().await else {
            return;
        };
        if self.things.contains(&(at, thing)) && !self.waiting[at].iter().any(|(_, known)| *known == code) {
            self.waiting[at].retain(|(id, _)| *id != thing);
            self.waiting[at].push((thing, code));
        }
    }

    /// What is over need not be fetched.
    pub(super) async fn forget_ended(&mut self, at: usize) {
        let ids: Vec<_> = self.waiting[at].iter().map(|(id, _)| *id).collect();
        for id in ids {
            if self.state_of(id).await.is_some_and(is_over) {
                self.waiting[at].retain(|(known, _)| *known != id);
            }
        }
    }
}

/// Whether custody of it ended, or only staff may go on.
const fn is_over(state: DeliveryState) -> bool {
    matches!(
        state,
        DeliveryState::Unclear | DeliveryState::Collected | DeliveryState::Returned | DeliveryState::Cancelled
    )
}
