//! One's own account: who one is here, one's language, and where one is signed in.

use domain::Locale;
use domain::accounts::{Profile, SessionView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::accounts::{api, look};
use crate::i18n::use_locale;
use crate::portal::act::{Act, ActProblem};
use crate::portal::follow::{Followed, follow};
use crate::portal::form::Typed;
use crate::portal::here::go;
use crate::portal::loaded::loaded;
use crate::portal::look::{Page, second_step_href};
use crate::portal::{title, use_seat};
use crate::t;
use crate::ui::{
    Button, ButtonLook, Choice, ChoiceField, Detail, DetailList, Glyph, Icon, LinkButton, PageHeader, StatusBadge,
    Tone, WhenHere,
};

/// One's own account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let l = use_locale();
    title(t::accounts::account_title(l));
    let profile = use_seat().profile;
    let second_step = profile.as_ref().is_some_and(look::has_second_step);
    view! {
        <PageHeader title=t::accounts::account_title(l)/>
        <div class="split">
            <div class="stack">
                {profile.map(|profile| view! { <ProfileCard profile/> })}
                <section class="card" aria-labelledby="sessions">
                    <h2 id="sessions">{t::accounts::sessions_title(l)}</h2>
                    <p class="quiet-text">{t::accounts::sessions_lead(l)}</p>
                    {loaded(api::sessions, |sessions| view! { <Sessions sessions/> }.into_any())}
                </section>
            </div>
            <div class="stack">
                <LanguageCard/>
                {second_step.then(|| view! { <SecondStepCard/> })}
            </div>
        </div>
    }
}

/// The way to the second step at sign-in, which is a document.
#[component]
fn SecondStepCard() -> impl IntoView {
    let l = use_locale();
    view! {
        <section class="card" aria-labelledby="second-step">
            <h2 id="second-step">{t::second_step::title(l)}</h2>
            <div class="stack">
                <p class="quiet-text">{t::second_step::lead(l)}</p>
                <p>
                    <LinkButton href=second_step_href(l) icon=Glyph::Shield>{t::second_step::see(l)}</LinkButton>
                </p>
            </div>
        </section>
    }
}

#[component]
fn ProfileCard(profile: Profile) -> impl IntoView {
    let l = use_locale();
    let details = vec![
        Detail::own(t::accounts::name(l), profile.name),
        Detail::own(t::accounts::email(l), profile.email),
        Detail::own(t::accounts::organisation(l), profile.organisation_name),
        Detail::new(t::accounts::roles(l), look::role_names(l, &profile.roles)),
    ];
    view! {
        <section class="card" aria-labelledby="profile">
            <h2 id="profile">{t::accounts::profile_title(l)}</h2>
            <DetailList details/>
        </section>
    }
}

#[component]
fn LanguageCard() -> impl IntoView {
    let l = use_locale();
    let act = Act::new();
    let choices = Locale::ALL.map(|l| Choice::new(l.code(), l.name())).to_vec();
    let submit = move |event: SubmitEvent| {
        let chosen = Typed::take(&event).and_then(|typed| Locale::from_code(&typed.text("locale")));
        let Some(chosen) = chosen else { return };
        // The address decides the language of a page: go to the same page in the new one.
        act.run(api::choose_locale(chosen), move |()| {
            go(&Page::Account.href(chosen));
        });
    };
    view! {
        <section class="card" aria-labelledby="language">
            <h2 id="language">{t::accounts::language_title(l)}</h2>
            <form class="form" method="post" on:submit=submit>
                <ChoiceField
                    name="locale"
                    label=t::accounts::language_question(l)
                    choices=choices
                    value=l.code().to_owned()
                    required=true
                />
                <ActProblem act/>
                <div class="form-actions">
                    <Button pending=act.pending() disabled=act.asleep()>{t::accounts::language_save(l)}</Button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Sessions(sessions: Vec<SessionView>) -> impl IntoView {
    let list = follow(sessions, None, api::sessions);
    let act = Act::new();
    let lines = move || {
        let sessions = list.shown.get().into_iter();
        sessions
            .map(|session| view! { <SessionLine session list act/> })
            .collect_view()
    };
    view! {
        <ActProblem act/>
        <ul class="accounts-sessions">{lines}</ul>
    }
}

#[component]
fn SessionLine(session: SessionView, list: Followed<Vec<SessionView>>, act: Act) -> impl IntoView {
    let l = use_locale();
    let id = session.id;
    let end = move |_| act.run(api::end_session(id), move |()| list.refresh());
    let named = look::device_name(&session.device);
    let device = if named.is_empty() {
        t::accounts::some_device(l).to_owned()
    } else {
        named
    };
    let spoken = device.clone();
    let aside = if session.current {
        view! { <StatusBadge tone=Tone::Good label=t::accounts::this_session(l)/> }.into_any()
    } else {
        view! {
            <Button look=ButtonLook::Quiet kind="button" icon=Glyph::SignOut disabled=act.asleep() on:click=end>
                {t::accounts::end_session(l)}
                <span class="unseen">": " {spoken}</span>
            </Button>
        }
        .into_any()
    };
    view! {
        <li class="accounts-session">
            <Icon glyph=Glyph::Globe/>
            <div class="accounts-session-words">
                <strong translate="no">{device}</strong>
                <span class="quiet-text small-text">
                    {t::accounts::session_used(l)} " " <WhenHere moment=session.last_used/> " · "
                    {t::accounts::session_since(l)} " " <WhenHere moment=session.since/>
                </span>
            </div>
            {aside}
        </li>
    }
}
