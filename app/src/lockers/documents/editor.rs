//! The editor of a bank's doors: the cabinet as it is drawn now, and beside it one column to be changed.
//!
//! Every button sends the whole form and gets it back with the press done, so nothing is lost and no script is needed.
//! Nothing is kept before it is saved.

use domain::accounts::Profile;
use domain::lockers::{LayoutForm, LayoutView, Press};
use domain::{Error, Locale, RefusalCode};
use leptos::prelude::*;

use super::cabinet::drawing;
use super::piece::piece;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{error_text, field_error, refusal_text};
use crate::portal::look::{bank_href, layout_href};
use crate::t;
use crate::t::layout as text;
use crate::ui::{
    Banner, Button, ButtonLook, Field, FieldKind, FormError, FormErrors, Glyph, LinkButton, PageHeader, Tone,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct LayoutPage<'a> {
    /// The arrangement as it is kept.
    pub view: &'a LayoutView,
    /// The arrangement as typed, or as kept.
    pub form: &'a LayoutForm,
    /// Why it was not saved.
    pub refusal: Option<&'a Error>,
    /// Why a press did nothing.
    pub stuck: Option<RefusalCode>,
    /// The place of the column on which the eye stays, and the press that brought it there.
    pub focus: Option<(usize, Press)>,
    /// Whether it was just saved.
    pub saved: bool,
}

/// The page.
pub fn layout(frame: &Frame<'_>, profile: &Profile, page: LayoutPage<'_>) -> String {
    let l = frame.locale;
    let view = page.view;
    let title = [text::title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::lead(l)), || {
        let back = (bank_href(l, view.bank), text::back(l).to_owned());
        let name = view.name.clone();
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l) eyebrow=name own_eyebrow=true back/>
                {messages(l, page)}
                {editor(l, page)}
            </div>
        }
        .into_any()
    })
}

/// What became of the last press.
fn messages(l: Locale, page: LayoutPage<'_>) -> AnyView {
    let saved = page.saved.then(|| {
        let doors = page
            .view
            .doors
            .iter()
            .map(|door| door.number.to_string())
            .collect::<Vec<_>>();
        let line = ["doors = [", &doors.join(", "), "]"].concat();
        let tell = page.view.told.then(|| {
            view! {
                <Banner tone=Tone::Warn title=text::tell_title(l)>
                    <p>{text::tell_text(l)}</p>
                    <p><code class="layout-line">{line}</code></p>
                </Banner>
            }
        });
        view! { <Banner tone=Tone::Good title=text::saved(l)/> {tell} }
    });
    let stuck = page.stuck.map(|code| {
        let words = match code {
            RefusalCode::DoorUsed => refusal_text(l, code),
            RefusalCode::Missing => text::keep_one(l),
            _ => text::no_room(l),
        };
        view! { <Banner tone=Tone::Warn title=words/> }
    });
    let changed = page.refusal.filter(|e| e.is(RefusalCode::Changed)).map(|_| {
        let href = layout_href(l, page.view.bank);
        view! {
            <Banner tone=Tone::Warn title=text::changed_title(l)>
                <p>{text::changed_text(l)}</p>
                <LinkButton href>{text::see_saved(l)}</LinkButton>
            </Banner>
        }
    });
    view! { {saved} {stuck} {changed} }.into_any()
}

fn editor(l: Locale, page: LayoutPage<'_>) -> AnyView {
    let form = page.form;
    let unseen = (1..=form.columns.len()).filter(|column| *column != form.at);
    let unseen = unseen.flat_map(|column| form.fields(column));
    let unseen = unseen.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let errors = page.refusal.map(|e| errors(l, e, form.at)).unwrap_or_default();
    view! {
        <form class="layout-editor" method="post" action=layout_href(l, page.view.bank) novalidate>
            <input type="hidden" name="version" value=form.version.clone()/>
            <input type="hidden" name="at" value=form.at.to_string()/>
            <input type="hidden" name=format!("column-{}", form.at) value=""/>
            {unseen.collect_view()}
            <div class="layout-errors"><FormErrors errors/></div>
            {cabinet(l, page)}
            <div class="stack">
                {column(l, page)}
                {measures(l, page)}
                <div class="card form-actions layout-save">
                    <Button look=ButtonLook::Primary icon=Glyph::Check name="press" value="save">{text::save(l)}</Button>
                    <LinkButton href=layout_href(l, page.view.bank) look=ButtonLook::Quiet>{text::discard(l)}</LinkButton>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// A button of the form.
fn press(press: Press, look: ButtonLook, icon: Option<Glyph>, words: &'static str) -> AnyView {
    let value = press.wire();
    match icon {
        Some(icon) => view! { <Button look icon name="press" value>{words}</Button> }.into_any(),
        None => view! { <Button look name="press" value>{words}</Button> }.into_any(),
    }
}

/// The drawing. Its button is the first of the form: the one that the return key presses.
fn cabinet(l: Locale, page: LayoutPage<'_>) -> AnyView {
    let form = page.form;
    let doors = form
        .columns
        .iter()
        .flatten()
        .filter(|piece| piece.size().is_some())
        .count();
    let doors = t::lockers::doors(l, i64::try_from(doors).unwrap_or(i64::MAX));
    let label = [page.view.name.as_str(), " · ", &doors].concat();
    let wrong = wrong(page.refusal);
    view! {
        <section class="card layout-drawing" aria-labelledby="cabinet">
            <div class="row row-between">
                <h2 id="cabinet">{text::drawing(l)}</h2>
                {press(Press::Draw, ButtonLook::Secondary, None, text::draw(l))}
            </div>
            {drawing(form, label, &wrong)}
            <p class="small-text quiet-text">{doors} " · " {text::band(l)}</p>
        </section>
    }
    .into_any()
}

/// The columns to choose from, and the one that is worked on.
fn column(l: Locale, page: LayoutPage<'_>) -> AnyView {
    let form = page.form;
    let (at, whole) = (form.at, form.columns.len());
    let tabs = (1..=whole).map(|column| {
        let label = text::column(l, &column.to_string(), &whole.to_string());
        let now = (column == at).then_some("true");
        let value = Press::Show(column).wire();
        view! {
            <button class="layout-tab" type="submit" name="press" value=value aria-label=label aria-current=now>
                {column.to_string()}
            </button>
        }
    });
    let pieces = (1..)
        .zip(form.shown())
        .map(|(place, typed)| piece(l, page, place, typed));
    let quiet = ButtonLook::Quiet;
    let to_left = (at > 1).then(|| press(Press::ColumnLeft, quiet, Some(Glyph::ArrowLeft), text::column_left(l)));
    let to_right = (at < whole).then(|| {
        press(
            Press::ColumnRight,
            quiet,
            Some(Glyph::ArrowRight),
            text::column_right(l),
        )
    });
    let away = (whole > 1).then(|| press(Press::RemoveColumn, quiet, Some(Glyph::Trash), text::remove_column(l)));
    view! {
        <section class="card stack" aria-labelledby="column">
            <div class="layout-tabs" role="group" aria-label=text::columns(l)>
                {tabs.collect_view()}
                {press(Press::AddColumn, ButtonLook::Secondary, Some(Glyph::Plus), text::add_column(l))}
            </div>
            <h2 id="column">{text::column(l, &at.to_string(), &whole.to_string())}</h2>
            <ol class="layout-pieces">{pieces.collect_view()}</ol>
            {press(Press::AddDoor, ButtonLook::Secondary, Some(Glyph::Plus), text::add_door(l))}
            <p class="small-text quiet-text">{text::number_hint(l)}</p>
            <div class="row">{to_left} {to_right} {away}</div>
        </section>
    }
    .into_any()
}

/// What is about the cabinet as a whole: where it begins and ends, and new numbers for all.
fn measures(l: Locale, page: LayoutPage<'_>) -> AnyView {
    let form = page.form;
    let field = |name: &'static str, label: &'static str, hint: &'static str, value: &str| {
        let error = page.refusal.and_then(|e| field_error(l, e, name));
        let value = value.to_owned();
        view! { <Field name label kind=FieldKind::Number value hint error autocomplete="off" required=true maxlength=4/> }
    };
    view! {
        <section class="card stack" aria-labelledby="measures">
            <h2 id="measures">{text::measures(l)}</h2>
            <div class="form-pair">
                {field("top", text::top(l), text::top_hint(l), &form.top)}
                {field("foot", text::foot(l), text::foot_hint(l), &form.foot)}
            </div>
            <div>{press(Press::Renumber, ButtonLook::Secondary, None, text::renumber(l))}</div>
            <p class="small-text quiet-text">{text::renumber_hint(l)}</p>
        </section>
    }
    .into_any()
}

/// Column and place of a field of one place: `number-2-1`.
fn place_of(field: &str) -> Option<(&str, usize, usize)> {
    let mut parts = field.splitn(3, '-');
    let (what, column, place) = (parts.next()?, parts.next()?, parts.next()?);
    Some((what, column.parse().ok()?, place.parse().ok()?))
}

/// The places in which something is wrong.
fn wrong(refusal: Option<&Error>) -> Vec<(usize, usize)> {
    let Some(Error::Refused(refusal)) = refusal else {
        return Vec::new();
    };
    let places = refusal.fields.iter().filter_map(|wrong| place_of(&wrong.field));
    places.map(|(_, column, place)| (column, place)).collect()
}

/// What is wrong, in words; a way to the fields that are on the page.
fn errors(l: Locale, error: &Error, at: usize) -> Vec<FormError> {
    let Error::Refused(refusal) = error else {
        return vec![FormError::whole(error_text(l, error))];
    };
    if refusal.code == RefusalCode::Changed {
        return Vec::new();
    }
    if refusal.fields.is_empty() {
        return vec![FormError::whole(refusal_text(l, refusal.code))];
    }
    let colon = if l == Locale::Zh { "：" } else { ": " };
    let said = |wrong: &domain::FieldError| {
        let words = refusal_text(l, wrong.code);
        let label = match wrong.field.as_str() {
            "top" => text::top(l),
            "foot" => text::foot(l),
            "lost" => return FormError::whole(text::lost(l)),
            "columns" if wrong.code == RefusalCode::Missing => return FormError::whole(text::keep_one(l)),
            "columns" => return FormError::whole(text::no_room(l)),
            field => {
                let Some((_, column, place)) = place_of(field) else {
                    return FormError::whole(text::empty_column(l));
                };
                let spot = text::column_and_place(l, &column.to_string(), &place.to_string());
                let words = [spot.as_str(), colon, words].concat();
                return if column == at {
                    FormError::at(field, words)
                } else {
                    FormError::whole(words)
                };
            }
        };
        FormError::at(wrong.field.as_str(), [label, colon, words].concat())
    };
    refusal.fields.iter().map(said).collect()
}
