//! What the kiosk shows to colleagues: a QR for their phone, and then what they can do at this bank.
//!
//! The panel follows the desk: it is open while `Desk::colleague` is set, waits while a door is shown, and asks the house anew
//! with every answer that the desk gets. When it closes, for whatever reason, whoever was signed in is signed out.
//! What must not be here: anything that would open a door without the house having looked who is signed in.

use domain::Locale;
use domain::custody::Means;
use domain::ids::ConsignmentId;
use domain::onsite::{Colleague, OnKiosk};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{begin_here, free_keypad_here, leave_here, staff_here, take_back_here};
use crate::custody::desk::Desk;
use crate::custody::look::{Refused, Trouble};
use crate::custody::words;
use crate::i18n::{self, use_locale};
use crate::t::onsite as text;
use crate::ui::{Glyph, Icon, QrCode};
use crate::wire::Answer;

/// What this screen knows of who is signed in at it. It outlives a change of language, and nothing else.
#[derive(Clone, Copy)]
pub struct Panel {
    qr: RwSignal<Option<String>>,
    colleague: RwSignal<Option<Colleague>>,
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
    between: StoredValue<Between>,
}

/// What no picture depends on.
#[derive(Debug, Clone, Copy, Default)]
struct Between {
    /// Whether the panel was open when this was last looked at.
    open: bool,
    /// Counts openings and closings: an answer from before is thrown away.
    round: u32,
    /// A question is on its way.
    asking: bool,
    wanted: Wanted,
}

/// What somebody who pressed the button wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Wanted {
    /// Nobody pressed, or somebody has signed in since.
    #[default]
    Nothing,
    /// The QR; and whoever was there before must be signed out first.
    Anew,
    /// The QR.
    Qr,
}

impl Default for Panel {
    fn default() -> Self {
        Self {
            qr: RwSignal::new(None),
            colleague: RwSignal::new(None),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
            between: StoredValue::new(Between::default()),
        }
    }
}

impl Panel {
    /// Somebody pressed *Staff*.
    fn press(self, desk: Desk) {
        self.between.update_value(|between| between.wanted = Wanted::Anew);
        desk.colleague.set(true);
    }

    /// The desk says whether the panel is open, and that something may have changed.
    fn follow(self, desk: Desk, open: bool) {
        let was = self.between.try_update_value(|between| {
            let was = between.open;
            if was != open {
                between.round = between.round.wrapping_add(1);
                (between.open, between.asking) = (open, false);
            }
            was
        });
        match (was, open) {
            (Some(_), true) => self.ask(desk),
            (Some(true), false) => self.close(),
            _ => {}
        }
    }

    /// Nothing of whoever stood there stays, neither here nor in the house.
    fn close(self) {
        self.between.update_value(|between| between.wanted = Wanted::Nothing);
        self.qr.set(None);
        self.colleague.set(None);
        self.trouble.set(None);
        spawn_local(async {
            // A house that does not hear of it ends it by itself, half a minute later.
            let _ = leave_here().await;
        });
    }

    fn ask(self, desk: Desk) {
        let begun = self.between.try_update_value(|between| {
            let free = !std::mem::replace(&mut between.asking, true);
            free.then(|| {
                let anew = between.wanted == Wanted::Anew;
                if anew {
                    between.wanted = Wanted::Qr;
                }
                (between.round, anew)
            })
        });
        let Some((round, anew)) = begun.flatten() else { return };
        spawn_local(async move {
            let answer = if anew { begin_here().await } else { staff_here().await };
            // `None`: the screen is gone.
            let wanted = self.between.try_update_value(|between| {
                (between.round == round).then(|| {
                    between.asking = false;
                    match answer {
                        Ok(OnKiosk::Somebody(_)) => between.wanted = Wanted::Nothing,
                        // Whoever was there before is still to be signed out.
                        Err(_) if anew => between.wanted = Wanted::Anew,
                        _ => {}
                    }
                    between.wanted
                })
            });
            if let Some(wanted) = wanted.flatten() {
                self.take(desk, answer, wanted);
            }
        });
    }

    fn take(self, desk: Desk, answer: Answer<OnKiosk>, wanted: Wanted) {
        let blank = self.colleague.read_untracked().is_none() && self.qr.read_untracked().is_none();
        if blank {
            self.trouble.set(answer.as_ref().err().map(Trouble::from));
        }
        match answer {
            Ok(OnKiosk::Somebody(colleague)) => {
                // Only what changed is drawn anew: a button must not go away under a finger.
                if self.colleague.read_untracked().as_ref() != Some(&colleague) {
                    self.colleague.set(Some(colleague));
                }
            }
            // Signed out on the phone, or the time was over.
            Ok(OnKiosk::Nobody { .. }) if wanted == Wanted::Nothing => desk.forget(),
            Ok(OnKiosk::Nobody { presence }) => {
                if self.qr.read_untracked().as_ref() != Some(&presence.url) {
                    self.qr.set(Some(presence.url));
                }
            }
            // That the house is lost, the desk says.
            Err(_) => {}
        }
    }

    /// Pretends that this is known, for pictures.
    #[cfg(test)]
    pub fn pretend(self, desk: Desk, qr: Option<String>, colleague: Option<Colleague>) {
        self.qr.set(qr);
        self.colleague.set(colleague);
        desk.colleague.set(true);
    }

    /// Does something in the name of whoever is signed in.
    fn act(self, desk: Desk, act: impl Future<Output = Answer<()>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let trouble = act.await.err().map(|error| Trouble::from(&error));
            // `Some`: the screen is gone.
            if self.busy.try_set(false).is_none() {
                self.trouble.set(trouble);
                desk.ask();
            }
        });
    }
}

fn panel() -> Panel {
    use_context::<Panel>().unwrap_or_default()
}

/// In the head of the screen.
#[component]
pub fn StaffButton(
    /// The screen.
    desk: Desk,
) -> impl IntoView {
    let panel = panel();
    view! {
        <button class="kiosk-colleagues" type="button" on:click=move |_| panel.press(desk)>
            <Icon glyph=Glyph::Person/>
            <span>{text::button(use_locale())}</span>
        </button>
    }
}

/// Over the whole screen, while a colleague is there or about to be; not while a door is shown.
#[component]
pub fn StaffPanel(
    /// The screen.
    desk: Desk,
) -> impl IntoView {
    let (l, panel) = (use_locale(), panel());
    let heard = desk.part(|state| state.now);
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        heard.with(|_| ());
        panel.follow(desk, desk.colleague.get());
    });
    let shown = Memo::new(move |_| desk.colleague.get() && desk.scene.read().is_quiet());
    let begun = Memo::new(move |_| panel.qr.read().is_some());
    let body = move || match panel.colleague.get() {
        Some(colleague) => view! { <AtWork desk panel colleague/> }.into_any(),
        None if begun.get() => view! { <Scan panel/> }.into_any(),
        None => view! { <h2 id="staff" role="status">{text::one_moment(l)}</h2> }.into_any(),
    };
    let back = move || {
        if panel.colleague.read().is_some() {
            text::sign_out(l)
        } else {
            text::back(l)
        }
    };
    move || {
        shown.get().then(|| {
            view! {
                <div class="kiosk-veil">
                    <div class="kiosk-still kiosk-staff" role="dialog" aria-modal="true" aria-labelledby="staff">
                        {body}
                        <TroubleLine panel/>
                        <button class="button button-secondary" type="button" on:click=move |_| desk.forget()>
                            {back}
                        </button>
                    </div>
                </div>
            }
        })
    }
}

/// Why nothing was done, as far as a colleague can do something about it.
fn said(l: Locale, trouble: Trouble) -> String {
    match trouble {
        Trouble::BankOffline | Trouble::OutOfService | Trouble::AnotherDoorOpen | Trouble::SlowDown | Trouble::Cut => {
            let means = Means::Code;
            words::trouble(l, Refused { means, trouble }, None).title
        }
        _ => text::not_done(l).to_owned(),
    }
}

/// Why the last press did nothing.
#[component]
fn TroubleLine(panel: Panel) -> impl IntoView {
    let l = use_locale();
    let line = move || {
        panel.trouble.get().map(|trouble| {
            view! { <p class="staff-trouble">{said(l, trouble)}</p> }
        })
    };
    view! { <div role="alert">{line}</div> }
}

/// "Scan this with your phone."
#[component]
fn Scan(panel: Panel) -> impl IntoView {
    let l = use_locale();
    let address = Signal::derive(move || panel.qr.get().unwrap_or_default());
    view! {
        <h2 id="staff">{text::scan_title(l)}</h2>
        <p>{text::scan_text(l)}</p>
        <QrCode data=address title=text::qr_name(l)/>
    }
}

/// Who is signed in, and what there is to do.
#[component]
fn AtWork(desk: Desk, panel: Panel, colleague: Colleague) -> impl IntoView {
    let l = use_locale();
    let locked = colleague.keypad_locked_until.map(|until| {
        view! {
            <p>{text::locked(l, &i18n::time(l, until))}</p>
            <button
                class="button button-primary"
                type="button"
                disabled=move || panel.busy.get()
                on:click=move |_| panel.act(desk, free_keypad_here())
            >
                {text::free_keypad(l)}
            </button>
        }
    });
    let doors = colleague.take_back.iter().map(|late| {
        let deadline = late.deadline.map(|at| i18n::date_short(l, at));
        view! { <Late desk panel thing=late.thing door=late.door deadline/> }
    });
    let doors = (!colleague.take_back.is_empty()).then(|| {
        view! {
            <h3 id="staff-late">{text::take_back(l)}</h3>
            <ul class="staff-doors" aria-labelledby="staff-late">{doors.collect_view()}</ul>
        }
    });
    let nothing = (locked.is_none() && doors.is_none()).then(|| view! { <p>{text::nothing(l)}</p> });
    view! {
        <h2 id="staff" translate="no">{colleague.name}</h2>
        <p class="staff-until">{text::until(l, &i18n::time(l, colleague.until))}</p>
        {locked}
        {doors}
        {nothing}
    }
}

/// A door behind which something lies that nobody came for. Of whom, nobody reads here.
#[component]
fn Late(desk: Desk, panel: Panel, thing: ConsignmentId, door: u16, deadline: Option<String>) -> impl IntoView {
    let l = use_locale();
    let since = deadline.map(|deadline| view! { <span class="staff-since">{text::late(l, &deadline)}</span> });
    view! {
        <li>
            <button
                class="staff-door"
                type="button"
                disabled=move || panel.busy.get()
                on:click=move |_| panel.act(desk, take_back_here(thing))
            >
                <strong>{text::open_door(l, &door.to_string())}</strong>
                {since}
            </button>
        </li>
    }
}
