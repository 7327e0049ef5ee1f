//! How the server renders a page of a portal: first it asks what the page shows, then it draws the whole document in one
//! go. While a page is drawn nothing waits, so no other thread can end its signals in the middle.
//!
//! What must not be here: anything about one page.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use serde::Serialize;

use super::loaded;
use super::root::{ProgramFiles, page};
use super::routes::Route;
use super::seat;
use crate::wire::Answer;

/// What a page leaves for whoever renders it. In the context of every page on the server.
#[derive(Clone, Default)]
pub(super) struct Draft(Arc<Mutex<Left>>);

#[derive(Default)]
struct Left {
    title: String,
    script: Option<&'static str>,
    question: Option<Question>,
    answer: Option<Box<dyn Any + Send>>,
    json: String,
}

/// What a page wants to know before it is drawn.
type Question = Pin<Box<dyn Future<Output = Known> + Send>>;

/// The answer, for the page and for the browser.
struct Known {
    answer: Box<dyn Any + Send>,
    json: String,
}

impl Draft {
    fn left<R>(&self, act: impl FnOnce(&mut Left) -> R) -> R {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Names the page.
    pub(super) fn name(&self, title: String) {
        self.left(|left| left.title = title);
    }

    /// Loads a small script besides the program.
    pub(super) fn load(&self, script: &'static str) {
        self.left(|left| left.script = Some(script));
    }

    /// The answer to the page's question, once it is known.
    pub(super) fn answer<T: 'static>(&self) -> Option<Answer<T>> {
        let answer = self.left(|left| left.answer.take())?;
        answer.downcast().ok().map(|answer| *answer)
    }

    /// Keeps the page's question; the page is drawn again when the answer is known.
    pub(super) fn ask<T, F>(&self, asked: F)
    where
        T: Serialize + Send + 'static,
        F: Future<Output = Answer<T>> + Send + 'static,
    {
        let asked = ScopedFuture::new(asked);
        let question = async move {
            let answer = asked.await;
            let json = serde_json::to_string(&answer).unwrap_or_default();
            let answer: Box<dyn Any + Send> = Box::new(answer);
            Known { answer, json }
        };
        self.left(|left| left.question = Some(Box::pin(question)));
    }
}

/// What the document around a page loads.
#[derive(Debug, Clone, Copy)]
pub struct Loads<'a> {
    /// The style sheet.
    pub css: &'a str,
    /// The program.
    pub program: &'a ProgramFiles,
}

/// The whole document of a page. `context` provides what pages and server functions need: the ports, the request's
/// head, the nonce, `leptos_axum::ResponseOptions`.
pub async fn render(loads: Loads<'_>, route: &'static Route, context: impl Fn()) -> String {
    let draft = Draft::default();
    let asking = Owner::new_root(None);
    let html = asking.with(|| draw(&draft, route, &context));
    let Some(question) = draft.left(|left| left.question.take()) else {
        let document = asking.with(|| document(loads, &draft, &html));
        asking.unset_with_forced_cleanup();
        return document;
    };
    let known = question.await;
    asking.unset_with_forced_cleanup();
    draft.left(|left| {
        left.answer = Some(known.answer);
        left.json = known.json;
    });
    let drawing = Owner::new_root(None);
    let document = drawing.with(|| {
        let html = draw(&draft, route, &context);
        document(loads, &draft, &html)
    });
    drawing.unset_with_forced_cleanup();
    document
}

/// The page alone.
fn draw(draft: &Draft, route: &'static Route, context: &impl Fn()) -> String {
    context();
    provide_context(draft.clone());
    let address = use_context::<http::request::Parts>().map(|parts| parts.uri);
    let here = address.and_then(|uri| route.at(uri.path(), uri.query().unwrap_or_default()));
    page(route, here.unwrap_or_default()).to_html()
}

/// The document around a page.
fn document(loads: Loads<'_>, draft: &Draft, body: &str) -> String {
    let seat = seat::read();
    let seated = serde_json::to_string(&seat).unwrap_or_default();
    let (title, first) = draft.left(|left| (std::mem::take(&mut left.title), std::mem::take(&mut left.json)));
    let nonce = leptos::nonce::use_nonce();
    let script = draft.left(|left| left.script);
    let script = script.map(|address| view! { <script src=address nonce=nonce.clone() defer></script> });
    // The three lists are what Leptos reads of pages that wait; ours never do.
    let start = format!(
        "import init from '{}'; Object.assign(globalThis, {{ __RESOLVED_RESOURCES: [], __SERIALIZED_ERRORS: [], \
         __INCOMPLETE_CHUNKS: [] }}); init({{ module_or_path: '{}' }}).then(m => m.hydrate());",
        loads.program.js, loads.program.wasm
    );
    view! {
        <!DOCTYPE html>
        <html lang=seat.locale.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta id=seat::ELEMENT name="cloakroom-seat" content=seated/>
                <meta id=loaded::ELEMENT name="cloakroom-first" content=first/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=loads.css.to_owned()/>
                <link rel="modulepreload" nonce=nonce.clone() href=loads.program.js.clone()/>
                <link rel="preload" href=loads.program.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
                {script}
                <script type="module" nonce=nonce inner_html=start></script>
                <title>{[title.as_str(), " · Cloakroom"].concat()}</title>
            </head>
            <body inner_html=body.to_owned()></body>
        </html>
    }
    .to_html()
}
