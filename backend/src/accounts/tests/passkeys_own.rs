//! One's own passkeys: added, removed, required; who may; what is kept of them.

use std::sync::Arc;

use domain::accounts::owners::OwnersPort as _;
use domain::accounts::second_step::{CodeAsked, MOST_PASSKEYS, PasskeySignIn, RecoveryCode, SecondStepPort as _};
use domain::accounts::{AccountsPort as _, Actor, Operation, Role, Secret};
use domain::ids::PasskeyId;
use domain::{Error, RefusalCode, Span};

use super::GOOD;
use super::authenticator::Phone;
use super::passkeys::{HERE, away, wish};
use super::second_step::{ANA, Steps, WRONG, at, no, proof};
use crate::accounts::Owners;
use crate::both;
use crate::db::one;
use crate::notices::NoticesData;
use crate::testing::traces;

/// Each method of the port that is about passkeys: its operation, and what it answers.
async fn walk(steps: &Steps, actor: &Actor) -> Vec<(&'static str, Operation, Result<(), Error>)> {
    use Operation as O;
    let port = &steps.port;
    let none = PasskeyId(steps.hall.house.outside.uuid7());
    let form = || PasskeySignIn {
        secret: Secret::new("x"),
        answer: "{}".to_owned(),
        address: String::new(),
        device: String::new(),
    };
    let finished = port.finish_by_passkey(actor, form()).await.map(drop);
    let entered = port.enter_by_passkey(actor, form()).await.map(drop);
    let asked = port.passkey_asked(actor, &Secret::new("x")).await.map(drop);
    vec![
        ("finish_by_passkey", O::SignIn, finished),
        ("ask_passkey", O::SignIn, port.ask_passkey(actor).await.map(drop)),
        ("passkey_asked", O::SignIn, asked),
        ("enter_by_passkey", O::SignIn, entered),
        ("passkeys", O::SecondStep, port.passkeys(actor).await.map(drop)),
        (
            "begin_passkey",
            O::SecondStep,
            port.begin_passkey(actor, wish("", "", "")).await,
        ),
        (
            "passkey_set_up",
            O::SecondStep,
            port.passkey_set_up(actor).await.map(drop),
        ),
        (
            "keep_passkey",
            O::SecondStep,
            port.keep_passkey(actor, "{}").await.map(drop),
        ),
        (
            "remove_passkey",
            O::SecondStep,
            port.remove_passkey(actor, away(none, "", "")).await,
        ),
    ]
}

fn refused(outcome: &Result<(), Error>, code: RefusalCode) -> bool {
    outcome.as_ref().err().is_some_and(|error| error.is(code))
}

/// Adds one more passkey with the session of this actor; gives the session as it goes on.
async fn another(steps: &Steps, actor: &Actor, credential: &[u8], code: &str) -> (Actor, Option<Vec<RecoveryCode>>) {
    steps
        .port
        .begin_passkey(actor, wish("Laptop", GOOD, code))
        .await
        .unwrap();
    let options = steps.port.passkey_set_up(actor).await.unwrap().options;
    let answer = Phone::before(HERE, credential).create(&options);
    let kept = steps.port.keep_passkey(actor, &answer).await.unwrap();
    let (actor, _) = steps.hall.accounts.who(&kept.session).await.unwrap();
    (actor, kept.codes)
}

both! {
    async fn every_method_about_passkeys_asks_the_table(world: World) {
        let steps = Steps::new(&world).await;
        for role in Role::ALL {
            let (actor, _) = steps.hall.enter(&format!("{}@example.org", role.wire()), &[role]).await;
            for (method, operation, outcome) in walk(&steps, &actor).await {
                let allowed = !refused(&outcome, RefusalCode::NotAllowed);
                assert_eq!(allowed, role.may(operation), "{role:?} {method} {outcome:?}");
            }
        }
        for (method, operation, outcome) in walk(&steps, &steps.hall.visitor).await {
            let shut = refused(&outcome, RefusalCode::SignInFirst);
            assert_eq!(shut, operation != Operation::SignIn, "{method} {outcome:?}");
        }
    }

    async fn the_first_passkey_is_a_second_step_with_recovery_codes(world: World) {
        let steps = Steps::new(&world).await;
        let (ana, _) = steps.hall.enter(ANA, &[Role::Employee]).await;
        let elsewhere = steps.hall.sign_in(ANA, GOOD).await.unwrap();
        assert_eq!(no(steps.port.passkey_set_up(&ana).await), RefusalCode::WrongState);
        assert_eq!(no(steps.port.keep_passkey(&ana, "{}").await), RefusalCode::WrongState);
        let refused = steps.port.begin_passkey(&ana, wish(" ", GOOD, "")).await.unwrap_err();
        assert_eq!(at(&refused, "name"), Some(RefusalCode::Missing));
        let refused = steps.port.begin_passkey(&ana, wish("Telefon", "wrong", "")).await.unwrap_err();
        assert_eq!(at(&refused, "password"), Some(RefusalCode::WrongPassword));
        world.clock.advance(Span::minutes(1));
        // What is no passkey of ours uses the question up, and changes nothing else.
        steps.port.begin_passkey(&ana, wish("Telefon", GOOD, "")).await.unwrap();
        let options = steps.port.passkey_set_up(&ana).await.unwrap().options;
        let foreign = Phone::before(HERE, b"x").at("https://evil.example").create(&options);
        assert_eq!(no(steps.port.keep_passkey(&ana, &foreign).await), RefusalCode::WrongPasskey);
        let right = Phone::before(HERE, b"x").create(&options);
        assert_eq!(no(steps.port.keep_passkey(&ana, &right).await), RefusalCode::WrongState);
        steps.hall.sign_in(ANA, GOOD).await.unwrap();

        let kit = steps.keyed(&ana, b"the passkey of Ana").await;
        assert_eq!(kit.paper.len(), RecoveryCode::HOW_MANY);
        assert_eq!(no(steps.hall.accounts.who(&elsewhere.secret).await), RefusalCode::SignInFirst);
        let own = steps.port.own(&kit.actor).await.unwrap();
        assert_eq!((own.since, own.passkeys, own.codes_left), (None, 1, 10));
        steps.half().await;
        assert_eq!(steps.mailed("O cheie de acces a fost adăugată").await, 1);
        // The same one is nobody else's.
        let (bob, _) = steps.hall.enter("bob@example.org", &[Role::Employee]).await;
        steps.port.begin_passkey(&bob, wish("Telefon", GOOD, "")).await.unwrap();
        let options = steps.port.passkey_set_up(&bob).await.unwrap().options;
        let twice = Phone::before(HERE, b"the passkey of Ana").create(&options);
        assert_eq!(no(steps.port.keep_passkey(&bob, &twice).await), RefusalCode::WrongPasskey);
        // And what was asked of one session is no question to another.
        steps.port.begin_passkey(&kit.actor, wish("Laptop", GOOD, "")).await.unwrap();
        assert_eq!(no(steps.port.passkey_set_up(&bob).await), RefusalCode::WrongState);
    }

    async fn a_change_asks_for_a_code_unless_a_passkey_was_shown_just_now(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana_keyed().await;
        let asked = |actor: Actor| { let port = &steps.port; async move { port.passkeys(&actor).await.unwrap().asked } };
        assert_eq!(asked(kit.actor.clone()).await, CodeAsked::No);
        world.clock.advance(Span::minutes(10));
        assert_eq!(asked(kit.actor.clone()).await, CodeAsked::Recovery);
        let refused = steps.port.begin_passkey(&kit.actor, wish("Laptop", GOOD, "")).await.unwrap_err();
        assert_eq!(at(&refused, "code"), Some(RefusalCode::Missing));
        let refused = steps.port.begin_passkey(&kit.actor, wish("Laptop", GOOD, WRONG)).await.unwrap_err();
        assert_eq!(at(&refused, "code"), Some(RefusalCode::WrongSecondStep));
        let refused = steps.port.new_codes(&kit.actor, proof(GOOD, "")).await.err().unwrap();
        assert_eq!(at(&refused, "code"), Some(RefusalCode::Missing));
        let (ana, codes) = another(&steps, &kit.actor, b"a laptop", &kit.paper[0].grouped()).await;
        assert!(codes.is_none(), "the paper of before counts on");
        // With a phone its digits are asked for, however fresh the session is.
        let half = steps.half().await;
        let fresh = steps.finish(&half, &kit.paper[1].grouped()).await.unwrap();
        let (fresh, _) = steps.hall.accounts.who(&fresh.session.secret).await.unwrap();
        assert_eq!((asked(ana).await, asked(fresh.clone()).await), (CodeAsked::Recovery, CodeAsked::No));
        let digits = steps.switch_on(&fresh).await;
        assert_eq!(asked(digits.actor.clone()).await, CodeAsked::Digits);
        let refused = steps.port.begin_passkey(&digits.actor, wish("Stick", GOOD, "")).await.unwrap_err();
        assert_eq!(at(&refused, "code"), Some(RefusalCode::Missing));
        another(&steps, &digits.actor, b"a stick", &steps.shown(&digits.phone, 0)).await;
    }

    async fn with_the_last_one_the_second_step_is_off(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana_keyed().await;
        world.clock.advance(Span::seconds(1));
        let (ana, _) = another(&steps, &kit.actor, b"a laptop", "").await;
        let own = steps.port.passkeys(&ana).await.unwrap();
        let names: Vec<_> = own.passkeys.iter().map(|one| one.name.as_str()).collect();
        assert_eq!((names, own.last_stays), (vec!["Telefonul meu", "Laptop"], false));
        let (bob, _) = steps.hall.enter("bob@example.org", &[Role::Employee]).await;
        let foreign = steps.port.remove_passkey(&bob, away(own.passkeys[0].id, GOOD, "")).await;
        assert_eq!(no(foreign), RefusalCode::WrongState, "somebody else's");
        let refused = steps.port.remove_passkey(&ana, away(own.passkeys[0].id, "wrong", "")).await.unwrap_err();
        assert_eq!(at(&refused, "password"), Some(RefusalCode::WrongPassword));
        world.clock.advance(Span::minutes(1));
        let half = steps.half().await;
        steps.port.remove_passkey(&ana, away(own.passkeys[0].id, GOOD, "")).await.unwrap();
        assert_eq!(no(steps.port.awaited(&steps.hall.visitor, &half).await), RefusalCode::SecondStepOver);
        assert_eq!(steps.mailed("Nu mai deschide nimic").await, 1);
        steps.half().await;
        steps.port.remove_passkey(&ana, away(own.passkeys[1].id, GOOD, "")).await.unwrap();
        assert_eq!(steps.mailed("este suficientă parola").await, 1);
        steps.hall.sign_in(ANA, GOOD).await.unwrap();
        let mut reader = steps.hall.house.db.read().await.unwrap();
        let left = one!(reader, (i64,), "SELECT COUNT(*) FROM recovery_codes").unwrap();
        assert_eq!(left.0, 0, "and the paper is worthless");
    }

    async fn a_passkey_is_enough_where_a_second_step_is_a_must(world: World) {
        let steps = Steps::new(&world).await;
        let (boss, _) = steps.hall.enter("boss@example.org", &[Role::Manager]).await;
        steps.port.require(&boss, true).await.unwrap();
        steps.hall.accounts.seed_person(steps.hall.organisation, "Ana", ANA, domain::Locale::Ro, &[Role::Employee], Some(GOOD)).await.unwrap();
        let opened = steps.hall.sign_in(ANA, GOOD).await.unwrap();
        assert!(opened.confined);
        let (confined, _) = steps.hall.accounts.who(&opened.secret).await.unwrap();
        let kit = steps.keyed(&confined, b"the passkey of Ana").await;
        assert!(matches!(kit.actor, Actor::Person { .. }));
        let rules = steps.port.rules(&boss).await.unwrap();
        let ana = rules.people.iter().find(|one| one.person.email == ANA).unwrap();
        assert_eq!(ana.since.unwrap().at, steps.hall.house.now());
        // The last one stays; with a phone beside it, either may go, and not both.
        let own = steps.port.passkeys(&kit.actor).await.unwrap();
        assert!(own.last_stays);
        let id = own.passkeys[0].id;
        assert_eq!(no(steps.port.remove_passkey(&kit.actor, away(id, GOOD, "")).await), RefusalCode::WrongState);
        assert_eq!(steps.port.passkeys(&kit.actor).await.unwrap().passkeys.len(), 1);
        let digits = steps.switch_on(&kit.actor).await;
        steps.port.turn_off(&digits.actor, proof(GOOD, &steps.shown(&digits.phone, 0))).await.unwrap();
        assert_eq!(steps.mailed("nu mai cere șase cifre").await, 1);
        let own = steps.port.own(&digits.actor).await.unwrap();
        assert_eq!((own.since, own.passkeys, own.codes_left), (None, 1, 10), "the paper stays with the passkey");
        assert_eq!(no(steps.port.turn_off(&digits.actor, proof(GOOD, "")).await), RefusalCode::WrongState);
        let half = steps.half().await;
        steps.asked(&half).await;
    }

    async fn ten_are_enough(world: World) {
        let steps = Steps::new(&world).await;
        let mut actor = steps.ana_keyed().await.actor;
        for n in 1..MOST_PASSKEYS {
            (actor, _) = another(&steps, &actor, format!("passkey {n}").as_bytes(), "").await;
        }
        assert_eq!(no(steps.port.begin_passkey(&actor, wish("One more", GOOD, "")).await), RefusalCode::WrongState);
    }

    async fn what_is_kept_of_passkeys_is_sealed_exported_and_erased(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana_keyed().await;
        steps.half().await;
        steps.port.begin_passkey(&kit.actor, wish("Hinterhof 7", GOOD, "")).await.unwrap();
        assert_eq!(traces(&steps.hall.house.db, &["EC_EC2", "publicKey", "Hinterhof 7"], &[]).await, Vec::<String>::new());
        let owners = Owners::new(steps.hall.accounts.clone(), vec![Arc::new(NoticesData)]);
        let export = owners.export_person(&Actor::House, ANA).await.unwrap();
        for text in ["\"passkeys\"", "Telefonul meu", "\"last_used\": null"] {
            assert!(export.contains(text), "{text} in {export}");
        }
        assert!(!export.contains("sealed") && !export.contains("credential"));
        owners.erase_person(&Actor::House, ANA).await.unwrap();
        let mut reader = steps.hall.house.db.read().await.unwrap();
        let left = one!(
            reader,
            (i64,),
            "SELECT (SELECT COUNT(*) FROM passkeys) + (SELECT COUNT(*) FROM passkey_questions)"
        );
        assert_eq!(left.unwrap().0, 0);
    }
}
