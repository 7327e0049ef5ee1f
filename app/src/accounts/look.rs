//! Words for roles, states of people, and devices. No markup.

use domain::Locale;
use domain::accounts::{Operation, PersonState, Profile, Role};

use crate::t;
use crate::ui::{Glyph, Tone};

/// What a role is called.
pub fn role_name(l: Locale, role: Role) -> &'static str {
    match role {
        Role::Owner => t::accounts::role_owner(l),
        Role::Dealer => t::accounts::role_dealer(l),
        Role::Courier => t::accounts::role_courier(l),
        Role::Dispatcher => t::accounts::role_dispatcher(l),
        Role::Employee => t::accounts::role_employee(l),
        Role::Manager => t::accounts::role_manager(l),
        Role::Support => t::accounts::role_support(l),
        Role::Administrator => t::accounts::role_administrator(l),
    }
}

/// What a role is for, in a line.
pub fn role_hint(l: Locale, role: Role) -> &'static str {
    match role {
        Role::Owner => t::accounts::role_owner_hint(l),
        Role::Dealer => t::accounts::role_dealer_hint(l),
        Role::Courier => t::accounts::role_courier_hint(l),
        Role::Dispatcher => t::accounts::role_dispatcher_hint(l),
        Role::Employee => t::accounts::role_employee_hint(l),
        Role::Manager => t::accounts::role_manager_hint(l),
        Role::Support => t::accounts::role_support_hint(l),
        Role::Administrator => t::accounts::role_administrator_hint(l),
    }
}

/// All roles of somebody in one line.
pub fn role_names(l: Locale, roles: &[Role]) -> String {
    let mut out = String::new();
    for role in roles {
        if !out.is_empty() {
            out.push_str(" · ");
        }
        out.push_str(role_name(l, *role));
    }
    out
}

/// The roles that somebody may give: those that can work today; only an administrator makes administrators.
pub fn roles_to_give(giver: &[Role]) -> Vec<Role> {
    let mut roles = vec![
        Role::Employee,
        Role::Dispatcher,
        Role::Courier,
        Role::Manager,
        Role::Support,
    ];
    if giver.contains(&Role::Administrator) {
        roles.push(Role::Administrator);
    }
    roles
}

/// Whether somebody is offered a second step at sign-in.
pub fn has_second_step(profile: &Profile) -> bool {
    profile.roles.iter().any(|role| role.may(Operation::SecondStep))
}

/// Whether a person can sign in.
pub fn person_state(l: Locale, state: PersonState) -> (Tone, Glyph, &'static str) {
    match state {
        PersonState::Invited => (Tone::Warn, Glyph::Envelope, t::accounts::state_invited(l)),
        PersonState::Active => (Tone::Good, Glyph::Check, t::accounts::state_active(l)),
        PersonState::Disabled => (Tone::Neutral, Glyph::Ban, t::accounts::state_disabled(l)),
        PersonState::Erased => (Tone::Neutral, Glyph::Ban, t::accounts::state_erased(l)),
    }
}

/// What can be done with a person's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonActs {
    /// Send the invitation again.
    pub invite_again: bool,
    /// Switch off (`Some(false)`) or on again (`Some(true)`); neither for oneself.
    pub switch: Option<bool>,
}

/// What can be done with an account in this state; `own` is the reader's own.
pub const fn person_acts(state: PersonState, own: bool) -> PersonActs {
    PersonActs {
        invite_again: matches!(state, PersonState::Invited),
        switch: match (own, state) {
            (true, _) | (_, PersonState::Erased) => None,
            (false, PersonState::Disabled) => Some(true),
            (false, PersonState::Invited | PersonState::Active) => Some(false),
        },
    }
}

/// Browser and system out of what a browser calls itself; empty if neither is known.
pub fn device_name(agent: &str) -> String {
    let pick = |names: &[(&str, &'static str)]| {
        let hit = names.iter().find(|(mark, _)| agent.contains(mark));
        hit.map(|(_, name)| *name)
    };
    // Each calls itself by the names of those before it, so the order matters.
    let browser = pick(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("YaBrowser/", "Yandex Browser"),
        ("MicroMessenger/", "WeChat"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = pick(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => [browser, " · ", system].concat(),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

/// The words over the fields of the invitation.
pub fn field_label(l: Locale, field: &str) -> Option<&'static str> {
    Some(match field {
        "name" => t::accounts::name(l),
        "email" => t::accounts::email(l),
        "locale" => t::accounts::locale(l),
        "roles" => t::accounts::roles(l),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_name_of_its_own_in_every_language() {
        for l in Locale::ALL {
            let mut names: Vec<_> = Role::ALL.iter().map(|role| role_name(l, *role)).collect();
            names.extend(Role::ALL.iter().map(|role| role_hint(l, *role)));
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 16, "{l:?}");
        }
    }

    #[test]
    fn nobody_switches_themselves_off() {
        for state in [PersonState::Invited, PersonState::Active, PersonState::Disabled] {
            assert_eq!(person_acts(state, true).switch, None);
            assert_eq!(
                person_acts(state, false).switch,
                Some(state == PersonState::Disabled),
                "{state:?}"
            );
            assert_eq!(person_acts(state, false).invite_again, state == PersonState::Invited);
        }
    }

    #[test]
    fn only_an_administrator_offers_administrators() {
        assert!(!roles_to_give(&[Role::Manager]).contains(&Role::Administrator));
        assert!(roles_to_give(&[Role::Administrator]).contains(&Role::Administrator));
    }

    #[test]
    fn a_device_is_called_by_what_people_know() {
        let check = |agent, expected| assert_eq!(device_name(agent), expected);
        check(
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
            "Chrome · Linux",
        );
        check(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge · Windows",
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1 Version/26.0 Mobile Safari/604.1",
            "Safari · iPhone",
        );
        check("curl/8.5.0", "curl");
        check("something", "");
    }

    #[test]
    fn every_field_of_the_form_has_its_word() {
        for field in ["name", "email", "locale", "roles"] {
            assert!(field_label(Locale::Zh, field).is_some(), "{field}");
        }
        assert_eq!(field_label(Locale::Zh, "once"), None);
    }
}
