//! Support: somebody has a problem at a locker or with what waits for them, and a colleague helps from afar.
//!
//! * [`Problem`], [`Origin`] (`problem.rs`): what is wrong, who says so, and how soon it is answered.
//! * [`HelpHours`], [`answered_by`] (`hours.rs`): when help is given, and until when an answer is promised then.
//! * [`RequestState`], [`RequestEvent`] (`state.rs`): what may happen to a request.
//! * [`AskForm`], [`AnswerForm`], [`ReasonForm`] (`forms.rs`): what is typed, checked.
//! * [`HelpFact`], [`RequestRow`], [`RequestView`], [`HelpThread`] (`types.rs`): what is kept and seen.
//! * [`HelpPort`], [`SupportPort`] (`port.rs`): the side of who needs help, and the side of who gives it.
//!
//! What must not be here: doors and secrets. They are custody's; support asks custody.

mod forms;
mod hours;
mod port;
mod problem;
mod state;
mod types;

pub use forms::{AnswerForm, AskForm, CheckedAsk, ReasonForm};
pub use hours::{HelpHours, answered_by};
pub use port::{HelpPort, SupportPort};
pub use problem::{Origin, Problem};
pub use state::{RequestEvent, RequestNotPossible, RequestStage, RequestState};
pub use types::{
    HelpAct, HelpDoor, HelpFact, HelpLine, HelpMay, HelpThing, HelpThread, QueueFilter, RequestRow, RequestView, Side,
};
