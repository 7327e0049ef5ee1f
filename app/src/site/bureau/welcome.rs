//! The second half of the home page: the bureau, for who found something and for who wants their things back.

use domain::Locale;
use leptos::prelude::*;

use super::drawings;
use crate::site::frame::Frame;
use crate::t;
use crate::t::bureau as text;
use crate::ui::{Button, ButtonLook, Glyph, Icon, LinkButton};

/// The link in the first half that leads here.
pub fn to_bureau(l: Locale) -> AnyView {
    view! { <LinkButton href="#found" icon=Glyph::Tag>{text::nav_found(l)}</LinkButton> }.into_any()
}

/// The whole half.
pub fn welcome(frame: &Frame<'_>) -> AnyView {
    let l = frame.locale;
    view! {
        <section class="bureau-half" id="found">
            <div class="home-hero">
                <svg
                    class="home-picture"
                    viewBox="0 0 480 330"
                    role="img"
                    aria-label=text::home_picture(l)
                    inner_html=drawings::KEYS
                ></svg>
                <div class="home-words">
                    <p class="eyebrow">{text::home_eyebrow(l)}</p>
                    <h2 class="bureau-title">{text::home_title(l)}</h2>
                    <p class="page-lead">{text::home_lead(l)}</p>
                </div>
            </div>
            <div class="bureau-doors">{finder(frame)}{protect(frame)}</div>
        </section>
        {way(l)}
    }
    .into_any()
}

fn finder(frame: &Frame<'_>) -> AnyView {
    let l = frame.locale;
    view! {
        <div class="card bureau-finder">
            <h3>{text::found_title(l)}</h3>
            <form class="bureau-key" method="get" action=frame.to("/found")>
                <div class="field">
                    <label class="field-label" for="bureau-key">{text::found_label(l)}</label>
                    <p class="field-hint" id="bureau-key-hint">{text::found_hint(l)}</p>
                    <input
                        class="input"
                        id="bureau-key"
                        name="key"
                        type="text"
                        maxlength="40"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-describedby="bureau-key-hint"
                    />
                </div>
                <Button look=ButtonLook::Primary icon=Glyph::Send>{text::found_submit(l)}</Button>
            </form>
            <p class="quiet-text small-text">{text::found_text(l)}</p>
        </div>
    }
    .into_any()
}

fn protect(frame: &Frame<'_>) -> AnyView {
    let l = frame.locale;
    let kinds = [drawings::TIE, drawings::STICKER, drawings::CARD].map(|drawing| {
        view! { <svg viewBox="0 0 240 150" aria-hidden="true" focusable="false" inner_html=drawing></svg> }
    });
    view! {
        <div class="card bureau-protect">
            <h3>{text::protect_title(l)}</h3>
            <p>{text::protect_text(l)}</p>
            <div class="bureau-shelf">{kinds.collect_view()}</div>
            <div class="row">
                <LinkButton href=frame.to("/catalogue") icon=Glyph::ArrowRight>{text::protect_link(l)}</LinkButton>
                <LinkButton href=frame.to("/owner/activate") look=ButtonLook::Quiet icon=Glyph::Check>
                    {text::have_one(l)}
                </LinkButton>
            </div>
        </div>
    }
    .into_any()
}

fn way(l: Locale) -> AnyView {
    let all = [
        (drawings::TIE, text::way_1(l), text::way_1_text(l)),
        (drawings::SCAN, text::way_2(l), text::way_2_text(l)),
        (drawings::HOME, text::way_3(l), text::way_3_text(l)),
    ];
    let all = all.map(|(drawing, title, words)| {
        view! {
            <li class="home-step">
                <svg class="home-drawing" viewBox="0 0 240 150" aria-hidden="true" focusable="false" inner_html=drawing></svg>
                <h3>{title}</h3>
                <p>{words}</p>
            </li>
        }
    });
    let promise = [t::bureau::get_4(l), t::bureau::get_2(l), t::bureau::get_3(l)]
        .map(|words| view! { <li><Icon glyph=Glyph::Check/>{words}</li> });
    view! {
        <section class="home-part">
            <h2>{text::way_title(l)}</h2>
            <ol class="home-steps">{all.collect_view()}</ol>
            <ul class="home-points">{promise.collect_view()}</ul>
        </section>
    }
    .into_any()
}
