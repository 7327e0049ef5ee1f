//! The document around every public page: head, banner, sign, languages.
//!
//! What must not be here: anything about one page.

use domain::Locale;
use domain::accounts::{Profile, Role};
use leptos::prelude::*;

use crate::portal::root::SiteFiles;
use crate::t;
use crate::ui::{Banner, ButtonLook, Glyph, Icon, LinkButton, PublicShell, Tone, in_language};

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
    /// Scheme and host under which the public knows the house, without a slash at the end.
    pub origin: &'a str,
    /// The nonce of the content security policy; used by pages that have a script (an open door, the demo's bank view).
    pub nonce: &'a str,
}

/// What a page says in the document's head.
pub(super) struct Head {
    title: String,
    description: &'static str,
    public: bool,
    script: Option<Script>,
}

/// A script that makes a page nicer; the page works without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Follows a door that moves. Without scripts the page loads itself anew every three seconds.
    Follow,
    /// Follows the simulated bank. Without scripts there is a link that refreshes.
    Demo,
}

impl Script {
    const fn address(self) -> &'static str {
        match self {
            Self::Follow => "/site.js",
            Self::Demo => "/demo.js",
        }
    }
}

impl Head {
    /// Of a page that search engines may show.
    pub(super) fn public(title: impl Into<String>, description: &'static str) -> Self {
        Self {
            title: title.into(),
            description,
            public: true,
            script: None,
        }
    }

    /// Of a page that is for one reader or one moment.
    pub(super) fn private(title: impl Into<String>, description: &'static str) -> Self {
        Self {
            public: false,
            ..Self::public(title, description)
        }
    }

    pub(super) fn with(mut self, script: Option<Script>) -> Self {
        self.script = script;
        self
    }
}

impl Frame<'_> {
    /// An address in the reader's language: `to("/pickup")` is `/ro/pickup`.
    pub(super) fn to(&self, path: &str) -> String {
        ["/", self.locale.code(), path].concat()
    }

    /// The whole address of this page in a language.
    fn address(&self, l: Locale) -> String {
        [self.origin, "/", l.code(), self.path].concat()
    }
}

/// Where somebody works, by what they are.
pub fn workplace(l: Locale, profile: &Profile) -> String {
    let is = |role| profile.roles.contains(&role);
    let path = if is(Role::Employee) {
        "/employee/deliveries"
    } else if is(Role::Manager) || is(Role::Administrator) {
        "/manager/banks"
    } else if is(Role::Support) {
        "/employee/deliveries"
    } else {
        "/account"
    };
    ["/", l.code(), path].concat()
}

/// The whole document. `body` runs with the reader's language in the context; all that it makes is gone afterwards.
/// Views must be made inside `body`: outside there is no arena for their signals.
pub(super) fn page(frame: &Frame<'_>, head: Head, body: impl FnOnce() -> AnyView) -> String {
    // A root of its own: what runs on this thread may still be under the owner of a portal's page that another thread
    // is just about to dispose of, and a child would be disposed of with it in the middle of this call.
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        provide_context(frame.locale);
        document(frame, head, body()).to_html()
    });
    owner.unset_with_forced_cleanup();
    // Marks for hydration, which never happens here. No text can look like one: its `<` is escaped.
    html.replace("<!>", "")
}

fn document(frame: &Frame<'_>, head: Head, body: AnyView) -> impl IntoView + use<> {
    let l = frame.locale;
    let script = head.script.map(|s| {
        view! { <script src=s.address() nonce=frame.nonce.to_owned() defer></script> }
    });
    let refresh = (head.script == Some(Script::Follow)).then(|| {
        view! { <noscript><meta http-equiv="refresh" content="3"/></noscript> }
    });
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
                <link rel="stylesheet" href=frame.files.site_css.clone()/>
                {links}
                {refresh}
                {script}
            </head>
            <body>{shell(frame, head.public, body)}</body>
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

/// Pages for one reader or one moment do not offer the sign-in: there is one thing to do on them.
fn shell(frame: &Frame<'_>, public: bool, body: AnyView) -> AnyView {
    let l = frame.locale;
    let home = frame.to("/");
    let path = in_language(frame.path, l);
    let demo = frame.demo.then(|| frame.to("/demo"));
    let banner = move || demo.clone().map(|href| demo_banner(l, href));
    let aside = {
        let work = frame.signed_in.map(|profile| workplace(l, profile));
        let (sign_in, sign_out) = (frame.to("/sign-in"), frame.to("/sign-out"));
        let offered = public && frame.path != "/sign-in";
        move || match &work {
            Some(work) => Some(signed_in(l, work.clone(), sign_out.clone())),
            None => offered.then(|| to_sign_in(l, sign_in.clone())),
        }
    };
    let footer = move || view! { <p class="site-promise">{t::site::footer(l)}</p> };
    view! { <PublicShell home path banner aside footer>{body}</PublicShell> }.into_any()
}

fn to_sign_in(l: Locale, href: String) -> AnyView {
    view! { <LinkButton href look=ButtonLook::Quiet icon=Glyph::Person>{t::site::sign_in(l)}</LinkButton> }.into_any()
}

fn signed_in(l: Locale, work: String, sign_out: String) -> AnyView {
    view! {
        <LinkButton href=work look=ButtonLook::Quiet icon=Glyph::Home>{t::site::signed_in(l)}</LinkButton>
        <form method="post" action=sign_out>
            <button class="button button-quiet" type="submit">
                <Icon glyph=Glyph::SignOut/>
                <span class="button-words">{t::site::sign_out(l)}</span>
            </button>
        </form>
    }
    .into_any()
}

fn demo_banner(l: Locale, href: String) -> impl IntoView {
    view! {
        <Banner tone=Tone::Warn title=t::site::demo_banner(l) wide=true>
            <a href=href>{t::site::demo_banner_link(l)}</a>
        </Banner>
    }
}
