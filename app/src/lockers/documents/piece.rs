//! One place of a column, to be changed: what is there, its number or height, and where it can be moved.

use std::mem::discriminant;

use domain::Locale;
use domain::ids::CompartmentId;
use domain::lockers::{DoorUse, KeptDoor, LayoutForm, PanelKind, PieceForm, Press, Size};
use leptos::prelude::*;

use super::cabinet::Sketch;
use super::editor::LayoutPage;
use crate::i18n::field_error;
use crate::lockers::look::size_hint;
use crate::t::layout as text;
use crate::ui::{Field, FieldKind, Glyph, Icon, SelectField, Tag, TagSize};

/// The place of the column that is being worked on; counted from 1.
pub(super) fn piece(l: Locale, page: LayoutPage<'_>, place: usize, typed: &PieceForm) -> AnyView {
    let form = page.form;
    let used = kept(page, typed).map_or(DoorUse::Unused, |door| door.used);
    let height = Sketch::of(form).millimetres(typed.height()).to_string();
    let note = match used {
        DoorUse::Unused => None,
        DoorUse::Used => Some(text::used(l)),
        DoorUse::InUse => Some(text::in_use(l)),
    };
    let note =
        note.map(|note| view! { <p class="layout-note small-text quiet-text"><Icon glyph=Glyph::Info/>{note}</p> });
    view! {
        <li>
            <fieldset class="layout-piece">
                <legend>
                    {text::place(l, &place.to_string())}
                    <span class="layout-height quiet-text">{text::millimetres(l, &height)}</span>
                </legend>
                <input type="hidden" name=LayoutForm::field("door", form.at, place) value=typed.door.clone()/>
                <div class="layout-fields">
                    {what(l, page, place, typed, used)}
                    {number_or_rows(l, page, place, typed, used)}
                </div>
                {note}
                {moves(l, page, place, used)}
            </fieldset>
        </li>
    }
    .into_any()
}

/// The door that exists already, if this is one.
fn kept<'a>(page: LayoutPage<'a>, typed: &PieceForm) -> Option<&'a KeptDoor> {
    let id = typed.door.parse::<CompartmentId>().ok()?;
    page.view.kept.iter().find(|door| door.id == id)
}

fn hidden(name: String, value: &str) -> AnyView {
    view! { <input type="hidden" name=name value=value.to_owned()/> }.into_any()
}

/// What is said to stay: a word in the place of a field.
fn fixed(label: &'static str, shown: AnyView) -> AnyView {
    view! {
        <div class="field">
            <span class="field-label">{label}</span>
            <span class="layout-fixed">{shown}</span>
        </div>
    }
    .into_any()
}

fn what(l: Locale, page: LayoutPage<'_>, place: usize, typed: &PieceForm, used: DoorUse) -> AnyView {
    let name = LayoutForm::field("what", page.form.at, place);
    let door = |size: Size| [size.wire(), " · ", size_hint(l, size)].concat();
    let error = page.refusal.and_then(|e| field_error(l, e, &name));
    if used == DoorUse::InUse && error.is_none() {
        let shown = typed.size().map(door).unwrap_or_default();
        return view! { {hidden(name, &typed.what)} {fixed(text::what(l), shown.into_any())} }.into_any();
    }
    let mut options: Vec<(String, String)> = Size::ALL.map(|size| (size.wire().to_owned(), door(size))).into();
    // What was used is a door, and stays one.
    if used == DoorUse::Unused {
        options.extend(PanelKind::ALL.map(|kind| (kind.wire().to_owned(), panel(l, kind).to_owned())));
    }
    let value = typed.what.clone();
    view! { <SelectField name label=text::what(l) options value error required=true/> }.into_any()
}

fn panel(l: Locale, kind: PanelKind) -> &'static str {
    match kind {
        PanelKind::Blank => text::blank(l),
        PanelKind::Screen => text::screen(l),
    }
}

/// A door has a number, a panel has a height; what the other had is sent along unseen.
fn number_or_rows(l: Locale, page: LayoutPage<'_>, place: usize, typed: &PieceForm, used: DoorUse) -> AnyView {
    let name = |what: &str| LayoutForm::field(what, page.form.at, place);
    let error = |name: &str| page.refusal.and_then(|e| field_error(l, e, name));
    let (shown, value, other, unseen, label) = if typed.panel().is_some() {
        (name("rows"), &typed.rows, name("number"), &typed.number, text::rows(l))
    } else {
        (
            name("number"),
            &typed.number,
            name("rows"),
            &typed.rows,
            text::number(l),
        )
    };
    let unseen = hidden(other, unseen);
    let error = error(&shown);
    if used != DoorUse::Unused && typed.panel().is_none() && error.is_none() {
        let tag = view! { <Tag number=value.clone() size=TagSize::Small label=text::number(l)/> }.into_any();
        return view! { {hidden(shown, value)} {unseen} {fixed(label, tag)} }.into_any();
    }
    let value = value.clone();
    view! {
        <Field name=shown label kind=FieldKind::Number value error autocomplete="off" required=true maxlength=4/>
        {unseen}
    }
    .into_any()
}

/// The presses that are possible with this place.
fn possible(form: &LayoutForm, place: usize, used: DoorUse) -> Vec<Press> {
    let (places, columns) = (form.shown().len(), form.columns.len());
    let all = [
        (place > 1, Press::Up(place)),
        (place < places, Press::Down(place)),
        (form.at > 1, Press::Left(place)),
        (form.at < columns, Press::Right(place)),
        (
            used == DoorUse::Unused && (places > 1 || columns > 1),
            Press::Remove(place),
        ),
    ];
    all.into_iter()
        .filter(|(may, _)| *may)
        .map(|(_, press)| press)
        .collect()
}

/// The buttons. The one that was pressed on this thing has the focus again, so that it can be pressed once more.
fn moves(l: Locale, page: LayoutPage<'_>, place: usize, used: DoorUse) -> AnyView {
    let presses = possible(page.form, place, used);
    let focused = page.focus.filter(|(on, _)| *on == place);
    let again = focused.and_then(|(_, last)| {
        let same = presses.iter().find(|press| discriminant(*press) == discriminant(&last));
        same.or(presses.first()).copied()
    });
    let buttons = presses
        .into_iter()
        .map(|press| button(l, press, place, again == Some(press)));
    view! { <div class="layout-moves">{buttons.collect_view()}</div> }.into_any()
}

fn button(l: Locale, press: Press, place: usize, focus: bool) -> AnyView {
    let place = place.to_string();
    let (class, glyph, label) = match press {
        Press::Up(_) => (
            "button button-secondary layout-up",
            Glyph::ArrowLeft,
            text::up(l, &place),
        ),
        Press::Down(_) => (
            "button button-secondary layout-down",
            Glyph::ArrowLeft,
            text::down(l, &place),
        ),
        Press::Left(_) => ("button button-secondary", Glyph::ArrowLeft, text::left(l, &place)),
        Press::Right(_) => ("button button-secondary", Glyph::ArrowRight, text::right(l, &place)),
        _ => ("button button-quiet layout-away", Glyph::Trash, text::remove(l, &place)),
    };
    view! {
        <button class=class type="submit" name="press" value=press.wire() aria-label=label.clone() title=label autofocus=focus>
            <Icon glyph/>
        </button>
    }
    .into_any()
}
