//! The kiosk's own memory while somebody stands before it, and what it does with it. No markup; no browser but for requests.

use domain::Locale;
use domain::custody::{KioskAct, KioskState, Means, Pads};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{kiosk_enter, kiosk_state};
use super::look::{self, Heard, Hero, Line, Refused, Scene, Stage, Trouble};
use super::rhythm::{Reset, Rhythm};
use super::wedge::Meant;
use crate::wire::Answer;

/// The signs of a code, in the order of the keys.
pub const ALPHABET: &str = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// All that the screen depends on.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The language that the screen begins with, for each person anew.
    pub own: Locale,
    /// The language of whoever stands there.
    pub language: RwSignal<Locale>,
    /// What has been typed.
    pub typed: RwSignal<String>,
    /// Six digits that were typed, while the end of the telephone number is asked.
    pub six: RwSignal<Option<String>>,
    /// Whether somebody asked for the keys of the other form of codes.
    pub others: RwSignal<bool>,
    /// Seconds until the reset, when that must be said.
    pub warning: RwSignal<Option<u32>>,
    /// Whether the house does not answer.
    pub cut: RwSignal<bool>,
    /// Whether nudges come.
    pub live: RwSignal<bool>,
    /// Whether something of another slice stands over the screen: it goes with the reset too.
    pub aside: RwSignal<bool>,
    /// Whether a colleague's panel stands over the screen: it goes with the reset too, but not with the end of an act.
    pub colleague: RwSignal<bool>,
    /// Whether somebody holds something before the camera: it is shut with the reset too.
    pub camera: RwSignal<bool>,
    /// Whether this screen may be heard. Stays as it is from person to person.
    pub sound: RwSignal<bool>,
    /// Which picture is shown.
    pub scene: Memo<Scene>,
    pub(super) heard: RwSignal<Heard>,
    pub(super) checking: RwSignal<bool>,
    refused: RwSignal<Option<Refused>>,
    pub(super) dismissed: RwSignal<Option<KioskAct>>,
    silent: RwSignal<bool>,
    between: StoredValue<Between>,
}

/// What no picture depends on.
#[derive(Default)]
struct Between {
    rhythm: Rhythm,
    asked: Asked,
}

/// Questions to the house.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    /// So many were sent,
    sent: u64,
    /// and this is the newest that was answered.
    answered: u64,
    /// Something changed since the last was sent.
    again: bool,
}

impl Desk {
    /// A screen in `own` language with the first answer.
    pub fn new(own: Locale, first: Answer<KioskState>) -> Self {
        let heard = RwSignal::new(Heard::default());
        let dismissed = RwSignal::new(None::<KioskAct>);
        let (cut, live, silent) = (RwSignal::new(false), RwSignal::new(true), RwSignal::new(false));
        let connection = Memo::new(move |_| Line::of(cut.get(), live.get(), silent.get()));
        let desk = Self {
            own,
            language: RwSignal::new(own),
            typed: RwSignal::new(String::new()),
            six: RwSignal::new(None),
            others: RwSignal::new(false),
            warning: RwSignal::new(None),
            cut,
            live,
            silent,
            aside: RwSignal::new(false),
            colleague: RwSignal::new(false),
            camera: RwSignal::new(false),
            sound: RwSignal::new(true),
            scene: Memo::new(move |_| Scene::of(&heard.read(), dismissed.read().as_ref(), connection.get())),
            heard,
            checking: RwSignal::new(false),
            refused: RwSignal::new(None),
            dismissed,
            between: StoredValue::new(Between::default()),
        };
        desk.take(first);
        desk
    }

    /// A part of the last answer, told on only when it changes.
    pub fn part<T>(self, pick: impl Fn(&KioskState) -> T + Send + Sync + 'static) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.heard.read().state().map(&pick))
    }

    /// What stands in the place of honour.
    pub fn hero(self) -> Memo<Hero> {
        let locked = self.part(look::locked);
        Memo::new(move |_| {
            // Who begins to type has read why the last code was refused.
            let begun = !self.typed.read().is_empty() || self.six.read().is_some();
            let refused = self.refused.get().filter(|_| !begun);
            Hero::of(self.checking.get(), self.cut.get(), refused, locked.get().flatten())
        })
    }

    /// Whether codes can be typed.
    pub fn pad_open(self) -> Memo<bool> {
        let locked = self.part(look::locked);
        Memo::new(move |_| look::pad_open(self.checking.get(), self.cut.get(), locked.get().flatten()))
    }

    /// Takes an answer of the house.
    pub fn take(self, answer: Answer<KioskState>) {
        if let Ok(state) = &answer {
            self.between
                .update_value(|between| between.rhythm.answered(state.presence.fresh_for));
        }
        let (heard, cut) = self.heard.get_untracked().after(answer);
        self.heard.set(heard);
        if self.cut.get_untracked() != cut {
            self.cut.set(cut);
        }
        if self.scene.get_untracked().stage() == Stage::UnderWay {
            self.refused.set(None);
            self.clear();
        }
    }

    /// Which keys there are now.
    pub(super) fn pads_now(self) -> Pads {
        let pads = |heard: &Heard| heard.state().map(|state| state.pads);
        self.heard.with_untracked(pads).unwrap_or_default()
    }

    /// Asks the house what to show. While an answer is on its way, one more question follows it and no crowd of them.
    pub fn ask(self) {
        // A screen that is nobody's has nothing to ask: pairing loads the page anew.
        if self.scene.get_untracked() == Scene::Unpaired {
            return;
        }
        let waits = self.between.try_update_value(|Between { rhythm, asked }| {
            let waits = rhythm.may_be_answered() && asked.sent > asked.answered;
            asked.again |= waits;
            waits
        });
        if waits == Some(false) {
            spawn_local(self.asking());
        }
    }

    async fn asking(self) {
        loop {
            self.between.update_value(|between| between.rhythm.asked());
            let sent = self.between.try_update_value(|Between { asked, .. }| {
                asked.again = false;
                asked.sent += 1;
                asked.sent
            });
            let answer = kiosk_state().await;
            // An answer that was overtaken by a later one is thrown away. `None`: the screen is gone.
            let newest = self.between.try_update_value(|Between { asked, .. }| {
                let newer = sent.is_some_and(|sent| sent > asked.answered);
                asked.answered = asked.answered.max(sent.unwrap_or(0));
                (newer, newer && std::mem::take(&mut asked.again))
            });
            let Some((true, again)) = newest else { return };
            self.take(answer);
            if !again {
                return;
            }
        }
    }

    /// Hands in what was typed or scanned.
    pub fn enter(self, text: String, means: Means) {
        if self.checking.get_untracked() || self.cut.get_untracked() || !self.scene.get_untracked().takes_codes() {
            return;
        }
        self.dismiss();
        self.aside.set(false);
        self.camera.set(false);
        self.hand_in(means, kiosk_enter(text));
    }

    /// Waits for what becomes of something that shall open a door.
    pub(super) fn hand_in(self, means: Means, answer: impl Future<Output = Answer<()>> + 'static) {
        self.refused.set(None);
        self.checking.set(true);
        spawn_local(async move {
            let refused = answer.await.err().map(|error| Refused {
                means,
                trouble: Trouble::from(&error),
            });
            self.clear();
            if refused.is_none() {
                // Whoever comes next begins with the usual keys.
                self.others.set(false);
            }
            // A lost line says more than this, and takes everything from the screen.
            self.refused
                .set(refused.filter(|_| self.scene.get_untracked() != Scene::Lost));
            // Before the new state is there, home would flash up.
            if refused.is_some() {
                self.checking.set(false);
            }
            self.asking().await;
            self.checking.set(false);
        });
    }

    /// Takes what keys and scanner meant.
    pub fn hear(self, meant: Meant) {
        match meant {
            Meant::Scanned(token) => self.enter(token, Means::Qr),
            Meant::Foreign if self.scene.get_untracked().takes_codes() => {
                self.dismiss();
                self.clear();
                self.refused.set(Some(Refused {
                    means: Means::Qr,
                    trouble: Trouble::Foreign,
                }));
            }
            Meant::Nothing | Meant::Foreign => {}
            Meant::Typed(signs) if self.asks_now().is_foreign(signs.len()) => self.hear(Meant::Foreign),
            _ if !self.types() => {}
            Meant::Typed(signs) => self.add(&signs),
            Meant::RubOut => self.rub_out(),
            Meant::Clear => self.clear(),
        }
    }

    /// Whether keys of a keyboard go into the code now.
    fn types(self) -> bool {
        let locked = self.heard.with_untracked(|h| h.state().and_then(look::locked));
        self.scene.get_untracked() == Scene::Home
            && !self.aside.get_untracked()
            && !self.colleague.get_untracked()
            && look::pad_open(self.checking.get_untracked(), self.cut.get_untracked(), locked)
    }

    /// Somebody is there.
    pub fn touched(self) {
        self.between.update_value(|between| between.rhythm.touched());
        if self.warning.get_untracked().is_some() {
            self.warning.set(None);
        }
    }

    /// Somebody reads this language.
    pub fn speak(self, language: Locale) {
        self.between.update_value(|between| between.rhythm.chose());
        self.language.set(language);
    }

    /// A second has passed.
    pub fn second(self) {
        let live = self.live.get_untracked();
        let (stage, dirty) = (self.stage(), self.dirty());
        let colleague = self.colleague.get_untracked();
        let beat = self.between.try_update_value(|Between { rhythm, .. }| {
            rhythm.attended(colleague);
            rhythm.second(stage, dirty, live)
        });
        let Some(beat) = beat else { return };
        if self.warning.get_untracked() != beat.warning {
            self.warning.set(beat.warning);
        }
        if beat.silent && !self.cut.get_untracked() {
            self.cut.set(true);
        }
        if self.silent.get_untracked() != beat.silent {
            self.silent.set(beat.silent);
        }
        match beat.reset {
            // A colleague may have more to do when a door is shut.
            Some(_) if colleague && stage != Stage::None => self.dismiss(),
            Some(Reset::Whole) => self.reset(),
            Some(Reset::ButLanguage) => self.forget(),
            None => {}
        }
        if beat.ask {
            self.ask();
        }
    }

    fn dirty(self) -> bool {
        let typed = self.typed.read_untracked();
        self.aside.get_untracked()
            || self.colleague.get_untracked()
            || self.others.get_untracked()
            || self.six.with_untracked(Option::is_some)
            || self.camera.get_untracked()
            || look::dirty(
                &typed,
                self.refused.get_untracked(),
                self.language.get_untracked(),
                self.own,
            )
    }

    /// The end of an act was seen.
    pub fn dismiss(self) {
        self.leave();
        if let Scene::Act(act) = self.scene.get_untracked()
            && Stage::of(act.phase) != Stage::UnderWay
        {
            self.dismissed.set(Some(act));
        }
    }

    /// Begins anew: nothing of the last person stays.
    pub fn reset(self) {
        self.forget();
        self.language.set(self.own);
    }

    /// Nothing of what the last person did stays; their language does, because they may still stand there.
    pub fn forget(self) {
        self.dismiss();
        self.clear();
        self.others.set(false);
        self.refused.set(None);
        self.warning.set(None);
        self.aside.set(false);
        self.colleague.set(false);
        self.camera.set(false);
    }

    /// Whether nobody would miss anything if the screen were loaded anew.
    pub fn free(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.scene.read().is_quiet()
                && self.typed.read().is_empty()
                && self.six.read().is_none()
                && !self.others.get()
                && self.refused.get().is_none()
                && self.language.get() == self.own
                && !self.aside.get()
                && !self.colleague.get()
                && !self.camera.get()
                && !self.checking.get()
        })
    }

    /// A screen at a bank whose codes are of digits, with nothing typed.
    #[cfg(all(test, feature = "ssr"))]
    pub fn of_digits() -> Self {
        let mut state = super::shots::state();
        state.pads.own = domain::custody::CodeForm::Digits;
        Self::new(Locale::En, Ok(state))
    }

    /// Pretends that this was refused, for pictures.
    #[cfg(test)]
    pub fn refuse(self, refused: Refused) {
        self.refused.set(Some(refused));
    }
}
