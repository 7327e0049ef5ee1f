//! The first data of a page: the server waits for it and writes it into the page; the browser reads it there.
//!
//! So a page comes to life in one go: nothing in the browser waits, and no code for waiting is sent to it.

use std::future::Future;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::problem::Problem;
use crate::wire::Answer;

/// Shows `page` with what `ask` answered, or the page that says what is the matter.
pub fn loaded<T, F>(ask: impl FnOnce() -> F, page: impl FnOnce(T) -> AnyView + Send + 'static) -> AnyView
where
    T: Send + Serialize + DeserializeOwned + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    answered(ask, |answer| match answer {
        Ok(first) => page(first),
        Err(problem) => view! { <Problem problem/> }.into_any(),
    })
}

/// The id of the element that carries the answer.
pub(super) const ELEMENT: &str = "cloakroom-first";

/// Shows `page` with the answer, whatever it is. A page may ask once.
#[cfg(feature = "ssr")]
pub fn answered<T, F>(ask: impl FnOnce() -> F, page: impl FnOnce(Answer<T>) -> AnyView + Send + 'static) -> AnyView
where
    T: Send + Serialize + DeserializeOwned + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    let draft = use_context::<super::rendering::Draft>().unwrap_or_default();
    if let Some(answer) = draft.answer() {
        return page(answer);
    }
    draft.ask(ask());
    ().into_any()
}

/// Shows `page` with the answer that the server wrote into the page.
#[cfg(not(feature = "ssr"))]
pub fn answered<T, F>(_: impl FnOnce() -> F, page: impl FnOnce(Answer<T>) -> AnyView + Send + 'static) -> AnyView
where
    T: Send + Serialize + DeserializeOwned + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    let element = document().get_element_by_id(ELEMENT);
    let json = element.and_then(|element| element.get_attribute("content"));
    let answer = json.and_then(|json| serde_json::from_slice(json.as_bytes()).ok());
    page(answer.unwrap_or(Err(crate::wire::ApiError::Unreachable)))
}
