//! A simulated bank as plain data, and what a human can do to it.

use domain::Locale;
use domain::lockers::BankView;
use serde::{Deserialize, Serialize};

use crate::t::demo as text;
use crate::ui::Glyph;

/// What stands there now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimBank {
    /// Whether it has power; without, nothing of it answers.
    pub plugged: bool,
    /// Whether its program has a connection to the broker.
    pub connected: bool,
    /// Whether its power comes from the mains, not from its battery.
    pub mains: bool,
    /// Its doors.
    pub doors: Vec<SimDoor>,
}

/// One door, as eyes see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimDoor {
    /// The number on it.
    pub number: u16,
    /// Whether it stands open.
    pub open: bool,
    /// Whether something lies inside.
    pub item: bool,
    /// Whether its lock is jammed.
    pub jammed: bool,
}

/// What `/{lang}/demo/banks/{bank}/status` answers as JSON: the page asks it often and draws anew when it changed.
pub fn demo_status(bank: &BankView, sim: Option<&SimBank>) -> String {
    let online = bank.connection.is_online();
    serde_json::json!({ "online": online, "troubles": bank.troubles, "simulated": sim }).to_string()
}

impl SimDoor {
    /// A shut, empty, sound door: what is assumed of one that the simulator does not name.
    pub(super) const fn shut(number: u16) -> Self {
        Self {
            number,
            open: false,
            item: false,
            jammed: false,
        }
    }
}

/// What human hands do at a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SimAct {
    /// Push an open door shut.
    Push,
    /// Lay the thing in; the door must be open.
    Put,
    /// Take the thing out; the door must be open.
    Take,
    /// Put something into the lock so that it cannot move.
    Jam,
    /// Take that out again.
    Unjam,
    /// Break a shut door open.
    Force,
    /// Open the housing. Needs no door.
    Tamper,
    /// Let the mains fail: it lives on its battery. Needs no door.
    LoseMains,
    /// Let them come back. Needs no door.
    MainsBack,
    /// Cut the bank's power. Needs no door.
    Unplug,
    /// Give it back. Needs no door.
    Plug,
}

impl SimAct {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Push,
        Self::Put,
        Self::Take,
        Self::Jam,
        Self::Unjam,
        Self::Force,
        Self::Tamper,
        Self::LoseMains,
        Self::MainsBack,
        Self::Unplug,
        Self::Plug,
    ];

    /// The value of the form's field `act`.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Put => "put",
            Self::Take => "take",
            Self::Jam => "jam",
            Self::Unjam => "unjam",
            Self::Force => "force",
            Self::Tamper => "tamper",
            Self::LoseMains => "lose_mains",
            Self::MainsBack => "mains_back",
            Self::Unplug => "unplug",
            Self::Plug => "plug",
        }
    }

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.wire() == text)
    }

    /// What can be done with a door as it stands, the likeliest first.
    pub(super) fn at(door: SimDoor) -> Vec<Self> {
        let mut acts = Vec::with_capacity(3);
        if door.open {
            acts.push(if door.item { Self::Take } else { Self::Put });
            acts.push(Self::Push);
        }
        acts.push(if door.jammed { Self::Unjam } else { Self::Jam });
        if !door.open {
            acts.push(Self::Force);
        }
        acts
    }

    /// What can be done with the bank as a whole. Without its plug it is dead, and tells nobody anything.
    pub(super) fn at_whole(sim: &SimBank) -> Vec<Self> {
        if !sim.plugged {
            return vec![Self::Plug];
        }
        let mains = if sim.mains { Self::LoseMains } else { Self::MainsBack };
        vec![mains, Self::Tamper, Self::Unplug]
    }

    pub(super) fn word(self, l: Locale) -> &'static str {
        match self {
            Self::Push => text::act_push(l),
            Self::Put => text::act_put(l),
            Self::Take => text::act_take(l),
            Self::Jam => text::act_jam(l),
            Self::Unjam => text::act_unjam(l),
            Self::Force => text::act_force(l),
            Self::Tamper => text::act_tamper(l),
            Self::LoseMains => text::act_lose_mains(l),
            Self::MainsBack => text::act_mains_back(l),
            Self::Unplug => text::unplug(l),
            Self::Plug => text::plug(l),
        }
    }

    pub(super) const fn glyph(self) -> Glyph {
        match self {
            Self::Push => Glyph::DoorClosed,
            Self::Put => Glyph::Box,
            Self::Take => Glyph::Return,
            Self::Jam => Glyph::Ban,
            Self::Unjam => Glyph::Wrench,
            Self::Force | Self::Tamper => Glyph::Alert,
            Self::LoseMains | Self::MainsBack | Self::Unplug | Self::Plug => Glyph::Power,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands_do_only_what_hands_can() {
        let open = SimDoor {
            open: true,
            ..SimDoor::shut(1)
        };
        assert_eq!(SimAct::at(open), [SimAct::Put, SimAct::Push, SimAct::Jam]);
        assert_eq!(
            SimAct::at(SimDoor { item: true, ..open }),
            [SimAct::Take, SimAct::Push, SimAct::Jam]
        );
        let jammed = SimDoor {
            jammed: true,
            ..SimDoor::shut(1)
        };
        assert_eq!(SimAct::at(jammed), [SimAct::Unjam, SimAct::Force]);
    }

    #[test]
    fn a_bank_without_its_plug_can_only_be_plugged_in() {
        let sim = |plugged, mains| SimBank {
            plugged,
            connected: plugged,
            mains,
            doors: Vec::new(),
        };
        let acts = |sim: SimBank| SimAct::at_whole(&sim);
        assert_eq!(acts(sim(false, false)), [SimAct::Plug]);
        for (mains, first) in [(true, SimAct::LoseMains), (false, SimAct::MainsBack)] {
            assert_eq!(acts(sim(true, mains)), [first, SimAct::Tamper, SimAct::Unplug]);
        }
    }

    #[test]
    fn every_act_is_read_back() {
        for act in SimAct::ALL {
            assert_eq!(SimAct::from_wire(act.wire()), Some(act));
        }
        assert_eq!(SimAct::from_wire("open"), None);
    }
}
