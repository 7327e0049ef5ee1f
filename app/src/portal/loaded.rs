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
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    answered(ask, |answer| match answer {
        Ok(first) => page(first),
        Err(problem) => view! { <Problem problem/> }.into_any(),
    })
}

/// Shows `page` with the answer, whatever it is.
#[cfg(feature = "ssr")]
pub fn answered<T, F>(ask: impl FnOnce() -> F, page: impl FnOnce(Answer<T>) -> AnyView + Send + 'static) -> AnyView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    use futures::FutureExt as _;
    use leptos::reactive::computed::ScopedFuture;

    let answer = ScopedFuture::new(ask()).shared();
    if let Some(written) = Owner::current_shared_context() {
        let answer = answer.clone();
        let json = async move { serde_json::to_string(&answer.await).unwrap_or_default() };
        written.write_async(written.next_id(), Box::pin(json));
    }
    Suspend::new(async move { page(answer.await) }).into_any()
}

/// Shows `page` with the answer that the server wrote into the page.
#[cfg(not(feature = "ssr"))]
pub fn answered<T, F>(_: impl FnOnce() -> F, page: impl FnOnce(Answer<T>) -> AnyView + Send + 'static) -> AnyView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    F: Future<Output = Answer<T>> + Send + 'static,
{
    let written = Owner::current_shared_context();
    let json = written.and_then(|written| written.read_data(&written.next_id()));
    let answer = json.and_then(|json| serde_json::from_slice(json.as_bytes()).ok());
    page(answer.unwrap_or(Err(crate::wire::ApiError::Unreachable)))
}
