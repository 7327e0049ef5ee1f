//! Who of the staff is signed in, and signing a colleague out.

use domain::Locale;
use domain::accounts::{Profile, SessionView, StaffSessions};
use leptos::prelude::*;

use crate::accounts::look::{device_name, role_names};
use crate::documents::{Frame, Head, Script, portal_page};
use crate::portal::look::Page;
use crate::t;
use crate::t::sessions as text;
use crate::ui::{
    Banner, Button, ButtonLook, Drawing, Empty, Glyph, Icon, LinkButton, PageHeader, SearchForm, StatusBadge, Tone,
    WhenHere,
};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct SessionsPage<'a> {
    /// What was searched for.
    pub search: &'a str,
    /// Who is signed in.
    pub people: &'a [StaffSessions],
    /// What was done just now: `one`, `all`, `over` or nothing.
    pub done: &'a str,
}

/// Who is signed in.
pub fn staff_sessions(frame: &Frame<'_>, profile: &Profile, page: SessionsPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l)).with(Some(Script::Here));
    portal_page(frame, profile, head, || {
        let done = match page.done {
            "one" => Some((Tone::Good, text::done_one(l))),
            "all" => Some((Tone::Good, text::done_all(l))),
            "over" => Some((Tone::Neutral, text::over(l))),
            _ => None,
        };
        let done = done.map(|(tone, title)| view! { <Banner tone title/> });
        let people = page.people.iter().map(|one| person(frame, one)).collect_view();
        let nobody = page.people.is_empty().then(|| {
            view! { <Empty drawing=Drawing::Search title=text::empty_title(l) text=text::empty_text(l)/> }
        });
        let (place, search) = (frame.to("/manager/sessions"), page.search.to_owned());
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                {done}
                <SearchForm action=place value=search hint=text::search_hint(l)/>
                {people}
                {nobody}
            </div>
        }
        .into_any()
    })
}

fn person(frame: &Frame<'_>, one: &StaffSessions) -> AnyView {
    let l = frame.locale;
    let id = one.person.id.to_string();
    let place = [frame.to("/manager/sessions/").as_str(), &id].concat();
    let (heading, labelled) = (["of-", &id].concat(), ["of-", &id].concat());
    let name = one.person.name.clone();
    let lines = one
        .sessions
        .iter()
        .map(|session| line(l, session, &name, (!one.own).then_some(place.as_str())))
        .collect_view();
    let whole = if one.own {
        let href = Page::Account.href(l);
        view! { <LinkButton href look=ButtonLook::Quiet>{text::to_own(l)}</LinkButton> }.into_any()
    } else {
        end(place.clone(), None, text::end_all(l), name.clone())
    };
    view! {
        <section class="card stack" aria-labelledby=labelled>
            <div class="row row-between">
                <div>
                    <h2 id=heading translate="no">{name.clone()}</h2>
                    <p class="quiet-text">{role_names(l, &one.person.roles)}</p>
                </div>
                {whole}
            </div>
            <ul class="accounts-sessions">{lines}</ul>
        </section>
    }
    .into_any()
}

/// One session; the form that ends it goes to `place`, if there is one.
fn line(l: Locale, session: &SessionView, name: &str, place: Option<&str>) -> AnyView {
    let known = device_name(&session.device);
    let device = if known.is_empty() {
        view! { <strong>{t::accounts::some_device(l)}</strong> }.into_any()
    } else {
        view! { <strong translate="no">{known.clone()}</strong> }.into_any()
    };
    let aside = match place {
        Some(place) => {
            let of = if known.is_empty() {
                name.to_owned()
            } else {
                [name, ", ", &known].concat()
            };
            Some(end(
                place.to_owned(),
                Some(session.id.to_string()),
                text::end_one(l),
                of,
            ))
        }
        None if session.current => {
            Some(view! { <StatusBadge tone=Tone::Good label=t::accounts::this_session(l)/> }.into_any())
        }
        None => None,
    };
    let (used, since) = (session.last_used, session.since);
    view! {
        <li class="accounts-session">
            <Icon glyph=Glyph::Globe/>
            <div class="accounts-session-words">
                {device}
                <span class="quiet-text small-text">
                    {t::accounts::session_used(l)} " " <WhenHere moment=used/> " · " {t::accounts::session_since(l)} " "
                    <WhenHere moment=since/>
                </span>
            </div>
            {aside}
        </li>
    }
    .into_any()
}

/// The button that ends one session, or all of them. `of` is read aloud: whose.
fn end(action: String, session: Option<String>, words: &'static str, of: String) -> AnyView {
    let session = session.map(|id| view! { <input type="hidden" name="session" value=id/> });
    view! {
        <form method="post" action=action>
            {session}
            <Button look=ButtonLook::Quiet icon=Glyph::SignOut>
                {words} <span class="unseen">": " <span translate="no">{of}</span></span>
            </Button>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::accounts::{PersonState, PersonView, Role};

    use crate::site::samples::{NOW, files, frame, id, profile};

    fn person(n: usize, name: &str, own: bool) -> StaffSessions {
        let session = |n, device: &str, current| SessionView {
            id: id(n),
            since: NOW,
            last_used: NOW,
            device: device.into(),
            current,
        };
        StaffSessions {
            person: PersonView {
                id: id(n),
                name: name.into(),
                email: "x@example.org".into(),
                roles: vec![Role::Employee],
                state: PersonState::Active,
                last_seen: None,
            },
            own,
            sessions: vec![
                session(n + 10, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", own),
                session(n + 20, "something", false),
            ],
        }
    }

    #[test]
    fn a_colleague_can_be_signed_out_and_oneself_is_sent_to_the_account() {
        let files = files();
        for l in Locale::ALL {
            let people = [person(1, "Ana <Ionescu>", false), person(2, "Ion", true)];
            let page = SessionsPage {
                search: "a&b",
                people: &people,
                done: "all",
            };
            let html = staff_sessions(&frame(l, "/manager/sessions", &files), &profile(), page);
            assert!(
                html.contains("Ana &lt;Ionescu&gt;") && html.contains("Firefox · Linux"),
                "{l:?}"
            );
            let to = |n: usize| ["/manager/sessions/", &id::<domain::ids::PersonId>(n).to_string(), "\""].concat();
            assert_eq!(html.matches(&to(1)).count(), 3, "{l:?}: each session, and all of them");
            assert_eq!(html.matches(&to(2)).count(), 0, "{l:?}");
            assert!(
                html.contains(t::accounts::this_session(l)) && html.contains(text::done_all(l)),
                "{l:?}"
            );
            assert!(html.contains(t::accounts::some_device(l)), "{l:?}");
            let nobody = SessionsPage {
                search: "",
                people: &[],
                done: "",
            };
            let html = staff_sessions(&frame(l, "/manager/sessions", &files), &profile(), nobody);
            assert!(
                html.contains(text::empty_title(l)) && !html.contains(text::done_all(l)),
                "{l:?}"
            );
        }
    }
}
