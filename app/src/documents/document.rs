//! A whole document as the server sends it: head, style, at most one small script, and a body.
//!
//! What must not be here: anything about one page, or the shell around its content.

use domain::Locale;
use domain::accounts::Profile;
use leptos::prelude::*;

use crate::portal::root::SiteFiles;

/// What `server` knows about a request before any page is rendered.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The reader's language.
    pub locale: Locale,
    /// Path of the page without its language and query: `/pickup`; `/` for the home page.
    pub path: &'a str,
    /// The hashed names of the style sheets.
    pub files: &'a SiteFiles,
    /// Who is signed in, if anybody.
    pub signed_in: Option<&'a Profile>,
    /// Whether the house runs as a demo.
    pub demo: bool,
    /// Whether the house runs a lost-property bureau; without one nothing leads to its pages.
    pub bureau: bool,
    /// Scheme and host under which the public knows the house, without a slash at the end.
    pub origin: &'a str,
    /// The nonce of the content security policy; used by pages that have a script (an open door, the demo's bank view).
    pub nonce: &'a str,
}

/// What a page says in the document's head.
pub struct Head {
    title: String,
    description: String,
    pub(crate) public: bool,
    script: Option<Script>,
    live: Option<&'static str>,
    also: Option<Script>,
}

/// A script that makes a page nicer; the page works without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Follows a door that moves. Without scripts the page loads itself anew every three seconds.
    Follow,
    /// Follows the simulated bank. Without scripts there is a link that refreshes.
    Demo,
    /// Shows times of one's own at the browser's clock. Without scripts they are in UTC, and say so.
    Here,
    /// Follows what the house tells open screens. Without scripts one loads the page anew.
    Live,
    /// Asks the browser for passkeys. Without scripts the page says that there are none, and names the other ways.
    Passkey,
    /// The keyboard of the desk: to the search box, along what it found.
    Desk,
}

impl Script {
    const fn address(self) -> &'static str {
        match self {
            Self::Follow => "/site.js",
            Self::Demo => "/demo.js",
            Self::Here => "/here.js",
            Self::Live => "/live.js",
            Self::Passkey => "/passkey.js",
            Self::Desk => "/desk.js",
        }
    }
}

impl Head {
    /// Of a page that search engines may show.
    pub fn public(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            public: true,
            script: None,
            live: None,
            also: None,
        }
    }

    /// Of a page that is for one reader or one moment.
    pub fn private(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            public: false,
            ..Self::public(title, description)
        }
    }

    /// With a script that makes it nicer.
    #[must_use]
    pub fn with(mut self, script: Option<Script>) -> Self {
        self.script = script;
        self
    }

    /// Whether it follows something that moves.
    pub(crate) fn follows(&self) -> bool {
        self.script == Some(Script::Follow)
    }

    /// With one more script beside the first.
    #[must_use]
    pub fn and(mut self, script: Script) -> Self {
        self.also = Some(script);
        self
    }

    /// A page whose parts marked `data-live="name"` are fetched anew when a nudge says that something changed: of these
    /// kinds (the words of `domain::live::Nudge` on the wire, joined by blanks), or of any if there are none.
    #[must_use]
    pub fn live(mut self, kinds: &'static str) -> Self {
        self.script = Some(Script::Live);
        self.live = Some(kinds);
        self
    }
}

impl Frame<'_> {
    /// An address in the reader's language: `to("/pickup")` is `/ro/pickup`.
    pub fn to(&self, path: &str) -> String {
        ["/", self.locale.code(), path].concat()
    }

    /// The whole address of this page in a language.
    fn address(&self, l: Locale) -> String {
        [self.origin, "/", l.code(), self.path].concat()
    }
}

/// The whole document. `body` runs with the reader's language in the context; all that it makes is gone afterwards.
/// Views must be made inside `body`: outside there is no arena for their signals.
pub fn render(frame: &Frame<'_>, head: Head, style: &str, body: impl FnOnce() -> AnyView) -> String {
    // A root of its own: what runs on this thread may still be under the owner of a portal's page that another thread
    // is just about to dispose of, and a child would be disposed of with it in the middle of this call.
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        provide_context(frame.locale);
        document(frame, head, style.to_owned(), body()).to_html()
    });
    owner.unset_with_forced_cleanup();
    // Marks for hydration, which never happens here. No text can look like one: its `<` is escaped.
    html.replace("<!>", "")
}

fn document(frame: &Frame<'_>, head: Head, style: String, body: AnyView) -> impl IntoView + use<> {
    let l = frame.locale;
    let scripts = [head.script, head.also].into_iter().flatten().map(|s| {
        view! { <script src=s.address() nonce=frame.nonce.to_owned() defer></script> }
    });
    let scripts = scripts.collect_view();
    let refresh = head.follows().then(|| {
        view! { <noscript><meta http-equiv="refresh" content="3"/></noscript> }
    });
    let live = head.live.map(|kinds| view! { <meta name="live" content=kinds/> });
    let robots = (!head.public).then(|| view! { <meta name="robots" content="noindex"/> });
    let links = head.public.then(|| links(frame));
    view! {
        <!DOCTYPE html>
        <html lang=l.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{head.title}</title>
                <meta name="description" content=head.description/>
                {robots}
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#faf7f2" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#121615" media="(prefers-color-scheme: dark)"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=style/>
                {links}
                {live}
                {refresh}
                {scripts}
            </head>
            <body>{body}</body>
        </html>
    }
}

/// This page's own address, and the same page in the other languages.
fn links(frame: &Frame<'_>) -> AnyView {
    let others = Locale::ALL.map(|l| {
        view! { <link rel="alternate" hreflang=l.tag() href=frame.address(l)/> }
    });
    view! {
        <link rel="canonical" href=frame.address(frame.locale)/>
        {others.collect_view()}
        <link rel="alternate" hreflang="x-default" href=frame.address(Locale::En)/>
    }
    .into_any()
}
