//! The head of a page: where one is, what it is called, and the one primary action.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Title, the way back, a line of explanation, and actions as children.
#[component]
pub fn PageHeader(
    /// The page's one `<h1>`.
    #[prop(into)]
    title: String,
    /// The title is somebody's or something's own name, the same in every language.
    #[prop(optional)]
    own: bool,
    /// A line under the title.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Small words over the title: what kind of thing this is.
    #[prop(optional, into)]
    eyebrow: Option<String>,
    /// The small words are a name or an address, the same in every language.
    #[prop(optional)]
    own_eyebrow: bool,
    /// The way back: address and words.
    #[prop(optional)]
    back: Option<(String, String)>,
    /// The actions, the primary one last.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            {back
                .map(|(href, words)| {
                    view! { <a class="page-back" href=href><Icon glyph=Glyph::ArrowLeft/>{words}</a> }
                })}
            <div class="page-title">
                {eyebrow.map(|e| view! { <p class="eyebrow" translate=own_eyebrow.then_some("no")>{e}</p> })}
                <h1 translate=own.then_some("no")>{title}</h1>
                {lead.map(|l| view! { <p class="page-lead">{l}</p> })}
            </div>
            {children.map(|c| view! { <div class="page-actions">{c()}</div> })}
        </header>
    }
    .into_any()
}
