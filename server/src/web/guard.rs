//! Portals are for people who signed in, a kiosk's page for the screen that was paired. Who may do what, the ports decide.

use app::asking::Asking;
use app::portal::look::sign_in_href;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use domain::accounts::Actor;

use super::PageKind;
use super::here::see_other;

/// Sends whoever may not see the page to where they can change that.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let to = request
        .extensions()
        .get::<Asking>()
        .and_then(|asking| detour(asking, path));
    if let Some(to) = to {
        return see_other(&to);
    }
    let mut answer = next.run(request).await;
    answer.extensions_mut().insert(PageKind::Portal);
    answer
}

fn detour(asking: &Asking, path: &str) -> Option<String> {
    let locale = asking.locale;
    if let Some(wanted) = path.strip_prefix("/kiosk/") {
        let paired = matches!(&asking.kiosk, Some(Actor::Kiosk { bank, .. }) if bank.to_string() == wanted);
        return (!paired).then(|| ["/", locale.code(), "/pair"].concat());
    }
    asking.profile.is_none().then(|| sign_in_href(locale, path))
}
