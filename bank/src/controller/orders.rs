//! Commands: believed or not, living or not, new or not; then sense; then the answer, and at most one pulse.

use domain::ids::CommandId;
use domain::lockers::protocol::{
    Action, Command, Fact, FaultKind, Level, Outcome, RefuseReason, check, check_key_order,
};

use super::{Controller, Do, Pulse};
use crate::board::NoPulse;
use crate::clock::Now;
use crate::memory::Remembered;
use crate::records::Change;

/// Beyond so many waiting events a repeated command is not answered once more: whoever can replay recorded commands
/// to a bank that is cut off shall not fill its disk.
const CROWDED: usize = 10_000;

impl Controller {
    pub(super) fn command(&mut self, payload: &[u8], now: Now) {
        let Ok(command) = check(payload, &self.verifying) else {
            if let Ok((order, signer)) = check_key_order(payload, &self.verifying) {
                self.key_order(&order, signer, now);
            } else {
                self.counts.not_authentic += 1;
                tracing::warn!(bytes = payload.len(), "a command that the server did not sign: ignored");
            }
            return;
        };
        if let Some(outcome) = self.record.answer(command.id) {
            self.counts.repeated += 1;
            self.answer_again(now, command.id, outcome);
            return;
        }
        match self.refusal(&command, now) {
            Some(reason) => self.refuse(&command, reason, now),
            None => self.obey(&command, now),
        }
    }

    /// The stored answer once more; nothing is stored and nothing done.
    pub(super) fn answer_again(&mut self, now: Now, command: CommandId, outcome: Outcome) {
        tracing::info!(%command, "a command came again: answered as before");
        if self.record.queue.len() >= CROWDED {
            self.counts.unanswered += 1;
            return;
        }
        self.tell(now, Fact::CommandResult { command, outcome });
    }

    fn refusal(&self, command: &Command, now: Now) -> Option<RefuseReason> {
        if let Err(reason) = command.refuse_at(self.settings.bank, now.wall) {
            return Some(reason);
        }
        // Dead and forgotten, or older than what is known: it may have been obeyed already.
        if self.record.memory.is_forgotten(command.not_after) || command.issued_at < self.trusts_from {
            return Some(RefuseReason::Stale);
        }
        if let Some(number) = command.compartment
            && !self.settings.doors.contains(&number)
        {
            return Some(RefuseReason::NoSuchCompartment);
        }
        match (command.action, command.compartment) {
            (Action::Unlock, Some(number)) => self.refusal_to_open(number, command.is_test(), now),
            _ => None,
        }
    }

    fn refusal_to_open(&self, compartment: u16, test: bool, now: Now) -> Option<RefuseReason> {
        let record = self.record.doors.of(compartment);
        // Only by trying it is it seen whether a door that is out of service works again.
        if record.is_some_and(|door| door.out_of_service) && !test {
            return Some(RefuseReason::OutOfService);
        }
        if self.pulse.is_some() || self.record.doors.any_open() || now.uptime < self.settled_from {
            return Some(RefuseReason::AnotherDoorOpen);
        }
        // Without its switch nobody could say whether it opened.
        (self.level(compartment) != Level::Closed).then_some(RefuseReason::BoardFault)
    }

    fn refuse(&mut self, command: &Command, reason: RefuseReason, now: Now) {
        self.counts.refused += 1;
        if reason == RefuseReason::WrongBank {
            self.counts.wrong_bank += 1;
        }
        tracing::warn!(command = %command.id, reason = reason.wire(), "a command is refused");
        self.remember(command, Outcome::Refused { reason }, None, now);
    }

    fn obey(&mut self, command: &Command, now: Now) {
        tracing::info!(command = %command.id, action = ?command.action, "a command is obeyed");
        let done = Outcome::Done;
        match (command.action, command.compartment) {
            (Action::Unlock, Some(compartment)) => {
                self.remember(command, Outcome::Accepted, Some(compartment), now);
                self.late = None;
                self.pulse = Some(Pulse {
                    compartment,
                    command: command.id,
                    not_after: command.not_after,
                    deadline: now.after(self.settings.opening),
                });
                self.effects.push(Do::Pulse { compartment });
            }
            (Action::OutOfService | Action::InService, Some(compartment)) => {
                let in_service = command.action == Action::InService;
                self.change(Change::Served {
                    compartment,
                    in_service,
                });
                self.remember(command, done, None, now);
            }
            (Action::Identify, None) => {
                self.effects.push(Do::Identify);
                self.remember(command, done, None, now);
            }
            (Action::Show, None) => {
                let text = command.text.clone().unwrap_or_default();
                self.effects.push(Do::Show { text });
                self.remember(command, done, None, now);
            }
            // `refuse_at` has refused these; should it change, nothing opens by accident.
            _ => self.refuse(command, RefuseReason::NoSuchCompartment, now),
        }
    }

    fn remember(&mut self, command: &Command, outcome: Outcome, pulsing: Option<u16>, now: Now) {
        self.answer(
            now,
            command.id,
            Remembered {
                not_after: command.not_after,
                outcome,
                pulsing,
            },
        );
    }

    pub(super) fn pulse_answered(&mut self, compartment: u16, answer: Result<(), NoPulse>, now: Now) {
        let Some(pulse) = self.pulse.filter(|pulse| pulse.compartment == compartment) else {
            return;
        };
        match answer {
            Ok(()) => tracing::debug!(compartment, "pulse sent"),
            // The switch decides, or the deadline.
            Err(NoPulse::NoAnswer) => self.fault(now, FaultKind::Board, None, true),
            Err(NoPulse::NotSent) => {
                self.pulse = None;
                let reason = RefuseReason::BoardFault;
                self.counts.refused += 1;
                self.settle(pulse, Outcome::Refused { reason }, now);
                self.fault(now, FaultKind::Board, None, true);
            }
        }
    }

    /// The end of a pulse that opened nothing.
    pub(super) fn settle(&mut self, pulse: Pulse, outcome: Outcome, now: Now) {
        self.answer(
            now,
            pulse.command,
            Remembered {
                not_after: pulse.not_after,
                outcome,
                pulsing: None,
            },
        );
    }
}
