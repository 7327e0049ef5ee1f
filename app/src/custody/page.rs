//! The kiosk before a person: the first answer, the live connection, keyboard, scanner, clock and sound.

use domain::custody::KioskState;
use domain::live::Nudge;
use leptos::prelude::*;

use super::api::kiosk_state;
use super::desk::Desk;
use super::look::Scene;
use super::screen::Screen;
use crate::i18n::use_locale;
use crate::portal::loaded::answered;
use crate::portal::root::script;
use crate::portal::{title, use_live};
use crate::t::kiosk as text;
use crate::wire::Answer;

/// The screen at a locker bank: `/kiosk/:bank`. The server lets a screen only to the address of its own bank.
#[component]
pub fn KioskPage() -> impl IntoView {
    title(text::title(use_locale()));
    script("/kiosk.js");
    answered(kiosk_state, |first| view! { <Kiosk first/> }.into_any())
}

#[component]
fn Kiosk(first: Answer<KioskState>) -> impl IntoView {
    let desk = Desk::new(use_locale(), first);
    listen(desk);
    forget_when_lost(desk);
    #[cfg(feature = "hydrate")]
    browser::attend(desk);
    view! { <Screen desk/> }
}

/// A screen that lost the house shows nothing of whoever stood before it.
fn forget_when_lost(desk: Desk) {
    Effect::new(move |_| {
        if *desk.scene.read() == Scene::Lost {
            desk.forget();
        }
    });
}

/// Asks again whenever something changed. The connection goes away with the pairing: it lives in the effect.
fn listen(desk: Desk) {
    let paired = Memo::new(move |_| *desk.scene.read() != Scene::Unpaired);
    Effect::new(move |_| {
        if !paired.get() {
            return;
        }
        let live = use_live("/live/kiosk", move |nudge| {
            if matches!(nudge, Nudge::Colleague { .. }) {
                desk.colleague.set(true);
            }
            true
        });
        Effect::new(move |before: Option<()>| {
            live.tick.track();
            desk.live.set(live.connected.get());
            if before.is_some() {
                desk.ask();
            }
        });
    });
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use domain::custody::ActPhase;
    use leptos::ev;
    use leptos::prelude::*;

    use super::super::look::Scene;
    use super::super::marks;
    use super::super::sound::{Sound, Speaker};
    use super::super::wedge::Wedge;
    use super::Desk;

    /// Listens and looks after the screen until it goes away.
    pub(super) fn attend(desk: Desk) {
        Effect::new(move |_| {
            let touch = window_event_listener(ev::pointerdown, move |_| desk.touched());
            let keys = listen_to_keys(desk);
            let beats = StoredValue::new(0_u32);
            let second = move || {
                desk.second();
                if let Some(beat) = beats.try_update_value(|beats| {
                    *beats = beats.wrapping_add(1);
                    *beats
                }) {
                    marks::beat(beat);
                }
            };
            let clock = set_interval_with_handle(second, Duration::from_secs(1));
            on_cleanup(move || {
                touch.remove();
                keys.remove();
                if let Ok(clock) = clock {
                    clock.clear();
                }
            });
        });
        remember_sound(desk);
        sing(desk);
    }

    /// As it was before this page was loaded; whoever presses the switch decides anew.
    fn remember_sound(desk: Desk) {
        Effect::new(move |before: Option<()>| {
            if before.is_none() && marks::is_silent() {
                desk.sound.set(false);
            }
            marks::tell_sound(desk.sound.get());
        });
    }

    fn listen_to_keys(desk: Desk) -> WindowListenerHandle {
        let wedge = StoredValue::new(Wedge::default());
        let timer = StoredValue::new(None::<TimeoutHandle>);
        window_event_listener(ev::keydown, move |event| {
            if event.repeat() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            desk.touched();
            let Some(heard) = wedge.try_update_value(|w| w.key(&event.key(), &event.code())) else {
                return;
            };
            if heard.ours {
                event.prevent_default();
            }
            desk.hear(heard.meant);
            if let Some(before) = timer.get_value() {
                before.clear();
            }
            let patience = wedge.with_value(Wedge::patience);
            let over = move || {
                if let Some(meant) = wedge.try_update_value(Wedge::end) {
                    desk.hear(meant);
                }
            };
            timer.set_value(set_timeout_with_handle(over, Duration::from_millis(patience)).ok());
        })
    }

    /// A sound for each turn of an opening; the alarm again and again. That one is for everybody around: no switch ends it.
    fn sing(desk: Desk) {
        let speaker = StoredValue::new_local(Speaker::default());
        let alarm = StoredValue::new(None::<IntervalHandle>);
        let quiet = move || {
            if let Some(alarm) = alarm.try_update_value(Option::take).flatten() {
                alarm.clear();
            }
        };
        Effect::new(move |_| {
            quiet();
            let Scene::Act(act) = desk.scene.get() else { return };
            let call = move |sound| speaker.update_value(|s| s.play(sound));
            let play = move |sound| {
                if desk.sound.get_untracked() {
                    call(sound);
                }
            };
            match act.phase {
                ActPhase::Open => play(Sound::Open),
                ActPhase::LeftOpen => {
                    call(Sound::Alarm);
                    let again = set_interval_with_handle(move || call(Sound::Alarm), Duration::from_secs(3));
                    alarm.set_value(again.ok());
                }
                ActPhase::Done => play(Sound::Done),
                ActPhase::LeftInside | ActPhase::NothingInside | ActPhase::Failed { .. } => play(Sound::Refused),
                ActPhase::Opening => {}
            }
        });
        on_cleanup(quiet);
    }
}
