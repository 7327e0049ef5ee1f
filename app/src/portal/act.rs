//! One thing that a person can do on a page: whether it is under way, and why it did not work the last time.
//!
//! A second click while the first is under way does nothing. What is done stands in `api.rs` of the slice.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::here::go;
use super::problem::words;
use crate::i18n::use_locale;
use crate::ui::{Banner, Tone};
use crate::wire::{Answer, ApiError};

/// One thing to do.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pending: RwSignal<bool>,
    problem: RwSignal<Option<ApiError>>,
    ready: RwSignal<bool>,
    done: RwSignal<u32>,
}

impl Default for Act {
    fn default() -> Self {
        Self::new()
    }
}

impl Act {
    /// Nothing done yet. Its button can be pressed once the page is alive.
    pub fn new() -> Self {
        let ready = RwSignal::new(false);
        // Runs in the browser only, after hydration: before it, nobody would hear the click.
        Effect::new(move |_| ready.set(true));
        Self {
            pending: RwSignal::new(false),
            problem: RwSignal::new(None),
            ready,
            done: RwSignal::new(0),
        }
    }

    /// Asks; on success does `done`, else keeps the problem. Does nothing while the last asking is under way.
    pub fn run<T: 'static>(self, asked: impl Future<Output = Answer<T>> + 'static, done: impl FnOnce(T) + 'static) {
        self.spawn(async move {
            asked.await.map(|value| {
                done(value);
                None
            })
        });
    }

    /// Asks; on success leaves for the page that `done` names. Until that page is there, it stays under way.
    pub fn run_and_go<T: 'static>(
        self,
        asked: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) -> String + 'static,
    ) {
        self.spawn(async move { asked.await.map(|value| Some(done(value))) });
    }

    fn spawn(self, asked: impl Future<Output = Answer<Option<String>>> + 'static) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.problem.set(None);
        spawn_local(async move {
            match asked.await {
                Ok(None) => {
                    let _ = self.done.try_update(|n| *n += 1);
                }
                Ok(Some(href)) => return go(&href),
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
            self.pending.try_set(false);
        });
    }

    /// Keeps a problem that was found without asking.
    pub fn refuse(self, problem: impl Into<ApiError>) {
        self.problem.set(Some(problem.into()));
    }

    /// Whether it is under way.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Whether its button cannot be pressed yet.
    pub fn asleep(self) -> Signal<bool> {
        Signal::derive(move || !self.ready.get())
    }

    /// Counts how often it was done.
    pub fn done(self) -> Signal<u32> {
        self.done.into()
    }

    /// Why it did not work the last time.
    pub fn problem(self) -> Signal<Option<ApiError>> {
        self.problem.into()
    }
}

/// Says why an act did not work, where it was tried.
#[component]
pub fn ActProblem(
    /// Which act.
    act: Act,
) -> impl IntoView {
    let l = use_locale();
    move || {
        act.problem
            .get()
            .map(|problem| view! { <Banner tone=Tone::Bad title=words(l, &problem)/> })
    }
}
