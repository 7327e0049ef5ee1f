//! A colleague carries a thing to another compartment, door after door, as its page says: or leaves it where it is, puts it
//! back, or goes home with it in the hand; then another colleague goes on.

use domain::delivery::{CarePort as _, DeliveryPort as _, DeliveryState, DeliveryView, MoveNow, MoveThing};
use domain::ids::ConsignmentId;
use domain::{Outcome, RefusalCode};

use super::people::Hand;
use super::town::Town;

/// Why a thing is moved out of a compartment that nobody gets afterwards.
pub(super) const UNFIT: &str = "it sticks";

/// What somebody who carries things has in mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mind {
    /// Out of the old door and in at the new one.
    GoesOn,
    /// Leaves it where it is, if it is still there.
    Stays,
    /// Puts it back once it is out.
    PutsBack,
    /// Has it in the hand, and is called away.
    GoesHome,
}

impl Town {
    /// After the chaos everybody is diligent.
    pub(super) fn make_up_mind(&mut self) -> Mind {
        let mind = match self.dice.below(100) {
            0..=14 => Mind::Stays,
            15..=34 => Mind::PutsBack,
            35..=54 => Mind::GoesHome,
            _ => Mind::GoesOn,
        };
        if self.chaos_lasts() { mind } else { Mind::GoesOn }
    }

    /// Reads the page of the thing, and presses what it says.
    pub(super) async fn carry_on(&mut self, at: usize, thing: ConsignmentId) -> Outcome<()> {
        let view = self.scene.delivery.delivery(&self.scene.employee, thing).await?;
        let known = self.begun[at].contains(&thing);
        match view.moving {
            MoveNow::Possible if !known => self.order_move(at, thing).await,
            MoveNow::Possible => {
                self.is_done(at, thing);
                Ok(())
            }
            MoveNow::No | MoveNow::AtTheDoor { .. } => {
                // Else a door moves, or its end has not been heard of.
                if is_out_of_their_hands(view.state) {
                    self.is_done(at, thing);
                }
                Ok(())
            }
            MoveNow::Ordered { .. } => self.take_out(at, &view).await,
            MoveNow::OnTheWay { to } => self.put_in(at, &view, to).await,
        }
    }

    fn is_done(&mut self, at: usize, thing: ConsignmentId) {
        self.begun[at].remove(&thing);
        self.visitors[at] = None;
    }

    async fn order_move(&mut self, at: usize, thing: ConsignmentId) -> Outcome<()> {
        let too_high = self.dice.chance(500);
        let form = MoveThing {
            thing_reason: if too_high { "too high" } else { UNFIT }.to_owned(),
            lower: if too_high { "1" } else { "" }.to_owned(),
        };
        let ordered = self.scene.delivery.move_thing(&self.scene.employee, thing, form).await;
        if ordered.is_ok() {
            self.begun[at].insert(thing);
            self.looks_soon(at);
        } else {
            // No other compartment is free, or it is being fetched.
            self.visitors[at] = None;
        }
        ordered
    }

    async fn take_out(&mut self, at: usize, view: &DeliveryView) -> Outcome<()> {
        let thing = view.id;
        let Some(visitor) = self.visitors[at].as_mut() else {
            return Ok(());
        };
        if self.in_hand.contains_key(&thing) {
            // Out already; the house has not heard of it.
            return Ok(());
        }
        if visitor.mind == Mind::Stays {
            let stays = self.scene.delivery.stay(&self.scene.employee, thing).await;
            if stays.is_ok() {
                self.is_done(at, thing);
            }
            return stays;
        }
        (visitor.door, visitor.hand) = (view.compartment, Hand::Takes(thing));
        self.scene.delivery.open(&self.scene.employee, thing).await
    }

    async fn put_in(&mut self, at: usize, view: &DeliveryView, to: u16) -> Outcome<()> {
        let thing = view.id;
        let Some(visitor) = self.visitors[at].as_mut() else {
            return Ok(());
        };
        if !self.in_hand.contains_key(&thing) {
            // In already; the house has not heard of it.
            return Ok(());
        }
        visitor.hand = Hand::Puts(thing);
        let mind = visitor.mind;
        match mind {
            Mind::GoesHome => {
                self.visitors[at] = None;
                Ok(())
            }
            Mind::PutsBack => {
                visitor.door = view.compartment;
                self.scene.delivery.put_back(&self.scene.employee, thing).await
            }
            Mind::GoesOn | Mind::Stays => {
                visitor.door = to;
                let opened = self.scene.delivery.open(&self.scene.employee, thing).await;
                if opened.as_ref().is_err_and(|error| error.is(RefusalCode::OutOfService)) {
                    // The other one has broken meanwhile.
                    visitor.mind = Mind::PutsBack;
                }
                opened
            }
        }
    }
}

/// Whether nobody carries it any more, whatever was begun.
const fn is_out_of_their_hands(state: DeliveryState) -> bool {
    matches!(
        state,
        DeliveryState::Unclear
            | DeliveryState::Collected
            | DeliveryState::Returned
            | DeliveryState::Cancelled
            | DeliveryState::Overdue
    )
}
