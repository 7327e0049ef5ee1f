//! How was it? Asked of whoever collected their own thing, once it is theirs; never forced.

use domain::feedback::{Asked, Comment, Rating, RatingForm, Said};
use domain::ids::ConsignmentId;
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::feedback::parts::{StarsQuestion, stars_field, stars_given};
use crate::i18n::{date_time, field_error};
use crate::t::feedback as text;
use crate::ui::{Button, Glyph, TextArea};

/// What the pickup page asks about hand-overs that are over.
#[derive(Clone, Copy, Default)]
pub struct PickupRating<'a> {
    /// What may be said about which thing, and what was.
    pub asked: &'a [Asked],
    /// What was typed and refused, and why.
    pub refused: Option<(&'a RatingForm, &'a Error)>,
}

impl PickupRating<'_> {
    /// The refusal of a form about this thing.
    fn refused(&self, thing: ConsignmentId) -> Option<(&RatingForm, &Error)> {
        let own = thing.to_string();
        self.refused.filter(|(form, _)| form.consignment == own)
    }
}

/// The question about one thing, or thanks; nothing where nothing is asked.
pub(super) fn rating(l: Locale, thing: ConsignmentId, rating: &PickupRating<'_>, action: &str) -> Option<AnyView> {
    let asked = rating.asked.iter().find(|asked| asked.thing == thing)?;
    let refused = rating.refused(thing);
    // The section stays in sight when the form is sent: its place goes along in the address.
    let place = ["rating-", &thing.to_string()].concat();
    let action = [action, "#", &place].concat();
    let inside = match &asked.said {
        Said::Nothing => {
            let typed = refused.map_or_else(|| RatingForm::of(thing, None), |(typed, _)| typed.clone());
            view! {
                <h2>{text::ask_title(l)}</h2>
                <p class="quiet-text">{text::ask_text(l)}</p>
                {form(l, &place, &action, &typed, refused.map(|(_, error)| error), text::send(l))}
            }
            .into_any()
        }
        Said::Changeable { rating, until } => {
            let typed = refused.map_or_else(|| RatingForm::of(thing, Some(rating)), |(typed, _)| typed.clone());
            let error = refused.map(|(_, error)| error);
            view! {
                {thanks(l, rating)}
                <p class="quiet-text">{text::change_until(l, &date_time(l, *until))}</p>
                <details class="rating-more" open=error.is_some()>
                    <summary>{text::change(l)}</summary>
                    {form(l, &place, &action, &typed, error, text::change_send(l))}
                </details>
            }
            .into_any()
        }
        Said::Final { rating } => thanks(l, rating),
    };
    Some(view! { <section class="rating" id=place>{inside}</section> }.into_any())
}

/// What was said, and thanks for it.
fn thanks(l: Locale, rating: &Rating) -> AnyView {
    view! {
        <h2>{text::thanks_title(l)}</h2>
        <p>{stars_given(l, rating.overall)}</p>
    }
    .into_any()
}

fn form(
    l: Locale,
    place: &str,
    action: &str,
    typed: &RatingForm,
    refused: Option<&Error>,
    send: &'static str,
) -> AnyView {
    let id = |field: &str| [field, "-", place].concat();
    let error = |field: &str| refused.and_then(|error| field_error(l, error, field));
    let question = |name: &'static str, label: &'static str, value, optional| StarsQuestion {
        name,
        id: id(name),
        label,
        value,
        error: error(name),
        optional,
    };
    let overall = stars_field(l, question("overall", text::overall(l), typed.overall.as_str(), false));
    let compartment = question("compartment", text::compartment(l), typed.compartment.as_str(), true);
    let ease = question("ease", text::ease(l), typed.ease.as_str(), true);
    let more = [&typed.compartment, &typed.ease, &typed.comment];
    let open = refused.is_some() || more.iter().any(|said| !said.is_empty());
    let longest = u32::try_from(Comment::MAX).unwrap_or(u32::MAX);
    view! {
        <form class="form" method="post" action=action.to_owned() novalidate>
            <input type="hidden" name="consignment" value=typed.consignment.clone()/>
            {overall}
            <details class="rating-more" open=open>
                <summary>{text::more(l)}</summary>
                <div class="stack">
                    {stars_field(l, compartment)}
                    {stars_field(l, ease)}
                    <TextArea
                        name="comment"
                        id=id("comment")
                        label=text::comment(l)
                        hint=text::comment_hint(l)
                        value=typed.comment.clone()
                        error=error("comment")
                        maxlength=longest
                    />
                </div>
            </details>
            <Button icon=Glyph::Send>{send}</Button>
        </form>
    }
    .into_any()
}
