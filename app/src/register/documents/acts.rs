//! What can be done about a thing: hand it out to whom it was promised, or bring it to another end.

use domain::register::{EndKind, Identity, ThingStage};
use domain::{Currency, Locale};
use leptos::prelude::*;

use super::thing::ThingPage;
use crate::i18n::{date, field_error};
use crate::register::look;
use crate::t::register as text;
use crate::ui::{Banner, Button, ButtonLook, Field, FieldKind, Glyph, SelectField, Tone};

/// The acts that fit the stage of the thing.
pub(super) fn acts(l: Locale, page: ThingPage<'_>, place: &str) -> AnyView {
    match page.view.row.stage {
        ThingStage::Promised => hand_out(l, page, place),
        ThingStage::Held => end(l, page, place),
        _ => ().into_any(),
    }
}

fn error(l: Locale, page: ThingPage<'_>, field: &str) -> Option<String> {
    page.refusal.and_then(|e| field_error(l, e, field))
}

fn hand_out(l: Locale, page: ThingPage<'_>, place: &str) -> AnyView {
    let mut options = vec![(String::new(), String::new())];
    options.extend(Identity::ALL.map(|one| (one.wire().to_owned(), look::identity(l, one).to_owned())));
    let (document, name) = (page.hand.document.clone(), page.hand.name.clone());
    view! {
        <section class="card stack register-next">
            <h2>{text::hand_out(l)}</h2>
            <p class="quiet-text">{text::hand_out_lead(l)}</p>
            <form class="stack" method="post" action=[place, "/hand-out"].concat()>
                <SelectField name="document" label=text::identity(l) options value=document
                    error=error(l, page, "document") required=true/>
                <Field name="name" label=text::name_shown(l) value=name error=error(l, page, "name")
                    required=true maxlength=120 autocomplete="off"/>
                <div class="row"><Button look=ButtonLook::Primary icon=Glyph::Check>{text::hand_out(l)}</Button></div>
            </form>
            <details class="register-more">
                <summary>{text::lapse(l)}</summary>
                <form class="stack stack-s" method="post" action=[place, "/lapse"].concat()>
                    <p class="quiet-text">{text::lapse_hint(l)}</p>
                    <Field name="reason" label=text::reason(l) maxlength=120 required=true autocomplete="off"/>
                    <div class="row"><Button look=ButtonLook::Danger>{text::lapse(l)}</Button></div>
                </form>
            </details>
        </section>
    }
    .into_any()
}

/// Only what may be done now is offered.
fn kinds(l: Locale, page: ThingPage<'_>) -> Vec<(String, String)> {
    let possible = |how: &EndKind| {
        let owner_may_come = how.waits() && !page.view.row.due;
        let nobody = *how == EndKind::ReturnedToFinder && page.view.finder.is_empty();
        !owner_may_come && !nobody
    };
    let mut options = vec![(String::new(), String::new())];
    let all = EndKind::ALL.into_iter().filter(possible);
    options.extend(all.map(|how| (how.wire().to_owned(), look::end(l, how).to_owned())));
    options
}

fn end(l: Locale, page: ThingPage<'_>, place: &str) -> AnyView {
    let due = page.view.row.due;
    let early = (!due).then(|| {
        let words = text::end_early(l, &date(l, page.view.row.keep_until));
        view! { <Banner tone=Tone::Neutral title=words/> }
    });
    let form = page.end;
    let (how, witness, note) = (form.how.clone(), form.witness.clone(), form.note.clone());
    let open = due || !form.how.is_empty() || !form.note.is_empty();
    view! {
        <section class="card stack">
            <h2>{text::end(l)}</h2>
            <p class="quiet-text">{text::end_lead(l)}</p>
            {early}
            <details class="register-more" open=open>
                <summary>{text::how(l)}</summary>
                <form class="stack" method="post" action=[place, "/end"].concat()>
                    <SelectField name="how" label=text::how(l) options=kinds(l, page) value=how
                        error=error(l, page, "how") required=true/>
                    <Field name="note" label=text::note(l) hint=text::note_hint(l) value=note
                        error=error(l, page, "note") required=true maxlength=120 autocomplete="off"/>
                    <Field name="witness" label=text::witness(l) hint=text::witness_hint(l) value=witness
                        error=error(l, page, "witness") maxlength=120 autocomplete="off"/>
                    {due.then(|| proceeds(l, page))}
                    <div class="row"><Button look=ButtonLook::Danger>{text::end_do(l)}</Button></div>
                </form>
            </details>
        </section>
    }
    .into_any()
}

fn proceeds(l: Locale, page: ThingPage<'_>) -> AnyView {
    let code = |currency: &Currency| (currency.code().to_owned(), currency.code().to_owned());
    let options: Vec<(String, String)> = Currency::ALL.iter().map(code).collect();
    let (value, currency) = (page.end.proceeds.clone(), page.end.currency.clone());
    view! {
        <div class="form-pair">
            <Field name="proceeds" label=text::proceeds(l) kind=FieldKind::Number value error=error(l, page, "proceeds")/>
            <SelectField name="currency" label=text::currency(l) options value=currency
                error=error(l, page, "currency") required=true names=true/>
        </div>
    }
    .into_any()
}
