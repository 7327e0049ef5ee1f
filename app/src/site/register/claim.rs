//! The claim: questions that only the owner can answer, and an answer that is the same for everybody.

use domain::Error;
use domain::found::CaseNumber;
use domain::register::{ClaimForm, LostMatch};
use leptos::prelude::*;

use super::search::told;
use crate::register::documents::{ClaimFields, claim_fields, claim_labels};
use crate::site::frame::{Frame, Head, page};
use crate::t::register as text;
use crate::ui::{Button, ButtonLook, CodePlate, FormErrors, Glyph, LinkButton, PageHeader, TagSize, form_errors};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct LostClaimPage<'a> {
    /// The thing, as little of it as is told.
    pub thing: &'a LostMatch,
    /// As typed.
    pub form: &'a ClaimForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The claim of one thing. Its form POSTs to itself.
pub fn lost_claim(frame: &Frame<'_>, what: LostClaimPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::claim_title(l), " · Cloakroom"].concat();
    page(frame, Head::private(title, text::claim_lead(l)), || {
        let action = [frame.to("/lost/").as_str(), &what.thing.id.to_string()].concat();
        let named = claim_labels(l);
        let named: Vec<(&str, &str)> = named.iter().map(|(name, label)| (*name, label.as_str())).collect();
        let errors = what.refusal.map(|e| form_errors(l, e, &named)).unwrap_or_default();
        let questions = what.thing.questions();
        let fields = ClaimFields {
            form: what.form,
            questions: &questions,
            own: what.thing.question.is_some(),
            refusal: what.refusal,
        };
        let back = (frame.to("/lost"), text::back_results(l).to_owned());
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::claim_title(l) lead=text::claim_lead(l) back/>
                <section class="card stack stack-s">
                    <h2>{what.thing.category.name.get(l).to_owned()}</h2>
                    {told(l, what.thing)}
                </section>
                <form class="form card" method="post" action=action novalidate>
                    <FormErrors errors/>
                    {claim_fields(l, fields)}
                    <div class="found-trap" aria-hidden="true">
                        <label for="website">{text::claim_empty(l)}</label>
                        <input id="website" name="website" type="text" tabindex="-1" autocomplete="off"/>
                    </div>
                    <Button look=ButtonLook::Primary icon=Glyph::Send>{text::claim_send(l)}</Button>
                </form>
            </div>
        }
        .into_any()
    })
}

/// The answer to every claim.
pub fn lost_claimed(frame: &Frame<'_>, number: CaseNumber) -> String {
    let l = frame.locale;
    let title = [text::claimed_title(l), " · Cloakroom"].concat();
    page(frame, Head::private(title, text::claimed_text(l)), || {
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::claimed_title(l) lead=text::claimed_text(l)/>
                <section class="card stack stack-s">
                    <p class="eyebrow">{text::claimed_number(l)}</p>
                    <p><CodePlate code=number.digits() size=TagSize::Large/></p>
                </section>
                <div class="row"><LinkButton href=frame.to("/lost") icon=Glyph::Search>{text::claimed_again(l)}</LinkButton></div>
            </div>
        }
        .into_any()
    })
}
