//! The table of rights as this port keeps it: every method, for every role, the visitor, the kiosk and the house.

use domain::accounts::{AcceptInvitation, AccountsPort as _, Actor, Operation, Password, Role, Secret, SignIn};
use domain::ids::{BankId, KioskId, PersonId, SessionId};
use domain::{Error, Locale, RefusalCode};

use super::{Hall, invite};
use crate::both;

/// Each method that asks the table: its operation, and what it answers.
async fn walk(hall: &Hall, actor: &Actor, person: PersonId) -> Vec<(&'static str, Operation, Result<(), Error>)> {
    use Operation as O;
    let accounts = &hall.accounts;
    let sign_in = SignIn {
        email: "nobody@example.org".to_owned(),
        password: Password::typed("wrong"),
        address: String::new(),
        device: String::new(),
    };
    let accept = AcceptInvitation {
        secret: Secret::new("x"),
        name: "X".to_owned(),
        password: String::new(),
        address: String::new(),
        device: String::new(),
    };
    let unknown = SessionId(hall.house.outside.uuid7());
    let email = format!("{}@example.org", hall.house.outside.uuid7());
    vec![
        ("sign_in", O::SignIn, accounts.sign_in(actor, sign_in).await.map(drop)),
        (
            "sign_in_demo",
            O::SignIn,
            accounts.sign_in_demo(actor, Role::Dealer, "", "").await.map(drop),
        ),
        (
            "invitation",
            O::SignIn,
            accounts.invitation(actor, &Secret::new("x")).await.map(drop),
        ),
        (
            "accept_invitation",
            O::SignIn,
            accounts.accept_invitation(actor, accept).await.map(drop),
        ),
        ("sessions", O::OwnAccount, accounts.sessions(actor).await.map(drop)),
        ("end_session", O::OwnAccount, accounts.end_session(actor, unknown).await),
        (
            "choose_locale",
            O::OwnAccount,
            accounts.choose_locale(actor, Locale::En).await,
        ),
        (
            "staff_sessions",
            O::SeeSessions,
            accounts.staff_sessions(actor, "").await.map(drop),
        ),
        (
            "end_staff_session",
            O::EndSessions,
            accounts.end_staff_session(actor, person, unknown).await.map(drop),
        ),
        (
            "end_staff_sessions",
            O::EndSessions,
            accounts.end_staff_sessions(actor, person).await.map(drop),
        ),
        ("people", O::SeePeople, accounts.people(actor, "").await.map(drop)),
        (
            "invite",
            O::ManagePeople,
            accounts.invite(actor, invite(&email, &["employee"])).await.map(drop),
        ),
        (
            "invite_again",
            O::ManagePeople,
            accounts.invite_again(actor, person).await,
        ),
        (
            "set_enabled",
            O::ManagePeople,
            accounts.set_enabled(actor, person, true).await,
        ),
        ("sign_out", O::SignOut, accounts.sign_out(actor).await),
    ]
}

fn refused(outcome: &Result<(), Error>, code: RefusalCode) -> bool {
    outcome.as_ref().err().is_some_and(|error| error.is(code))
}

both! {
    async fn every_method_asks_the_table(world: World) {
        let hall = Hall::new(&world, true).await;
        for role in Role::ALL {
            let (actor, _) = hall.enter(&format!("{}@example.org", role.wire()), &[role]).await;
            let other = hall.accounts.seed_person(hall.organisation, "O", "o@example.org", Locale::En, &[], None);
            let other = other.await.unwrap();
            for (method, operation, outcome) in walk(&hall, &actor, other).await {
                let allowed = !refused(&outcome, RefusalCode::NotAllowed);
                assert_eq!(allowed, role.may(operation), "{role:?} {method} {outcome:?}");
            }
            let error = hall.accounts.invite_administrator(&actor, "x@example.org").await.err().unwrap();
            assert!(error.is(RefusalCode::NotAllowed), "{role:?}");
        }
    }

    async fn visitors_and_kiosks_have_no_account(world: World) {
        let hall = Hall::new(&world, true).await;
        let person = PersonId(world.outside.uuid7());
        for (method, operation, outcome) in walk(&hall, &hall.visitor, person).await {
            let shut = refused(&outcome, RefusalCode::SignInFirst);
            assert_eq!(shut, operation != Operation::SignIn, "{method} {outcome:?}");
        }
        let kiosk = Actor::Kiosk {
            kiosk: KioskId(world.outside.uuid7()),
            bank: BankId(world.outside.uuid7()),
        };
        for (method, _, outcome) in walk(&hall, &kiosk, person).await {
            assert!(refused(&outcome, RefusalCode::NotAllowed), "{method} {outcome:?}");
        }
        for actor in [&hall.visitor, &kiosk] {
            assert!(hall.accounts.invite_administrator(actor, "x@example.org").await.is_err());
        }
    }

    async fn people_of_others_do_not_exist(world: World) {
        let hall = Hall::new(&world, false).await;
        let elsewhere = hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        let (far, opened) = hall.enter_at(elsewhere, "far@example.org", &[Role::Employee]).await;
        let far = far.person().unwrap();
        for role in [Role::Manager, Role::Administrator] {
            let (actor, _) = hall.enter(&format!("{}@example.org", role.wire()), &[role]).await;
            for person in [far, PersonId(world.outside.uuid7())] {
                for outcome in [
                    hall.accounts.invite_again(&actor, person).await,
                    hall.accounts.set_enabled(&actor, person, false).await,
                    hall.accounts.set_enabled(&actor, person, true).await,
                ] {
                    assert!(refused(&outcome, RefusalCode::NotFound), "{role:?} {outcome:?}");
                }
            }
            assert!(hall.accounts.people(&actor, "far").await.unwrap().is_empty());
        }
        hall.accounts.who(&opened.secret).await.unwrap();
    }
}
