//! The first data of a page: a skeleton until it is there, the page with it, or the page that says what is the matter.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::problem::Problem;
use crate::ui::Skeleton;
use crate::wire::Answer;

/// Shows `page` with what `asked` answered. Resolved on the server before the page is sent.
pub fn loaded<T>(asked: Resource<Answer<T>>, page: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static) -> AnyView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    view! {
        <Suspense fallback=|| view! { <Skeleton lines=6/> }>
            {move || Suspend::new(async move {
                match asked.await {
                    Ok(first) => page(first),
                    Err(problem) => view! { <Problem problem/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}
