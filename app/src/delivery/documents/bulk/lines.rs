//! The lines of a preview: those to correct with a field for every cell, the others in a table.

use domain::custody::Item;
use domain::delivery::bulk::{BulkLine, BulkPreview, Column, LineCheck, item_of, locale_of, size_of};
use domain::lockers::Size;
use domain::{FieldError, Locale};
use leptos::prelude::*;

use super::look;
use crate::delivery::look::item_name;
use crate::i18n::refusal_text;
use crate::t;
use crate::t::bulk as text;
use crate::ui::{CheckField, Column as Head, DataTable, Field, FieldKind, FormError, Row, SelectField};

/// The name of a field of a line: `phone-17`.
fn name(field: &str, line: &BulkLine) -> String {
    [field, "-", &line.number.to_string()].concat()
}

/// What is wrong, line by line, with a way to each field.
pub(super) fn errors(l: Locale, preview: &BulkPreview, tried: bool) -> Vec<FormError> {
    let mut all = Vec::new();
    for of in &preview.lines {
        let LineCheck::Wrong(errors) = &of.check else { continue };
        let line = of.line.number.to_string();
        for error in errors {
            let Some(column) = Column::from_field(&error.field) else {
                continue;
            };
            let words = text::line_error(l, &line, look::column(l, column), refusal_text(l, error.code));
            all.push(FormError::at(name(column.field(), &of.line), words));
        }
    }
    if tried && preview.fine() == 0 && all.is_empty() {
        all.push(FormError::whole(text::none_left(l)));
    }
    all
}

/// A line that must be corrected or left out.
pub(super) fn to_correct(l: Locale, size: Size, line: &BulkLine, errors: &[FieldError]) -> AnyView {
    let number = line.number.to_string();
    let heading = name("line", line);
    let labelled = heading.clone();
    let field = |column: Column, kind: FieldKind| {
        let error = error_of(l, errors, column);
        let required = matches!(column, Column::Name | Column::Reference);
        view! {
            <Field
                name=name(column.field(), line)
                label=look::column(l, column)
                kind
                value=column.of(&line.words).to_owned()
                error
                required
                autocomplete="off"
            />
        }
    };
    view! {
        <section class="card stack bulk-line" aria-labelledby=labelled>
            <h3 id=heading>{text::line(l, &number)}</h3>
            <div class="bulk-fields">
                {field(Column::Name, FieldKind::Text)}
                {field(Column::Email, FieldKind::Email)}
                {field(Column::Phone, FieldKind::Tel)}
                {choice(l, line, errors, Column::Locale, languages(l))}
                {choice(l, line, errors, Column::Item, items(l))}
                {field(Column::Reference, FieldKind::Text)}
                {choice(l, line, errors, Column::Size, sizes(l, size))}
            </div>
            <CheckField name=name("out", line) label=text::leave_out(l, &number)/>
        </section>
    }
    .into_any()
}

fn error_of(l: Locale, errors: &[FieldError], column: Column) -> Option<String> {
    let wrong = errors.iter().find(|error| error.field == column.field())?;
    Some(refusal_text(l, wrong.code).to_owned())
}

type Options = Vec<(String, String)>;

fn languages(l: Locale) -> Options {
    let first = (String::new(), t::delivery::item_choose(l).to_owned());
    let all = Locale::ALL.map(|l| (l.code().to_owned(), l.name().to_owned()));
    std::iter::once(first).chain(all).collect()
}

fn items(l: Locale) -> Options {
    let first = (String::new(), t::delivery::item_choose(l).to_owned());
    let all = Item::DOCUMENTS.map(|item| (item.wire().to_owned(), item_name(l, item).to_owned()));
    std::iter::once(first).chain(all).collect()
}

fn sizes(l: Locale, size: Size) -> Options {
    let first = (String::new(), text::size_of_all(l, size.wire()));
    let all = Size::ALL.map(|size| (size.wire().to_owned(), size.wire().to_owned()));
    std::iter::once(first).chain(all).collect()
}

/// A choice; what stands in the file and is none of ours stays in it until another is made.
fn choice(l: Locale, line: &BulkLine, errors: &[FieldError], column: Column, mut options: Options) -> AnyView {
    let typed = column.of(&line.words);
    let known = match column {
        Column::Locale => locale_of(typed).map(Locale::code),
        Column::Item => item_of(typed).map(Item::wire),
        Column::Size => size_of(typed).map(Size::wire),
        _ => None,
    };
    let value = match known {
        Some(known) => known.to_owned(),
        None if typed.trim().is_empty() => String::new(),
        None => {
            options.insert(0, (typed.to_owned(), typed.to_owned()));
            typed.to_owned()
        }
    };
    let error = error_of(l, errors, column);
    let names = column == Column::Locale;
    view! {
        <SelectField
            name=name(column.field(), line)
            label=look::column(l, column)
            options
            value
            error
            required=true
            names
        />
    }
    .into_any()
}

/// Lines in a table, each with a box to leave it out; nothing when there are none.
pub(super) fn to_leave_out(l: Locale, title: &'static str, size: Size, lines: &[&BulkLine]) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Head::figures(text::col_line(l)),
        Head::new(t::delivery::recipient(l)),
        Head::new(text::col_contact(l)),
        Head::new(look::column(l, Column::Locale)),
        Head::new(look::column(l, Column::Item)),
        Head::new(look::column(l, Column::Reference)),
        Head::new(look::column(l, Column::Size)),
        Head::new(text::col_leave_out(l)),
    ];
    let rows = lines.iter().map(|line| row(l, size, line)).collect();
    view! {
        <section class="stack">
            <h2>{title}</h2>
            <DataTable caption=title columns rows/>
        </section>
    }
    .into_any()
}

fn row(l: Locale, size: Size, line: &BulkLine) -> Row {
    let words = &line.words;
    let own = |text: String| view! { <span translate="no">{text}</span> }.into_any();
    let number = line.number.to_string();
    let reached: Vec<&str> = [words.email.trim(), words.phone.trim()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let locale = locale_of(&words.locale).map_or_else(|| words.locale.clone(), |l| l.name().to_owned());
    let item = match item_of(&words.item) {
        Some(item) => item_name(l, item).into_any(),
        None => own(words.item.clone()),
    };
    let of_size = size_of(&words.size).unwrap_or(size).wire().to_owned();
    Row::new(vec![
        number.clone().into_any(),
        view! { <strong translate="no">{words.name.clone()}</strong> }.into_any(),
        own(reached.join(" · ")),
        own(locale),
        item,
        view! { <span class="number" translate="no">{words.reference.clone()}</span> }.into_any(),
        own(of_size),
        view! { <CheckField name=name("out", line) label=text::leave_out(l, &number) checked=line.out/> }.into_any(),
    ])
}
