//! What the pages of accounts ask: one port each, nothing decided here.

#![expect(
    missing_docs,
    reason = "`server` makes a public struct of the arguments, which are documented at the function"
)]

use domain::Locale;
use domain::accounts::{Invite, PersonView, SessionView};
use domain::ids::{PersonId, SessionId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::wire::Answer;

/// The colleagues whose name or address contains `search`.
#[server(prefix = "/api/fn", endpoint = "accounts/people", input = Json)]
pub async fn people(search: String) -> Answer<Vec<PersonView>> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.accounts.people(&actor, &search).await?)
}

/// Invites a colleague.
#[server(prefix = "/api/fn", endpoint = "accounts/invite", input = Json)]
pub async fn invite_person(form: Invite) -> Answer<PersonId> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.accounts.invite(&actor, form).await?)
}

/// Sends the invitation again.
#[server(prefix = "/api/fn", endpoint = "accounts/invite-again", input = Json)]
pub async fn invite_again(person: PersonId) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.accounts.invite_again(&actor, person).await?)
}

/// Switches an account off or on.
#[server(prefix = "/api/fn", endpoint = "accounts/set-enabled", input = Json)]
pub async fn set_enabled(person: PersonId, enabled: bool) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.accounts.set_enabled(&actor, person, enabled).await?)
}

/// One's own sessions.
#[server(prefix = "/api/fn", endpoint = "accounts/sessions", input = Json)]
pub async fn sessions() -> Answer<Vec<SessionView>> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.accounts.sessions(&actor).await?)
}

/// Ends one of one's own sessions.
#[server(prefix = "/api/fn", endpoint = "accounts/end-session", input = Json)]
pub async fn end_session(session: SessionId) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.accounts.end_session(&actor, session).await?)
}

/// Changes one's own language.
#[server(prefix = "/api/fn", endpoint = "accounts/choose-locale", input = Json)]
pub async fn choose_locale(locale: Locale) -> Answer<()> {
    let (services, actor) = crate::asking::asking()?;
    Ok(services.accounts.choose_locale(&actor, locale).await?)
}
