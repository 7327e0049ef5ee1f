//! The second step of others: forced set-up, the administrator who takes it off, rights, and what is kept of a person.

use std::sync::Arc;

use domain::accounts::owners::OwnersPort as _;
use domain::accounts::second_step::{FinishSignIn, SecondStepPort as _, TakeOff};
use domain::accounts::{AcceptInvitation, AccountsPort as _, Actor, Operation, Role, Secret};
use domain::ids::{BankId, KioskId, PersonId};
use domain::{Error, Locale, RefusalCode, Span};

use super::second_step::{ANA, Steps, at, begin, proof};
use super::{GOOD, invite};
use crate::accounts::Owners;
use crate::both;
use crate::db::one;
use crate::notices::NoticesData;
use crate::testing::traces;

const REASON: &str = "Telefonul a căzut în Dâmbovița";

fn reason(text: &str) -> TakeOff {
    TakeOff {
        reason: text.to_owned(),
    }
}

/// Each method of the port: its operation, and what it answers.
async fn walk(steps: &Steps, actor: &Actor, person: PersonId) -> Vec<(&'static str, Operation, Result<(), Error>)> {
    use Operation as O;
    let port = &steps.port;
    let form = FinishSignIn {
        half: Secret::new("x"),
        code: "000000".to_owned(),
        address: String::new(),
        device: String::new(),
    };
    vec![
        (
            "awaited",
            O::SignIn,
            port.awaited(actor, &Secret::new("x")).await.map(drop),
        ),
        ("finish", O::SignIn, port.finish(actor, form).await.map(drop)),
        ("own", O::SecondStep, port.own(actor).await.map(drop)),
        ("begin", O::SecondStep, port.begin(actor, begin("wrong", "")).await),
        ("set_up", O::SecondStep, port.set_up(actor).await.map(drop)),
        ("confirm", O::SecondStep, port.confirm(actor, "000000").await.map(drop)),
        (
            "new_codes",
            O::SecondStep,
            port.new_codes(actor, proof("", "")).await.map(drop),
        ),
        ("turn_off", O::SecondStep, port.turn_off(actor, proof("", "")).await),
        ("rules", O::SetSignInRules, port.rules(actor).await.map(drop)),
        ("require", O::SetSignInRules, port.require(actor, false).await),
        ("of", O::TakeOffSecondStep, port.of(actor, person).await.map(drop)),
        (
            "take_off",
            O::TakeOffSecondStep,
            port.take_off(actor, person, reason("x")).await,
        ),
    ]
}

fn refused(outcome: &Result<(), Error>, code: RefusalCode) -> bool {
    outcome.as_ref().err().is_some_and(|error| error.is(code))
}

/// A manager who requires it, and the password of Ana.
async fn required(steps: &Steps) -> Actor {
    let (boss, _) = steps.hall.enter("boss@example.org", &[Role::Manager]).await;
    steps.port.require(&boss, true).await.unwrap();
    boss
}

both! {
    async fn every_method_asks_the_table(world: World) {
        let steps = Steps::new(&world).await;
        for role in Role::ALL {
            let (actor, _) = steps.hall.enter(&format!("{}@example.org", role.wire()), &[role]).await;
            let other = steps.hall.accounts.seed_person(steps.hall.organisation, "O", "o@example.org", Locale::En, &[], None);
            let other = other.await.unwrap();
            for (method, operation, outcome) in walk(&steps, &actor, other).await {
                let allowed = !refused(&outcome, RefusalCode::NotAllowed);
                assert_eq!(allowed, role.may(operation), "{role:?} {method} {outcome:?}");
            }
        }
        let person = PersonId(world.outside.uuid7());
        for (method, operation, outcome) in walk(&steps, &steps.hall.visitor, person).await {
            let shut = refused(&outcome, RefusalCode::SignInFirst);
            assert_eq!(shut, operation != Operation::SignIn, "{method} {outcome:?}");
        }
        let kiosk = Actor::Kiosk { kiosk: KioskId(world.outside.uuid7()), bank: BankId(world.outside.uuid7()) };
        for (method, _, outcome) in walk(&steps, &kiosk, person).await {
            assert!(refused(&outcome, RefusalCode::NotAllowed), "{method} {outcome:?}");
        }
    }

    async fn whoever_must_have_one_can_do_nothing_else_until_they_have(world: World) {
        let steps = Steps::new(&world).await;
        let (before, _) = steps.hall.enter(ANA, &[Role::Employee]).await;
        let boss = required(&steps).await;
        // Sessions that are open go on; the next one is confined.
        steps.hall.accounts.sessions(&before).await.unwrap();
        let opened = steps.hall.sign_in(ANA, GOOD).await.unwrap();
        assert!(opened.confined);
        let (ana, profile) = steps.hall.accounts.who(&opened.secret).await.unwrap();
        assert!(matches!(ana, Actor::Confined { .. }));
        assert_eq!(profile.roles, [Role::Employee], "whose it is can be shown");
        for operation in Operation::ALL {
            let left = [Operation::SecondStep, Operation::SignOut].contains(operation);
            assert_eq!(ana.may(*operation), left, "{operation:?}");
        }
        assert!(steps.hall.accounts.sessions(&ana).await.unwrap_err().is(RefusalCode::NotAllowed));
        assert!(steps.port.own(&ana).await.unwrap().required);
        // The clock's twelve hours and every other way do not widen it.
        world.clock.advance(Span::hours(1));
        let (ana, _) = steps.hall.accounts.who(&opened.secret).await.unwrap();
        let kit = steps.switch_on(&ana).await;
        assert!(matches!(kit.actor, Actor::Person { .. }));
        assert!(steps.hall.accounts.who(&opened.secret).await.is_err(), "the secret changed with the rights");
        steps.hall.accounts.sessions(&kit.actor).await.unwrap();
        assert!(steps.hall.accounts.sessions(&before).await.unwrap().iter().all(|one| !one.current), "and the old one is over");
        // It cannot be turned off while it is required.
        let off = steps.port.turn_off(&kit.actor, proof(GOOD, &steps.shown(&kit.phone, 0))).await;
        assert!(off.unwrap_err().is(RefusalCode::WrongState));
        let half = steps.half().await;
        let finished = steps.finish(&half, &steps.shown(&kit.phone, 0)).await.unwrap();
        assert!(!finished.session.confined);
        steps.port.require(&boss, false).await.unwrap();
        steps.next();
        steps.port.turn_off(&kit.actor, proof(GOOD, &steps.shown(&kit.phone, 0))).await.unwrap();
    }

    async fn the_rule_is_for_the_staff_of_one_organisation(world: World) {
        let steps = Steps::new(&world).await;
        required(&steps).await;
        for (email, role, confined) in [
            ("owner@example.org", Role::Owner, false),
            ("dealer@example.org", Role::Dealer, false),
            ("courier@example.org", Role::Courier, true),
            ("admin@example.org", Role::Administrator, true),
        ] {
            let (accounts, house) = (&steps.hall.accounts, steps.hall.organisation);
            accounts.seed_person(house, "X", email, Locale::En, &[role], Some(GOOD)).await.unwrap();
            assert_eq!(steps.hall.sign_in(email, GOOD).await.unwrap().confined, confined, "{role:?}");
        }
        let elsewhere = steps.hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        let (far, _) = steps.hall.enter_at(elsewhere, "far@example.org", &[Role::Manager]).await;
        assert!(matches!(far, Actor::Person { .. }));
        assert!(!steps.port.rules(&far).await.unwrap().required);
        // The demo's one click leads straight to work.
        let opened = steps.hall.accounts.sign_in_demo(&steps.hall.visitor, Role::Courier, "192.0.2.1", "").await.unwrap();
        assert!(!opened.confined);
    }

    async fn whoever_begins_by_an_invitation_sets_it_up_first_and_the_end_of_the_rule_frees(world: World) {
        let steps = Steps::new(&world).await;
        let boss = required(&steps).await;
        steps.hall.accounts.invite(&boss, invite("maria@example.org", &["employee"])).await.unwrap();
        let mails = steps.hall.mails().await;
        let link = mails[0].text.split_whitespace().find(|word| word.contains("/invitation/")).unwrap();
        let form = AcceptInvitation {
            secret: Secret::new(link.rsplit('/').next().unwrap()),
            name: "Maria".to_owned(),
            password: GOOD.to_owned(),
            address: String::new(),
            device: String::new(),
        };
        let opened = steps.hall.accounts.accept_invitation(&steps.hall.visitor, form).await.unwrap();
        assert!(opened.confined);
        let (maria, _) = steps.hall.accounts.who(&opened.secret).await.unwrap();
        steps.port.require(&boss, false).await.unwrap();
        let (free, _) = steps.hall.accounts.who(&opened.secret).await.unwrap();
        assert!(matches!((maria, free), (Actor::Confined { .. }, Actor::Person { .. })));
        steps.port.require(&boss, true).await.unwrap();
        let (maria, _) = steps.hall.accounts.who(&opened.secret).await.unwrap();
        steps.hall.accounts.sign_out(&maria).await.unwrap();
        assert!(steps.hall.accounts.who(&opened.secret).await.is_err());
    }

    async fn an_administrator_takes_it_off_for_who_lost_the_phone(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let ana = kit.actor.person().unwrap();
        let (root, _) = steps.hall.enter("root@example.org", &[Role::Administrator]).await;
        let of = steps.port.of(&root, ana).await.unwrap();
        assert!(of.colleague.since.is_some() && of.removals.is_empty() && !of.own);
        let half = steps.half().await;
        let no_reason = steps.port.take_off(&root, ana, reason(" ")).await.unwrap_err();
        assert_eq!(at(&no_reason, "reason"), Some(RefusalCode::Missing));
        steps.port.take_off(&root, ana, reason(REASON)).await.unwrap();
        assert!(steps.finish(&half, &kit.paper[0].grouped()).await.err().unwrap().is(RefusalCode::SecondStepOver));
        steps.hall.sign_in(ANA, GOOD).await.unwrap();
        // The colleague is told, with the reason; it is kept, sealed.
        assert_eq!(steps.mailed(REASON).await, 1);
        let of = steps.port.of(&root, ana).await.unwrap();
        assert!(of.colleague.since.is_none());
        assert_eq!((of.removals[0].by.as_deref(), of.removals[0].reason.as_str()), (Some("root@example.org"), REASON));
        assert_eq!(traces(&steps.hall.house.db, &["Dâmbovița"], &["captured_notices"]).await, Vec::<String>::new());
        assert!(steps.port.take_off(&root, ana, reason(REASON)).await.unwrap_err().is(RefusalCode::WrongState));
    }

    async fn nobody_takes_off_their_own_or_anothers_organisations(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let (root, _) = steps.hall.enter("root@example.org", &[Role::Administrator]).await;
        let root = steps.switch_on(&root).await.actor;
        let own = root.person().unwrap();
        assert!(steps.port.of(&root, own).await.unwrap().own);
        assert!(steps.port.take_off(&root, own, reason("x")).await.unwrap_err().is(RefusalCode::NotAllowed));
        let elsewhere = steps.hall.accounts.seed_organisation("Elsewhere").await.unwrap();
        let (far, _) = steps.hall.enter_at(elsewhere, "far@example.org", &[Role::Administrator]).await;
        let ana = kit.actor.person().unwrap();
        assert!(steps.port.of(&far, ana).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(steps.port.take_off(&far, ana, reason("x")).await.unwrap_err().is(RefusalCode::NotFound));
        // At the machine itself it can be done, for the last administrator who lost everything.
        steps.port.take_off_at_machine("ROOT@example.org", REASON).await.unwrap();
        steps.hall.sign_in("root@example.org", GOOD).await.unwrap();
        let gone = steps.port.take_off_at_machine("nobody@example.org", REASON).await.unwrap_err();
        assert!(gone.is(RefusalCode::NotFound));
        assert_eq!(steps.port.of(&root, own).await.unwrap().removals[0].by, None);
    }

    async fn the_rule_shows_who_has_it(world: World) {
        let steps = Steps::new(&world).await;
        steps.ana().await;
        let boss = required(&steps).await;
        steps.hall.enter("owner@example.org", &[Role::Owner]).await;
        let rules = steps.port.rules(&boss).await.unwrap();
        assert!(rules.required);
        let seen: Vec<_> = rules.people.iter().map(|one| (one.person.email.as_str(), one.since.is_some())).collect();
        assert_eq!(seen, [(ANA, true), ("boss@example.org", false)], "owners are no staff");
    }

    async fn what_is_kept_of_it_is_exported_and_erased(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let (root, _) = steps.hall.enter("root@example.org", &[Role::Administrator]).await;
        steps.port.take_off(&root, kit.actor.person().unwrap(), reason(REASON)).await.unwrap();
        steps.next();
        let kit = steps.switch_on(&kit.actor).await;
        steps.half().await;
        let owners = Owners::new(steps.hall.accounts.clone(), vec![Arc::new(NoticesData)]);
        let export = owners.export_person(&Actor::House, ANA).await.unwrap();
        for text in ["\"second_step\"", "\"recovery_codes_left\": 10", REASON] {
            assert!(export.contains(text), "{text} in {export}");
        }
        assert!(!export.contains(&kit.phone.base32()) && !export.contains("sealed"));
        owners.erase_person(&Actor::House, ANA).await.unwrap();
        let mut reader = steps.hall.house.db.read().await.unwrap();
        let left = one!(
            reader,
            (i64,),
            "SELECT (SELECT COUNT(*) FROM second_steps) + (SELECT COUNT(*) FROM recovery_codes)
                  + (SELECT COUNT(*) FROM half_sessions) + (SELECT COUNT(*) FROM second_step_removals)"
        );
        assert_eq!(left.unwrap().0, 0);
    }
}
