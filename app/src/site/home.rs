//! The home page: what Cloakroom is for a citizen and for an office, in few words and four drawings; then the bureau.

mod drawings;

use domain::Locale;
use domain::lockers::{BankSummary, Connection};
use leptos::prelude::*;

use super::bureau::{to_bureau, welcome};
use super::frame::{Frame, Head, page};
use crate::t;
use crate::ui::{ButtonLook, Glyph, Icon, LinkButton, MapLink, StatusBadge, Tone};

/// The home page with the banks that the public may see.
pub fn home(frame: &Frame<'_>, banks: &[BankSummary]) -> String {
    let l = frame.locale;
    let head = Head::public(t::site::home_title(l), t::site::home_description(l));
    page(frame, head, || {
        view! {
            <div class="public-wide home">
                {hero(frame)}
                {steps(l)}
                {whom_for(l)}
                {lockers(l, banks)}
                {help(l)}
                {frame.bureau.then(|| welcome(frame))}
            </div>
        }
        .into_any()
    })
}

fn hero(frame: &Frame<'_>) -> AnyView {
    let l = frame.locale;
    view! {
        <section class="home-hero">
            <div class="home-words">
                <h1>{t::site::home_headline(l)}</h1>
                <p class="page-lead">{t::site::home_lead(l)}</p>
                <div class="home-ways">
                    <LinkButton href="#code" look=ButtonLook::Primary icon=Glyph::Qr>{t::site::home_code_link(l)}</LinkButton>
                    <LinkButton href="#how">{t::site::home_how_link(l)}</LinkButton>
                    {frame.bureau.then(|| to_bureau(l))}
                </div>
            </div>
            <svg
                class="home-picture"
                viewBox="0 0 480 330"
                role="img"
                aria-label=t::site::home_picture(l)
                inner_html=drawings::HOOKS
            ></svg>
        </section>
    }
    .into_any()
}

fn steps(l: Locale) -> AnyView {
    let all = [
        (drawings::LEAVE, t::site::how_1(l), t::site::how_1_text(l)),
        (drawings::TELL, t::site::how_2(l), t::site::how_2_text(l)),
        (drawings::TAKE, t::site::how_3(l), t::site::how_3_text(l)),
    ];
    let all = all.map(|(drawing, title, text)| {
        view! {
            <li class="home-step">
                <svg class="home-drawing" viewBox="0 0 240 150" aria-hidden="true" focusable="false" inner_html=drawing></svg>
                <h3>{title}</h3>
                <p>{text}</p>
            </li>
        }
    });
    view! {
        <section class="home-part" id="how">
            <h2>{t::site::how_title(l)}</h2>
            <ol class="home-steps">{all.collect_view()}</ol>
        </section>
    }
    .into_any()
}

fn whom_for(l: Locale) -> AnyView {
    let citizens = [
        t::site::for_citizens_1(l),
        t::site::for_citizens_2(l),
        t::site::for_citizens_3(l),
        t::site::for_citizens_4(l),
    ];
    let offices = [
        t::site::for_offices_1(l),
        t::site::for_offices_2(l),
        t::site::for_offices_3(l),
        t::site::for_offices_4(l),
    ];
    view! {
        <section class="home-part home-whom">
            <div class="home-idea">
                <h2>{t::site::tag_title(l)}</h2>
                <p>{t::site::tag_text(l)}</p>
            </div>
            {points(t::site::for_citizens(l), citizens)}
            {points(t::site::for_offices(l), offices)}
        </section>
    }
    .into_any()
}

fn points(title: &'static str, points: [&'static str; 4]) -> impl IntoView {
    let points = points.map(|point| view! { <li><Icon glyph=Glyph::Check/>{point}</li> });
    view! {
        <div class="card">
            <h2>{title}</h2>
            <ul class="home-points">{points.collect_view()}</ul>
        </div>
    }
}

fn lockers(l: Locale, banks: &[BankSummary]) -> AnyView {
    let cards = banks.iter().map(|bank| locker(l, bank)).collect_view();
    let none = banks
        .is_empty()
        .then(|| view! { <p class="quiet-text">{t::site::banks_none(l)}</p> });
    view! {
        <section class="home-part" id="lockers">
            <h2>{t::site::banks_title(l)}</h2>
            {none}
            <ul class="home-lockers">{cards}</ul>
        </section>
    }
    .into_any()
}

fn locker(l: Locale, bank: &BankSummary) -> impl IntoView + use<> {
    let place = bank.place.clone();
    let (tone, icon, word) = match bank.connection {
        Connection::Online => (Tone::Good, Glyph::Check, t::site::bank_works(l)),
        Connection::Offline { .. } => (Tone::Warn, Glyph::Offline, t::site::bank_works_not(l)),
    };
    let address = [place.address.as_str(), ", ", &place.city].concat();
    view! {
        <li class="card home-locker">
            <div class="row row-between">
                <p class="eyebrow" translate="no">{place.city}</p>
                <StatusBadge tone label=word icon/>
            </div>
            <h3 translate="no">{place.name}</h3>
            <MapLink address latitude=place.latitude longitude=place.longitude/>
            <p class="home-hours">
                <Icon glyph=Glyph::Clock/>
                <span class="unseen">{t::pickup::hours(l)} ": "</span>
                <span translate="no">{place.opening_hours}</span>
            </p>
        </li>
    }
}

fn help(l: Locale) -> AnyView {
    let all = [
        (Glyph::Envelope, t::site::code_link(l), t::site::code_link_text(l)),
        (Glyph::Code, t::site::code_code(l), t::site::code_code_text(l)),
        (Glyph::Phone, t::site::code_none(l), t::site::code_none_text(l)),
    ];
    let all = all.map(|(glyph, title, text)| {
        view! {
            <li>
                <Icon glyph/>
                <h3>{title}</h3>
                <p>{text}</p>
            </li>
        }
    });
    view! {
        <section class="home-part" id="code">
            <h2>{t::site::code_title(l)}</h2>
            <ul class="home-help">{all.collect_view()}</ul>
        </section>
    }
    .into_any()
}
