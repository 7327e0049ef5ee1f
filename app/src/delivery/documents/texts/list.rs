//! Every kind of message, and in which languages it is adapted.

use domain::Locale;
use domain::accounts::Profile;
use domain::notices::OwnKindView;
use leptos::prelude::*;

use super::look;
use crate::documents::{Frame, Head, portal_page};
use crate::t::texts as text;
use crate::ui::{Column, DataTable, PageHeader, Row};

/// The page.
pub fn list(frame: &Frame<'_>, profile: &Profile, kinds: &[OwnKindView]) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let columns = vec![
            Column::new(text::message(l)),
            Column::new(text::when(l)),
            Column::new(text::adapted(l)),
        ];
        let rows = kinds.iter().map(|view| row(frame, view)).collect();
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                <p class="quiet-text">{text::safe(l)}</p>
                <DataTable caption=text::title(l) columns rows/>
            </div>
        }
        .into_any()
    })
}

fn row(frame: &Frame<'_>, view: &OwnKindView) -> Row {
    let l = frame.locale;
    let languages = if view.adapted.is_empty() {
        view! { <span class="quiet-text">{text::standard(l)}</span> }.into_any()
    } else {
        let names = view.adapted.iter().map(|language| tag(*language)).collect_view();
        view! { <span class="own-languages">{names}</span> }.into_any()
    };
    Row::linked(
        [frame.to("/manager/texts/").as_str(), view.kind.wire()].concat(),
        vec![
            look::kind(l, view.kind).into_any(),
            look::when(l, view.kind).into_any(),
            languages,
        ],
    )
}

fn tag(language: Locale) -> impl IntoView {
    view! { <span class="own-language-tag" lang=language.tag() translate="no">{language.name()}</span> }
}
