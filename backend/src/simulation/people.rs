//! Who leaves things and who fetches them: impatient, forgetful, and not always there when a door opens late.

use domain::ShortText;
use domain::Span;
use domain::accounts::Actor;
use domain::custody::CustodyPort as _;
use domain::delivery::{DeliveryPort as _, DeliveryState, NewDelivery};
use domain::ids::{ConsignmentId, KioskId};

use super::town::{Happening, Town};

/// What somebody came for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    Leave,
    Fetch,
    TakeBack,
}

/// Somebody before a bank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visitor {
    pub(super) errand: Errand,
    pub(super) thing: ConsignmentId,
    /// The door that the screen named.
    pub(super) door: u16,
    /// How often they pressed Open already.
    pub(super) pressed: u8,
}

/// How long somebody waits for a door before pressing again or going home.
const PATIENCE: Span = Span::seconds(35);
const PRESSES: u8 = 3;

impl Town {
    /// Somebody comes to a bank, if nobody else stands there, and says when the next one will.
    pub(super) async fn visitor_comes(&mut self, at: usize) {
        if self.chaos_lasts() {
            let pause = self.dice.between(Span::seconds(15), Span::seconds(70));
            self.later(pause, Happening::VisitorComes { bank: at });
        }
        if self.visitors[at].is_some() || !self.server_is_up() {
            return;
        }
        let waiting: Vec<_> = self.waiting[at].clone();
        let errand = if waiting.is_empty() || self.dice.chance(450) {
            Errand::Leave
        } else if self.dice.chance(150) {
            Errand::TakeBack
        } else {
            Errand::Fetch
        };
        let thing = match errand {
            Errand::Leave => match self.announce(at).await {
                Some(thing) => thing,
                None => return,
            },
            Errand::Fetch | Errand::TakeBack => waiting[self.dice.below(waiting.len())].0,
        };
        let Some(door) = self.door_of(thing).await else { return };
        self.visitors[at] = Some(Visitor {
            errand,
            thing,
            door,
            pressed: 0,
        });
        self.press(at).await;
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
        self.names.insert(format!("Recipient {}", self.announced), thing);
        Some(thing)
    }

    /// Presses Open, by whichever way the errand has; a refusal only means waiting.
    pub(super) async fn press(&mut self, at: usize) {
        let Some(visitor) = self.visitors[at].as_mut() else {
            return;
        };
        visitor.pressed += 1;
        let Visitor {
            errand, thing, pressed, ..
        } = *visitor;
        if pressed > PRESSES {
            self.go_home(at).await;
            return;
        }
        if self.server_is_up() {
            let employee = &self.scene.employee;
            // Refused, offline, another door open: all said at once, and tried again by a human.
            let _ = match errand {
                Errand::Leave => self.scene.delivery.open(employee, thing).await,
                Errand::TakeBack => {
                    let reason = ShortText::parse("wrong bank").expect("a reason");
                    self.scene.delivery.cancel(employee, thing, reason).await
                }
                Errand::Fetch => {
                    let kiosk = Actor::Kiosk {
                        kiosk: KioskId(self.banks[at].id.0),
                        bank: self.banks[at].id,
                    };
                    match self.waiting[at].iter().find(|(id, _)| *id == thing) {
                        Some((_, code)) => self.scene.custody.kiosk_enter(&kiosk, code).await,
                        None => Ok(()),
                    }
                }
            };
            self.server_did_something().await;
        }
        self.later(
            PATIENCE,
            Happening::VisitorLooks {
                bank: at,
                thing,
                pressed,
            },
        );
    }

    /// Some time after pressing: whoever stands before a shut door presses again.
    pub(super) async fn visitor_looks(&mut self, at: usize, thing: ConsignmentId, pressed: u8) {
        let still = self.visitors[at].is_some_and(|v| v.thing == thing && v.pressed == pressed);
        if still && self.banks[at].doors.values().all(|door| !door.open) {
            self.press(at).await;
        }
    }

    async fn go_home(&mut self, at: usize) {
        let Some(visitor) = self.visitors[at].take() else {
            return;
        };
        if visitor.errand == Errand::Leave && self.server_is_up() {
            let reason = ShortText::parse("it does not open").expect("a reason");
            let _ = self
                .scene
                .delivery
                .cancel(&self.scene.employee, visitor.thing, reason)
                .await;
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
        let time = self.now;
        let inside = self.banks[at].doors[&number].item;
        let here = self.visitors[at].take_if(|visitor| visitor.door == number);
        if let Some(visitor) = here.filter(|_| !forgets) {
            match visitor.errand {
                // Nobody puts a second thing on top of a first.
                Errand::Leave if inside.is_none() => {
                    self.banks[at].item_moved(number, Some(visitor.thing), time);
                }
                Errand::Fetch | Errand::TakeBack if inside == Some(visitor.thing) => {
                    self.banks[at].item_moved(number, None, time);
                }
                _ => {}
            }
        }
        self.banks[at].door_moved(number, false, time);
        self.bank_has_news(at);
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
