//! What was written, newest first: the bank, the day, the stars, the words. Not who wrote it.

use domain::feedback::{RatingFilter, RatingRow, Stars};
use domain::{Locale, Page};
use leptos::prelude::*;

use super::ratings::address;
use crate::feedback::parts::stars_given;
use crate::i18n::date_short;
use crate::t::feedback as text;
use crate::ui::{Column, DataTable, Drawing, Empty, Row};

/// The table.
pub(super) fn table(l: Locale, place: &str, filter: &RatingFilter, page: &Page<RatingRow>) -> AnyView {
    let columns = vec![
        Column::new(text::day(l)),
        Column::new(text::bank(l)),
        Column::new(text::overall(l)),
        Column::figures(text::compartment(l)),
        Column::figures(text::ease(l)),
        Column::new(text::comment(l)),
    ];
    let rows = page.rows.iter().map(|one| row(l, one)).collect();
    let empty = move || {
        view! { <Empty drawing=Drawing::Search title=text::no_words_title(l) text=text::no_words_text(l)/> }
    };
    let next = page.next.as_ref().map(|cursor| address(place, filter, &cursor.0));
    let first = filter.cursor.as_ref().map(|_| address(place, filter, ""));
    view! { <DataTable caption=text::comments(l) columns rows empty next first/> }.into_any()
}

fn row(l: Locale, one: &RatingRow) -> Row {
    let own = |words: &str, class: &'static str| {
        let words = words.to_owned();
        view! { <span class=class translate="no">{words}</span> }.into_any()
    };
    let few = |stars: Option<Stars>| {
        let many = stars.map_or_else(|| "\u{2013}".to_owned(), |stars| stars.get().to_string());
        many.into_any()
    };
    Row::new(vec![
        date_short(l, one.day).into_any(),
        own(&one.bank, ""),
        stars_given(l, one.overall),
        few(one.compartment),
        few(one.ease),
        own(one.comment.as_deref().unwrap_or_default(), "rating-words"),
    ])
}
