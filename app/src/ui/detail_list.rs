//! The particulars of one thing: term and value, line by line.

use leptos::prelude::*;

/// One line.
pub struct Detail {
    term: String,
    value: AnyView,
}

impl Detail {
    /// A term and what it is for this thing.
    pub fn new(term: impl Into<String>, value: impl IntoAny) -> Self {
        Self {
            term: term.into(),
            value: value.into_any(),
        }
    }

    /// A term, and a value that is the same in every language: a name, an address, a number.
    pub fn own(term: impl Into<String>, value: impl IntoAny) -> Self {
        let value = value.into_any();
        Self::new(term, view! { <span translate="no">{value}</span> })
    }
}

/// The lines, in the order in which they are asked for.
#[component]
pub fn DetailList(
    /// The lines.
    details: Vec<Detail>,
) -> impl IntoView {
    let lines = details.into_iter().map(|d| {
        view! {
            <div class="details-line">
                <dt>{d.term}</dt>
                <dd>{d.value}</dd>
            </div>
        }
    });
    view! { <dl class="details">{lines.collect_view()}</dl> }
}
