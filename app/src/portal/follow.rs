//! Data that stays fresh while its page is open: what the page came with, asked for again at each nudge.
//!
//! The page is not built anew; it reads [`Followed::shown`], so that nothing in it (a dialog, a focus) is lost.

use std::future::Future;

use domain::RefusalCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::leaving::is_leaving;
use super::live::Live;
use crate::wire::{Answer, ApiError};

/// Data that stays fresh.
pub struct Followed<T: Send + Sync + 'static> {
    /// As it was last heard of.
    pub shown: RwSignal<T>,
    wish: RwSignal<u64>,
}

impl<T: Send + Sync + 'static> Clone for Followed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Followed<T> {}

impl<T: Send + Sync + 'static> Followed<T> {
    /// Asks again, because this very screen did something.
    pub fn refresh(self) {
        let _ = self.wish.try_update(|n| *n += 1);
    }
}

/// Shows `first`, and what `ask` answers after each tick of the live connection and each wish to refresh.
/// Nudges that come while an answer is awaited are answered by one more asking.
pub fn follow<T, F>(first: T, live: Option<Live>, ask: impl Fn() -> F + Clone + 'static) -> Followed<T>
where
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Answer<T>> + 'static,
{
    let shown = RwSignal::new(first);
    let wish = RwSignal::new(0_u64);
    let (busy, again) = (StoredValue::new(false), StoredValue::new(false));
    Effect::new(move |before: Option<u64>| {
        let now = wish.get() + live.map_or(0, |live| live.tick.get());
        if before.is_none_or(|before| before == now) {
            return now;
        }
        if busy.get_value() {
            again.set_value(true);
            return now;
        }
        busy.set_value(true);
        let ask = ask.clone();
        spawn_local(async move {
            loop {
                match ask().await {
                    Ok(fresh) => drop(shown.try_maybe_update(|old| {
                        let changed = *old != fresh;
                        *old = fresh;
                        (changed, ())
                    })),
                    // The session ended while the page was open: the server knows where to send us.
                    Err(ApiError::Port(error)) if error.is(RefusalCode::SignInFirst) => reload(),
                    // The banner says that the connection is lost; the next tick tries again.
                    Err(_) => {}
                }
                if !again.try_get_value().unwrap_or(false) {
                    break;
                }
                again.try_set_value(false);
            }
            busy.try_set_value(false);
        });
        now
    });
    Followed { shown, wish }
}

fn reload() {
    if is_leaving() {
        return;
    }
    let _ = window().location().reload();
}
