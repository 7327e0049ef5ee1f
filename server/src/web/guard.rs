//! Portals are for people who signed in, a kiosk's page for the screen that was paired. Who may do what, the ports decide.

use app::asking::Asking;
use app::portal::look::{second_step_href, sign_in_href};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use domain::accounts::Actor;

use super::PageKind;
use super::here::see_other;

/// Below it every bank has the address of its screen.
const KIOSKS: &str = "/kiosk/";

/// Sends whoever may not see the page to where they can change that.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let kind = kind(path);
    let to = request
        .extensions()
        .get::<Asking>()
        .and_then(|asking| detour(asking, path));
    if let Some(to) = to {
        return see_other(&to);
    }
    let mut answer = next.run(request).await;
    answer.extensions_mut().insert(kind);
    answer
}

fn kind(path: &str) -> PageKind {
    if path.starts_with(KIOSKS) {
        PageKind::Kiosk
    } else {
        PageKind::Portal
    }
}

/// A screen is let to the kiosk of its own bank only; one that was never paired is told how that is done. (One that is
/// unpaired while it shows its kiosk is told so there.)
fn detour(asking: &Asking, path: &str) -> Option<String> {
    let locale = asking.locale;
    if let Some(wanted) = path.strip_prefix(KIOSKS) {
        return match &asking.kiosk {
            Some(Actor::Kiosk { bank, .. }) => {
                let own = bank.to_string();
                (own != wanted).then(|| ["/kiosk/", &own].concat())
            }
            _ => Some(["/", locale.code(), "/pair"].concat()),
        };
    }
    if asking.setting_up.is_some() {
        return Some(second_step_href(locale));
    }
    asking.profile.is_none().then(|| sign_in_href(locale, path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Locale;
    use domain::ids::{BankId, KioskId};

    #[test]
    fn only_the_screen_at_a_locker_is_a_kiosk() {
        assert_eq!(kind("/kiosk/01920000-0000-7000-8000-000000000001"), PageKind::Kiosk);
        for path in ["/en/kiosk/x", "/en/employee/deliveries", "/kiosk", "/en/account"] {
            assert_eq!(kind(path), PageKind::Portal, "{path}");
        }
    }

    #[test]
    fn a_screen_is_led_to_its_own_bank_or_to_the_pairing() {
        let (own, other) = (
            "01920000-0000-7000-8000-000000000001",
            "01920000-0000-7000-8000-000000000002",
        );
        let asking = |kiosk| Asking {
            actor: Actor::Visitor { address: String::new() },
            profile: None,
            setting_up: None,
            kiosk,
            locale: Locale::Ro,
            demo: false,
        };
        let paired = asking(Some(Actor::Kiosk {
            kiosk: other.parse::<KioskId>().unwrap(),
            bank: own.parse::<BankId>().unwrap(),
        }));
        assert_eq!(detour(&paired, &["/kiosk/", own].concat()), None);
        assert_eq!(
            detour(&paired, &["/kiosk/", other].concat()),
            Some(["/kiosk/", own].concat())
        );
        assert_eq!(
            detour(&asking(None), &["/kiosk/", own].concat()).as_deref(),
            Some("/ro/pair")
        );
    }
}
