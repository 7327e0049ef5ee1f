//! The one connection that tells open screens that something changed, and says when it is lost.
//!
//! A nudge carries no data: whoever gets one asks its server function again.

use domain::live::Nudge;
use leptos::prelude::*;

/// What a screen learns from the live connection.
#[derive(Clone, Copy)]
pub struct Live {
    /// Counts the nudges that this screen wanted, and each connection: make resources depend on it.
    pub tick: ReadSignal<u64>,
    /// Whether the connection stands (true until the first failure, so that no page flashes a warning).
    pub connected: ReadSignal<bool>,
}

/// Listens to `address` (`/live`, or `/live/kiosk` on a kiosk) for the nudges that `wants` picks, until the component
/// goes away. On the server it does nothing.
pub fn use_live(address: &'static str, wants: impl Fn(&Nudge) -> bool + 'static) -> Live {
    let (tick, set_tick) = signal(0_u64);
    let (connected, set_connected) = signal(true);
    #[cfg(feature = "hydrate")]
    browser::listen(address, wants, set_tick, set_connected);
    #[cfg(not(feature = "hydrate"))]
    let _ = (address, wants, set_tick, set_connected);
    Live { tick, connected }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::rc::Rc;
    use std::time::Duration;

    use domain::live::Nudge;
    use leptos::ev;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{Event, EventSource, MessageEvent};

    /// How long to wait before a connection that the browser gave up is made anew.
    const AGAIN: Duration = Duration::from_secs(3);
    /// How often it is looked whether the house was heard.
    const LOOK: Duration = Duration::from_secs(5);
    /// The house says something every fifteen seconds: after so many looks without a word the connection is dead, though
    /// nobody said so (a tablet that slept, a network that was left).
    const SILENT: u32 = 8;

    pub(super) fn listen(
        address: &'static str,
        wants: impl Fn(&Nudge) -> bool + 'static,
        set_tick: WriteSignal<u64>,
        set_connected: WriteSignal<bool>,
    ) {
        let wants = Rc::new(wants);
        let attempt = RwSignal::new(0_u32);
        // Looks since a word was heard: no clock is needed, and one that stood still while the machine slept does no harm.
        let silence = StoredValue::new(0_u32);
        watch(attempt, silence, set_connected);
        // After hydration: the effect never runs on the server.
        Effect::new(move |_| {
            attempt.track();
            silence.set_value(0);
            let heard = move || {
                silence.try_set_value(0);
            };
            // Also at the first opening: something may have changed since the server rendered the page.
            let missed = StoredValue::new(true);
            let Ok(source) = EventSource::new(address) else {
                return;
            };
            let wants = Rc::clone(&wants);
            let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
                heard();
                if concerns(&message, &*wants) {
                    set_tick.update(|n| *n += 1);
                }
            });
            let on_beat = Closure::<dyn Fn(Event)>::new(move |_| heard());
            let on_open = Closure::<dyn Fn(Event)>::new(move |_| {
                heard();
                set_connected.set(true);
                // Whatever happened meanwhile was missed: look again.
                if missed.get_value() {
                    missed.set_value(false);
                    set_tick.update(|n| *n += 1);
                }
            });
            let failing = source.clone();
            let on_error = Closure::<dyn Fn(Event)>::new(move |_| {
                missed.set_value(true);
                set_connected.set(false);
                // The browser tries again by itself after a broken connection, but not after an answer that was no
                // stream, as it comes from a proxy while the server starts.
                if failing.ready_state() == EventSource::CLOSED {
                    set_timeout(move || anew(attempt), AGAIN);
                }
            });
            source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            // Without it a connection of which nothing is heard is made anew now and then, and that is all.
            let _ = source.add_event_listener_with_callback("beat", on_beat.as_ref().unchecked_ref());
            source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
            source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            let held = StoredValue::new_local((source, on_message, on_beat, on_open, on_error));
            on_cleanup(move || {
                held.try_with_value(|(source, ..)| {
                    source.set_onmessage(None);
                    source.set_onopen(None);
                    source.set_onerror(None);
                    source.close();
                });
            });
        });
    }

    /// Whether the screen asks again: it wants that nudge, or it is one that this program does not know yet.
    fn concerns(message: &MessageEvent, wants: &impl Fn(&Nudge) -> bool) -> bool {
        let nudge = message
            .data()
            .as_string()
            .and_then(|json| serde_json::from_slice::<Nudge>(json.as_bytes()).ok());
        nudge.is_none_or(|nudge| wants(&nudge))
    }

    /// Makes the connection anew.
    fn anew(attempt: RwSignal<u32>) {
        attempt.try_update(|n| *n += 1);
    }

    /// Looks whether the connection lives, and makes it anew as soon as somebody sees the page again or the network is back:
    /// each new one looks at everything.
    fn watch(attempt: RwSignal<u32>, silence: StoredValue<u32>, set_connected: WriteSignal<bool>) {
        Effect::new(move |_| {
            let look = move || {
                let looks = silence.try_update_value(|looks| {
                    *looks = looks.saturating_add(1);
                    *looks
                });
                if looks.is_some_and(|looks| looks >= SILENT) {
                    set_connected.set(false);
                    anew(attempt);
                }
            };
            let clock = set_interval_with_handle(look, LOOK);
            let seen = window_event_listener(ev::Custom::<Event>::new("visibilitychange"), move |_| {
                if !document().hidden() {
                    anew(attempt);
                }
            });
            let back = window_event_listener(ev::online, move |_| anew(attempt));
            let gone = window_event_listener(ev::offline, move |_| set_connected.set(false));
            on_cleanup(move || {
                if let Ok(clock) = clock {
                    clock.clear();
                }
                for listener in [seen, back, gone] {
                    listener.remove();
                }
            });
        });
    }
}
