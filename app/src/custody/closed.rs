//! The pictures of a kiosk that opens nothing now: the house lost, no connection, out of service, not paired.

use domain::lockers::Place;
use leptos::prelude::*;

use super::desk::Desk;
use super::words;
use crate::i18n::use_locale;
use crate::t::kiosk as text;
use crate::ui::{Drawing, EmptyDrawing, Glyph, Icon, QrCode};

/// The screen does not reach the house. What it shows is what it knew before.
#[component]
pub fn Lost(desk: Desk) -> impl IntoView {
    let l = use_locale();
    view! { <Closed desk glyph=Glyph::Offline title=text::gone(l) say=text::gone_text(l)/> }
}

/// The bank has no connection.
#[component]
pub fn Offline(desk: Desk) -> impl IntoView {
    let l = use_locale();
    view! { <Closed desk glyph=Glyph::Offline title=text::offline(l) say=text::offline_text(l)/> }
}

/// No door of the bank is in service, or something is wrong with all of it. What it is, is nobody's business in the street.
#[component]
pub fn OutOfService(desk: Desk) -> impl IntoView {
    let l = use_locale();
    view! { <Closed desk glyph=Glyph::Wrench title=text::out_of_service(l) say=text::out_of_service_text(l)/> }
}

/// What is the matter, whom to call, where else to go.
#[component]
fn Closed(desk: Desk, glyph: Glyph, title: &'static str, say: &'static str) -> impl IntoView {
    let l = use_locale();
    let hotline = desk.part(|state| words::phone(&state.place.hotline));
    let nearest = desk.part(|state| state.nearest.clone());
    view! {
        <div class="closed">
            <section class="closed-words" role="alert">
                <span class="act-sign"><Icon glyph/></span>
                <h1>{title}</h1>
                <p>{say}</p>
            </section>
            <section class="closed-ways">
                <div class="closed-call">
                    <Icon glyph=Glyph::Phone/>
                    <div>
                        <h2>{text::call_us(l)}</h2>
                        <p class="closed-number number">{move || hotline.get()}</p>
                    </div>
                </div>
                {move || nearest.get().flatten().map(|place| view! { <Nearest place/> })}
            </section>
        </div>
    }
}

/// Another bank that works, and a QR that shows the way on one's own phone.
#[component]
fn Nearest(place: Place) -> impl IntoView {
    let l = use_locale();
    let (north, east) = (place.latitude.to_string(), place.longitude.to_string());
    let map = ["geo:", &north, ",", &east, "?q=", &north, ",", &east].concat();
    view! {
        <div class="closed-nearest">
            <div>
                <h2><Icon glyph=Glyph::Pin/>{text::nearest(l)}</h2>
                <div translate="no">
                    <p class="closed-name">{place.name}</p>
                    <p>{place.address} ", " {place.city}</p>
                    <p>{place.opening_hours}</p>
                </div>
            </div>
            <figure class="closed-map">
                <QrCode data=map title=text::nearest_map(l)/>
                <figcaption>{text::nearest_map(l)}</figcaption>
            </figure>
        </div>
    }
}

/// The house has not answered yet.
#[component]
pub fn Starting() -> impl IntoView {
    let l = use_locale();
    view! {
        <div class="act act-alone" role="status">
            <EmptyDrawing drawing=Drawing::Bank/>
            <div class="act-say">
                <h1>{text::starting(l)}</h1>
                <p class="act-todo">{text::starting_text(l)}</p>
            </div>
        </div>
    }
}

/// How a screen is paired. The only way out of this page.
#[component]
pub fn Unpaired() -> impl IntoView {
    let l = use_locale();
    let address = ["/", l.code(), "/pair"].concat();
    view! {
        <div class="act act-alone">
            <EmptyDrawing drawing=Drawing::Bank/>
            <div class="act-say">
                <h1>{text::unpaired(l)}</h1>
                <p class="act-todo">{text::unpaired_lead(l)}</p>
            </div>
            <ol class="act-steps">
                <li>{text::unpaired_first(l)}</li>
                <li>{text::unpaired_second(l)}</li>
                <li>{text::unpaired_third(l)}</li>
            </ol>
            <a class="button button-primary" href=address rel="external">{text::pair(l)}</a>
        </div>
    }
}
