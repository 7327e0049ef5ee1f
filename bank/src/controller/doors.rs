//! What switches and sensors say, and what time does to doors.

use domain::Timestamp;
use domain::ids::CommandId;
use domain::lockers::protocol::{Fact, FaultKind, Level, Outcome};

use super::{Controller, LateOpening};
use crate::clock::Now;
use crate::memory::Remembered;
use crate::records::Change;

impl Controller {
    pub(super) fn door(&mut self, compartment: u16, level: Level, now: Now) {
        if !self.settings.doors.contains(&compartment) {
            tracing::debug!(compartment, "a switch without a door: ignored");
            return;
        }
        self.levels.insert(compartment, level);
        self.fault(now, FaultKind::Sensor, Some(compartment), level == Level::Unknown);
        let stands_open = self.record.doors.opening(compartment);
        match (level, stands_open) {
            (Level::Open, None) => self.opened(compartment, now),
            (Level::Closed, Some(opening)) => {
                let item = self.items.get(&compartment).copied().flatten();
                self.tell(
                    now,
                    Fact::DoorClosed {
                        compartment,
                        command: opening.command,
                        item,
                    },
                );
            }
            // A dead switch changes nothing: a door last seen open still counts as open.
            (Level::Unknown, _) | (Level::Open, Some(_)) | (Level::Closed, None) => {}
        }
    }

    fn opened(&mut self, compartment: u16, now: Now) {
        self.open_since.insert(compartment, now.uptime);
        if let Some(pulse) = self.pulse.filter(|pulse| pulse.compartment == compartment) {
            self.pulse = None;
            self.change(Change::Answered {
                command: pulse.command,
                remembered: Remembered {
                    not_after: pulse.not_after,
                    outcome: Outcome::Accepted,
                    pulsing: None,
                },
            });
            self.opened_by(compartment, pulse.command, now);
            return;
        }
        let late = self
            .late
            .filter(|late| late.compartment == compartment && now.uptime <= late.until);
        if let Some(late) = late {
            self.late = None;
            self.opened_by(compartment, late.command, now);
        } else {
            tracing::warn!(compartment, "a door opened without a command");
            self.tell(now, Fact::DoorForced { compartment });
        }
    }

    fn opened_by(&mut self, compartment: u16, command: CommandId, now: Now) {
        self.tell(now, Fact::DoorOpened { compartment, command });
        self.fault(now, FaultKind::Jam, Some(compartment), false);
        // Whatever the board forgot to answer, it pulsed.
        self.fault(now, FaultKind::Board, None, false);
    }

    pub(super) fn item(&mut self, compartment: u16, present: Option<bool>, now: Now) {
        if !self.settings.doors.contains(&compartment) {
            return;
        }
        self.items.insert(compartment, present);
        let told = self.record.doors.of(compartment).and_then(|door| door.item);
        // An empty compartment of which nothing was ever told is no news.
        if let Some(present) = present
            && present != told.unwrap_or(false)
        {
            self.tell(now, Fact::ItemSensed { compartment, present });
        }
    }

    pub(super) fn board(&mut self, answers: bool, now: Now) {
        self.board_answers = answers;
        if !answers {
            self.levels.clear();
            self.items.clear();
        }
        self.fault(now, FaultKind::Board, None, !answers);
    }

    pub(super) fn tick(&mut self, now: Now) {
        self.end_of_pulse(now);
        self.doors_left_open(now);
        let dead_by = now.wall - self.settings.remember;
        if let Some(up_to) = self.record.memory.forgettable(dead_by) {
            self.change(Change::Forgotten { up_to });
        }
    }

    fn end_of_pulse(&mut self, now: Now) {
        let Some(pulse) = self.pulse.filter(|pulse| pulse.deadline <= now.uptime) else {
            return;
        };
        self.pulse = None;
        self.late = Some(LateOpening {
            compartment: pulse.compartment,
            command: pulse.command,
            until: now.after(self.settings.late_opening),
        });
        // A switch that died meanwhile cannot say that nothing moved.
        if self.level(pulse.compartment) == Level::Closed {
            tracing::warn!(compartment = pulse.compartment, "the pulse moved nothing");
            self.settle(pulse, Outcome::NotOpened, now);
            self.fault(now, FaultKind::Jam, Some(pulse.compartment), true);
        } else {
            self.settle(pulse, Outcome::Unknown, now);
        }
    }

    fn doors_left_open(&mut self, now: Now) {
        let too_long: Vec<(u16, Timestamp)> = self
            .record
            .doors
            .iter()
            .filter_map(|(number, door)| door.open.filter(|open| !open.told).map(|open| (*number, open.since)))
            .filter(|(number, _)| {
                let since = self.open_since.get(number).copied().unwrap_or(now.uptime);
                now.uptime.0 - since.0 >= self.settings.left_open.0
            })
            .collect();
        for (compartment, since) in too_long {
            self.tell(now, Fact::DoorLeftOpen { compartment, since });
        }
    }
}
