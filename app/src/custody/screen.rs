//! The whole screen: banner, frame, the picture of the moment, and the warning before a reset.

use domain::Locale;
use leptos::prelude::*;

use super::act::ActScene;
use super::camera::CameraPanel;
use super::closed::{Lost, Offline, OutOfService, Starting, Unpaired};
use super::desk::Desk;
use super::home::Home;
use super::look::{Scene, Stage};
use super::words;
use crate::i18n::use_locale;
use crate::portal::use_seat;
use crate::t::kiosk as text;
use crate::ui::{Banner, Glyph, Icon, KioskShell, Tone};

/// What an upper slice puts beside the languages; given by whoever shows the page.
#[derive(Clone, Copy)]
pub struct Beside(pub fn(Desk) -> AnyView);

/// What an upper slice puts beside the sound, and over the whole screen; given by whoever shows the page.
#[derive(Clone, Copy)]
pub struct Above {
    /// In the head.
    pub button: fn(Desk) -> AnyView,
    /// Over everything, when it has something to show.
    pub panel: fn(Desk) -> AnyView,
}

/// The screen: a function of its desk. A change of language draws it anew.
#[component]
pub fn Screen(
    /// What it depends on.
    desk: Desk,
) -> impl IntoView {
    // Read by `kiosk.js`, which loads the program anew when that helps.
    let free = desk.free();
    let lost = move || matches!(*desk.scene.read(), Scene::Lost | Scene::Starting).then_some("");
    view! {
        <div
            class="kiosk-page"
            lang=move || desk.language.get().tag()
            data-lost=lost
            data-free=move || free.get().then_some("")
        >
            {move || {
                provide_context(desk.language.get());
                view! {
                    <Cut desk/>
                    <Frame desk/>
                    {above(desk, |above| above.panel)}
                    <CameraPanel desk/>
                    <StillThere desk/>
                }
            }}
        </div>
    }
}

/// Across the whole width: the house does not answer.
#[component]
fn Cut(desk: Desk) -> impl IntoView {
    let l = use_locale();
    let shown = move || {
        let known = !matches!(*desk.scene.read(), Scene::Starting | Scene::Unpaired | Scene::Lost);
        (desk.cut.get() && known).then(|| view! { <Banner tone=Tone::Bad title=text::lost(l) wide=true/> })
    };
    view! { <div class="kiosk-cut" role="alert">{shown}</div> }
}

fn beside(desk: Desk) -> Option<AnyView> {
    use_context::<Beside>().map(|beside| (beside.0)(desk))
}

fn above(desk: Desk, part: fn(Above) -> fn(Desk) -> AnyView) -> Option<AnyView> {
    use_context::<Above>().map(|above| part(above)(desk))
}

/// Name of the bank and the sound above, hotline and languages below, the picture between them.
#[component]
fn Frame(desk: Desk) -> impl IntoView {
    let name = desk.part(|state| state.place.name.clone());
    let hotline = desk.part(|state| words::phone(&state.place.hotline));
    let demo = use_seat().demo.then(|| text::demo(use_locale()));
    move || match name.get() {
        Some(bank) => view! {
            <KioskShell
                bank=bank
                hotline=Signal::derive(move || hotline.get().unwrap_or_default())
                tools=move || view! { {above(desk, |above| above.button)} <SoundSwitch desk/> }
                languages=move || view! { {beside(desk)} <Languages desk/> }
            >
                {demo.map(|demo| view! { <p class="kiosk-demo">{demo}</p> })}
                <Picture desk/>
            </KioskShell>
        }
        .into_any(),
        None => view! {
            <div class="kiosk kiosk-bare">
                <main class="kiosk-main"><Picture desk/></main>
                <footer class="kiosk-foot"><Languages desk/></footer>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Picture(desk: Desk) -> impl IntoView {
    move || match desk.scene.get() {
        Scene::Starting => view! { <Starting/> }.into_any(),
        Scene::Unpaired => view! { <Unpaired/> }.into_any(),
        Scene::Lost => view! { <Lost desk/> }.into_any(),
        Scene::Offline => view! { <Offline desk/> }.into_any(),
        Scene::OutOfService => view! { <OutOfService desk/> }.into_any(),
        Scene::Home => view! { <Home desk/> }.into_any(),
        Scene::Act(act) => view! { <ActScene desk act/> }.into_any(),
    }
}

/// Whether the screen may be heard. Whoever pressed it last decided, for those after them too.
#[component]
fn SoundSwitch(desk: Desk) -> impl IntoView {
    let l = use_locale();
    let sign = move || {
        let glyph = if desk.sound.get() { Glyph::Sound } else { Glyph::Mute };
        view! { <Icon glyph/> }
    };
    let pressed = move || if desk.sound.get() { "true" } else { "false" };
    view! {
        <button
            class="kiosk-sound"
            type="button"
            aria-pressed=pressed
            on:click=move |_| desk.sound.update(|on| *on = !*on)
        >
            {sign}
            <span>{text::sound(l)}</span>
        </button>
    }
}

/// The four languages as buttons: the address of the kiosk has none.
#[component]
fn Languages(desk: Desk) -> impl IntoView {
    let here = use_locale();
    let buttons = Locale::ALL.map(|l| {
        view! {
            <li>
                <button
                    type="button"
                    lang=l.tag()
                    aria-current=(l == here).then_some("true")
                    on:click=move |_| desk.speak(l)
                >
                    {l.name()}
                </button>
            </li>
        }
    });
    view! {
        <nav class="languages" aria-label=crate::t::ui::language(here)>
            <ul class="languages-list">{buttons.collect_view()}</ul>
        </nav>
    }
}

/// Over everything, when nobody touched the screen for a while.
#[component]
fn StillThere(desk: Desk) -> impl IntoView {
    let l = use_locale();
    // Only whether it is shown rebuilds it; the count runs inside.
    let shown = Memo::new(move |_| desk.warning.read().is_some() && desk.scene.read().stage() == Stage::None);
    let left = move || text::starting_over(l, desk.warning.get().unwrap_or(1).into());
    move || {
        shown.get().then(|| {
            view! {
                <div class="kiosk-veil">
                    <div class="kiosk-still" role="alertdialog" aria-labelledby="still" aria-describedby="still-left">
                        <h2 id="still">{text::still_there(l)}</h2>
                        <p id="still-left">{left}</p>
                        <button class="button button-primary" type="button" on:click=move |_| desk.touched()>
                            {text::here(l)}
                        </button>
                    </div>
                </div>
            }
        })
    }
}
