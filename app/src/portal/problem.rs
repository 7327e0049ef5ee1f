//! What a person is told when a page or an act cannot be had. Codes come in; nothing from inside is shown.

use domain::{Error, FaultKind, Locale, RefusalCode};
use leptos::prelude::*;

use super::look::home;
use crate::i18n::{error_text, fault_text, use_locale};
use crate::portal::use_seat;
use crate::t;
use crate::ui::{ButtonLook, Drawing, ErrorPage, LinkButton};
use crate::wire::ApiError;

/// A problem in one sentence, for where it happened.
pub fn words(l: Locale, problem: &ApiError) -> String {
    match problem {
        ApiError::Port(error) => error_text(l, error),
        ApiError::Unreachable => t::portal::problem_unreachable(l).to_owned(),
    }
}

/// What kind of page stands in place of the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Instead {
    Lost,
    SignedOut,
    Away,
    Broken,
}

impl Instead {
    fn of(problem: &ApiError) -> Self {
        match problem {
            ApiError::Port(Error::Refused(r)) if r.code == RefusalCode::SignInFirst => Self::SignedOut,
            ApiError::Port(Error::Refused(_)) => Self::Lost,
            ApiError::Port(Error::Failed(FaultKind::Unavailable | FaultKind::Conflict)) | ApiError::Unreachable => {
                Self::Away
            }
            ApiError::Port(Error::Failed(FaultKind::Broken)) => Self::Broken,
        }
    }

    const fn status(self) -> u16 {
        match self {
            Self::Lost => 404,
            Self::SignedOut => 401,
            Self::Away => 503,
            Self::Broken => 500,
        }
    }

    const fn drawing(self) -> Drawing {
        match self {
            Self::Lost | Self::SignedOut => Drawing::Search,
            Self::Away | Self::Broken => Drawing::Broken,
        }
    }

    fn words(self, l: Locale) -> (&'static str, &'static str) {
        match self {
            Self::Lost => (t::portal::lost_title(l), t::portal::lost_text(l)),
            Self::SignedOut => (t::portal::signed_out_title(l), t::portal::signed_out_text(l)),
            Self::Away => (t::portal::away_title(l), fault_text(l, FaultKind::Unavailable)),
            Self::Broken => (t::portal::broken_title(l), fault_text(l, FaultKind::Broken)),
        }
    }
}

/// Stands in place of a page whose data could not be had; on the server it sets the answer's status.
#[component]
pub fn Problem(
    /// Why.
    problem: ApiError,
) -> impl IntoView {
    instead(Instead::of(&problem))
}

/// An address inside the portals that leads nowhere, or nowhere for this reader.
#[component]
pub fn Lost() -> impl IntoView {
    instead(Instead::Lost)
}

fn instead(kind: Instead) -> AnyView {
    let l = use_locale();
    answer_with(kind.status());
    let (title, text) = kind.words(l);
    super::root::title(title);
    let (href, word) = match (kind, use_seat().profile) {
        (Instead::SignedOut, _) | (_, None) => (super::look::sign_in_href(l, ""), t::portal::sign_in(l)),
        (_, Some(profile)) => (home(l, &profile.roles), t::portal::to_start(l)),
    };
    // Loads anew: what was the matter may be over, and the server decides again.
    view! {
        <ErrorPage drawing=kind.drawing() title text>
            <LinkButton href look=ButtonLook::Primary attr:rel="external">{word}</LinkButton>
        </ErrorPage>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
fn answer_with(status: u16) {
    if let (Some(options), Ok(status)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        http::StatusCode::from_u16(status),
    ) {
        options.set_status(status);
    }
}

#[cfg(not(feature = "ssr"))]
const fn answer_with(_: u16) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_problem_has_its_page_and_status() {
        let check = |problem: ApiError, status| assert_eq!(Instead::of(&problem).status(), status, "{problem:?}");
        check(RefusalCode::NotFound.into(), 404);
        check(RefusalCode::NotAllowed.into(), 404);
        check(RefusalCode::SignInFirst.into(), 401);
        check(ApiError::Port(Error::Failed(FaultKind::Unavailable)), 503);
        check(ApiError::Port(Error::Failed(FaultKind::Broken)), 500);
        check(ApiError::Unreachable, 503);
    }

    #[test]
    fn every_refusal_has_words_in_every_language() {
        for l in Locale::ALL {
            for code in RefusalCode::ALL {
                assert!(!words(l, &(*code).into()).is_empty());
            }
        }
    }
}
