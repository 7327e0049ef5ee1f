//! The kiosk as a program: custody's screen, and what the slices above custody have to say on it.
//!
//! Here and not in `custody`, which knows nothing of those above it.

use domain::ids::ConsignmentId;
use leptos::prelude::*;

use crate::custody::screen::{Above, Beside};
use crate::custody::{Afterwards, KioskPage};
use crate::feedback::kiosk::{Answers, Question};
use crate::onsite::kiosk::{Panel, StaffButton, StaffPanel};
use crate::portal::routes::{Program, Route};
use crate::support::kiosk::Help;

/// The screen at a locker bank at its address.
pub static PROGRAM: Program = Program {
    name: "custody",
    routes: &[Route {
        path: "/kiosk/{id}",
        show: screen,
    }],
};

fn screen() -> AnyView {
    after_collecting(Answers::default());
    provide_context(Beside(|desk| view! { <Help desk/> }.into_any()));
    for_colleagues(Panel::default());
    view! { <KioskPage/> }.into_any()
}

/// When a thing was collected, the screen asks how it was.
pub(crate) fn after_collecting(answers: Answers) {
    let ask = move |thing: ConsignmentId| view! { <Question answers thing/> }.into_any();
    provide_context(Afterwards(Callback::new(ask)));
}

/// Colleagues sign in at the screen with their phones.
pub(crate) fn for_colleagues(panel: Panel) {
    provide_context(panel);
    provide_context(Above {
        button: |desk| view! { <StaffButton desk/> }.into_any(),
        panel: |desk| view! { <StaffPanel desk/> }.into_any(),
    });
}
