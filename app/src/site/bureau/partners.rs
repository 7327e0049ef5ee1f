//! What dealers get, who they are, and the form with which one becomes a dealer. Nothing typed is lost.

use domain::tags::{DealerApplicationForm, Partner};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::{drawings, preview};
use crate::i18n::field_error;
use crate::site::frame::{Frame, Head, page};
use crate::t::bureau as text;
use crate::ui::{
    Banner, Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, LinkButton, PageHeader, TextArea, Tone,
    form_errors,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct PartnersPage<'a> {
    /// Who sells already.
    pub partners: &'a [Partner],
    /// The form as typed.
    pub form: &'a DealerApplicationForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// Whether an application was just taken.
    pub sent: bool,
    /// Whether it only shows how a change would look.
    pub preview: bool,
}

/// The page. Its form POSTs to itself.
pub fn partners(frame: &Frame<'_>, what: PartnersPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::partners_page(l), " · Cloakroom"].concat();
    let head = if what.preview {
        Head::private(title, text::partners_description(l))
    } else {
        Head::public(title, text::partners_description(l))
    };
    page(frame, head, || {
        view! {
            <div class="public-wide stack stack-l">
                {what.preview.then(|| preview::banner(l))}
                <PageHeader title=text::partners_title(l) lead=text::partners_lead(l)>
                    <LinkButton href="#apply" look=ButtonLook::Primary icon=Glyph::Envelope>
                        {text::apply_title(l)}
                    </LinkButton>
                </PageHeader>
                {reasons(l)}
                <div class="partners-apply" id="apply">{way(l)}{application(frame, what)}</div>
                {shops(frame, what.partners)}
            </div>
        }
        .into_any()
    })
}

fn reasons(l: Locale) -> AnyView {
    let all = [
        (drawings::SHOP, text::partners_1(l), text::partners_1_text(l)),
        (drawings::STICKER, text::partners_2(l), text::partners_2_text(l)),
        (drawings::TIE, text::partners_3(l), text::partners_3_text(l)),
    ];
    let all = all.map(|(drawing, title, words)| {
        view! {
            <li class="partners-reason">
                <svg class="home-drawing" viewBox="0 0 240 150" aria-hidden="true" focusable="false" inner_html=drawing></svg>
                <h2>{title}</h2>
                <p>{words}</p>
            </li>
        }
    });
    view! { <ul class="home-steps">{all.collect_view()}</ul> }.into_any()
}

fn way(l: Locale) -> AnyView {
    let steps = [
        text::partners_way_1(l),
        text::partners_way_2(l),
        text::partners_way_3(l),
    ]
    .map(|words| view! { <li><p>{words}</p></li> });
    view! {
        <section class="stack">
            <h2>{text::partners_way_title(l)}</h2>
            <ol class="partners-way">{steps.collect_view()}</ol>
        </section>
    }
    .into_any()
}

fn application(frame: &Frame<'_>, what: PartnersPage<'_>) -> AnyView {
    let l = frame.locale;
    if what.sent {
        return view! { <Banner tone=Tone::Good title=text::applied_title(l)>{text::applied_text(l)}</Banner> }
            .into_any();
    }
    let labels = [
        ("firm", text::apply_company(l)),
        ("name", text::apply_contact(l)),
        ("email", text::apply_email(l)),
        ("phone", text::apply_phone(l)),
        ("city", text::apply_city(l)),
        ("website", text::apply_website(l)),
        ("message", text::apply_message(l)),
    ];
    let errors = what.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let action = [frame.to("/partners").as_str(), "#apply"].concat();
    view! {
        <section class="stack">
            <h2>{text::apply_title(l)}</h2>
            <form class="form card" method="post" action=action novalidate>
                <FormErrors errors/>
                {who(l, what)}
                {business(l, what)}
                // People do not see it; programs fill it in.
                <p class="unseen" aria-hidden="true"><input name="nickname" tabindex="-1" autocomplete="off"/></p>
                <Button look=ButtonLook::Primary icon=Glyph::Send>{text::apply_submit(l)}</Button>
            </form>
        </section>
    }
    .into_any()
}

fn who(l: Locale, what: PartnersPage<'_>) -> AnyView {
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let form = what.form;
    view! {
        <Field
            name="firm"
            label=text::apply_company(l)
            value=form.firm.clone()
            error=error("firm")
            autocomplete="organization"
            required=true
        />
        <Field
            name="name"
            label=text::apply_contact(l)
            value=form.name.clone()
            error=error("name")
            autocomplete="name"
            required=true
        />
        <Field
            name="email"
            label=text::apply_email(l)
            kind=FieldKind::Email
            value=form.email.clone()
            error=error("email")
            autocomplete="email"
            required=true
        />
        <Field
            name="phone"
            label=text::apply_phone(l)
            kind=FieldKind::Tel
            hint=text::apply_phone_hint(l)
            value=form.phone.clone()
            error=error("phone")
            autocomplete="tel"
        />
    }
    .into_any()
}

fn business(l: Locale, what: PartnersPage<'_>) -> AnyView {
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let form = what.form;
    view! {
        <Field
            name="city"
            label=text::apply_city(l)
            value=form.city.clone()
            error=error("city")
            autocomplete="address-level2"
            required=true
        />
        <Field
            name="website"
            label=text::apply_website(l)
            value=form.website.clone()
            error=error("website")
            autocomplete="url"
        />
        <TextArea
            name="message"
            label=text::apply_message(l)
            value=form.message.clone()
            error=error("message")
            rows=4
            maxlength=2_000
        />
    }
    .into_any()
}

fn shops(frame: &Frame<'_>, partners: &[Partner]) -> Option<AnyView> {
    let l = frame.locale;
    if partners.is_empty() {
        return None;
    }
    let all = partners.iter().map(|partner| shop(frame, partner)).collect_view();
    let part = view! {
        <section class="stack" id="shops">
            <h2>{text::shops_title(l)}</h2>
            <ul class="home-lockers">{all}</ul>
        </section>
    };
    Some(part.into_any())
}

fn shop(frame: &Frame<'_>, partner: &Partner) -> AnyView {
    let l = frame.locale;
    let logo = partner.has_logo.then(|| {
        let source = frame.to(&["/partners/", &partner.id.to_string(), "/logo"].concat());
        view! { <img class="partner-logo" src=source alt="" loading="lazy"/> }
    });
    let products = partner
        .products
        .iter()
        .map(|name| name.get(l))
        .collect::<Vec<_>>()
        .join(" · ");
    let site = partner.website.clone().map(|href| {
        let words = href
            .trim_start_matches("https://")
            .trim_start_matches("http://")
            .to_owned();
        view! { <a href=href rel="noopener nofollow" translate="no">{words}</a> }
    });
    view! {
        <li class="card home-locker">
            {logo}
            <p class="eyebrow" translate="no">{partner.city.clone()}</p>
            <h3 translate="no">{partner.name.clone()}</h3>
            <p class="quiet-text" translate="no">{partner.address.clone()}</p>
            {(!products.is_empty()).then(|| view! { <p class="small-text">{products}</p> })}
            {site}
        </li>
    }
    .into_any()
}
