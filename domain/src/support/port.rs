//! What the outside may ask of support.

use async_trait::async_trait;

use super::{AnswerForm, AskForm, HelpThread, Problem, QueueFilter, ReasonForm, RequestRow, RequestView};
use crate::Outcome;
use crate::accounts::Actor;
use crate::custody::PickupPass;
use crate::delivery::MoveDeadline;
use crate::ids::{ConsignmentId, RequestId};

/// The side of who needs help.
#[async_trait]
pub trait HelpPort: Send + Sync {
    /// The requests about the things of these links, one for each thing at most: the newest.
    async fn threads(&self, actor: &Actor, pass: &PickupPass) -> Outcome<Vec<HelpThread>>;

    /// Asks for help with a thing, or says more in the request about it: there is one at a time. `Form`; `NotFound` for
    /// what is none of the links'; `SlowDown` after many words without an answer.
    async fn ask(&self, actor: &Actor, pass: &PickupPass, consignment: ConsignmentId, form: AskForm) -> Outcome<()>;

    /// Asks for help at a kiosk; gives the number to say on the telephone. A second press of the same finger gives the
    /// same number. If a door was just opened there, the request is about what lies behind it.
    async fn ask_at_kiosk(&self, actor: &Actor, problem: Problem) -> Outcome<u32>;

    /// A colleague calls support about a delivery. `Form`; `NotFound`.
    async fn ask_for(&self, actor: &Actor, consignment: ConsignmentId, form: AskForm) -> Outcome<()>;
}

/// The side of who gives it. Whoever acts on what nobody has takes it by that; what a colleague has is refused with
/// `Claimed`, what is closed with `WrongState`.
#[async_trait]
pub trait SupportPort: Send + Sync {
    /// The requests of one's organisation: those that wait for a first answer by what was promised, then the others;
    /// closed ones newest first. At most 200.
    async fn queue(&self, actor: &Actor, filter: QueueFilter) -> Outcome<Vec<RequestRow>>;

    /// How many wait and nobody has them.
    async fn count_waiting(&self, actor: &Actor) -> Outcome<u32>;

    /// One request with what it is about.
    async fn request(&self, actor: &Actor, id: RequestId) -> Outcome<RequestView>;

    /// Takes it; from a colleague only when that is said. `Claimed`, `WrongState`.
    async fn take(&self, actor: &Actor, id: RequestId, over: bool) -> Outcome<()>;

    /// Gives it back to the queue. `WrongState`.
    async fn release(&self, actor: &Actor, id: RequestId) -> Outcome<()>;

    /// Answers, and tells the recipient by every channel; or notes something for colleagues. `Form`.
    async fn answer(&self, actor: &Actor, id: RequestId, form: AnswerForm) -> Outcome<()>;

    /// Sends a new code; the old one and whatever was lent die. `Form` at `code_reason`, `WrongState`, `DeadlinePassed`.
    async fn new_code(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()>;

    /// Orders the door open for its recipient, who is told why. `Form` at `open_reason`; what a command is refused with.
    async fn open(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()>;

    /// Moves the end of what waits. `Form`, `WrongState`.
    async fn move_deadline(&self, actor: &Actor, id: RequestId, form: MoveDeadline) -> Outcome<()>;

    /// Lets the keypad of the bank take codes again. `Form` at `keypad_reason`.
    async fn free_keypad(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()>;

    /// Takes the door out of service, or back. `Form` at `door_reason`, `CompartmentInUse`.
    async fn set_service(&self, actor: &Actor, id: RequestId, out: bool, form: ReasonForm) -> Outcome<()>;

    /// Has the thing moved by a colleague on site; to a lower door first, where the recipient cannot reach this one. `Form`
    /// at `move_reason`; as `CarePort::move_thing`.
    async fn move_thing(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()>;

    /// It stays where it is. `Form` at `stay_reason`; as `CarePort::stay`.
    async fn stay(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()>;

    /// Opens the door for a test, with somebody on site. `Form` at `test_reason`; as `LockersPort::test_door`.
    async fn test_door(&self, actor: &Actor, id: RequestId, form: ReasonForm) -> Outcome<()>;

    /// Says that it is answered. A word of who asked brings it back.
    async fn close(&self, actor: &Actor, id: RequestId) -> Outcome<()>;
}
