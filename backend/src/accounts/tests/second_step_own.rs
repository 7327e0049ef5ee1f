//! One's own second step: set up, moved to another phone, turned off; and what stands in the database of it.

use domain::accounts::second_step::{RecoveryCode, SecondStepPort as _, tries};
use domain::accounts::{AccountsPort as _, Actor, Role};
use domain::{RefusalCode, Span};

use super::GOOD;
use super::second_step::{ANA, Steps, WRONG, at, begin, no, proof};
use crate::both;
use crate::db::all;
use crate::testing::traces;

#[derive(sqlx::FromRow)]
struct Kept {
    secret_sealed: Option<String>,
    pending_sealed: Option<String>,
}

both! {
    async fn it_counts_when_the_phone_has_shown_its_first_code(world: World) {
        let steps = Steps::new(&world).await;
        let (ana, _) = steps.hall.enter(ANA, &[Role::Employee]).await;
        let elsewhere = steps.hall.sign_in(ANA, GOOD).await.unwrap();
        assert_eq!(no(steps.port.set_up(&ana).await), RefusalCode::WrongState);
        let refused = steps.port.begin(&ana, begin("wrong", "")).await.unwrap_err();
        assert_eq!(at(&refused, "password"), Some(RefusalCode::WrongPassword));
        world.clock.advance(Span::minutes(1));
        steps.port.begin(&ana, begin(GOOD, "")).await.unwrap();
        let set_up = steps.port.set_up(&ana).await.unwrap();
        assert_eq!((set_up.email.as_str(), set_up.organisation_name.as_str()), (ANA, "Primăria Exemplu"));
        // Until then the password is enough.
        steps.hall.sign_in(ANA, GOOD).await.unwrap();
        for typed in ["", WRONG, &steps.shown(&set_up.secret, 2), &steps.shown(&set_up.secret, -2), "7QK4M-2XPRT"] {
            let refused = steps.port.confirm(&ana, typed).await.err().unwrap();
            assert!(at(&refused, "code").is_some(), "{typed}");
        }
        assert!(steps.port.own(&ana).await.unwrap().since.is_none());
        let on = steps.port.confirm(&ana, &steps.shown(&set_up.secret, 0)).await.unwrap();
        assert_eq!(on.codes.len(), RecoveryCode::HOW_MANY);
        // What the password alone opened is over; the one that sits here goes on under a new secret.
        assert_eq!(no(steps.hall.accounts.who(&elsewhere.secret).await), RefusalCode::SignInFirst);
        let (ana, _) = steps.hall.accounts.who(&on.session).await.unwrap();
        let own = steps.port.own(&ana).await.unwrap();
        assert_eq!((own.since.unwrap().at, own.codes_left, own.required), (steps.hall.house.now(), 10, false));
        assert_eq!(no(steps.port.set_up(&ana).await), RefusalCode::WrongState);
        assert_eq!(steps.mailed(&on.codes[0].grouped()).await, 0, "no code is mailed");
        assert_eq!(steps.mailed("cere acum șase cifre").await, 1);
    }

    async fn the_digits_of_the_set_up_do_not_open_the_door_as_well(world: World) {
        let steps = Steps::new(&world).await;
        let (ana, _) = steps.hall.enter(ANA, &[Role::Employee]).await;
        steps.port.begin(&ana, begin(GOOD, "")).await.unwrap();
        let phone = steps.port.set_up(&ana).await.unwrap().secret;
        let shown = steps.shown(&phone, 0);
        steps.port.confirm(&ana, &shown).await.unwrap();
        let half = steps.half().await;
        assert_eq!(no(steps.finish(&half, &shown).await), RefusalCode::WrongSecondStep);
    }

    async fn turning_off_needs_password_and_code(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let off = |password, code: String| steps.port.turn_off(&kit.actor, proof(password, &code));
        let refused = off("wrong", steps.shown(&kit.phone, 0)).await.unwrap_err();
        assert_eq!(at(&refused, "password"), Some(RefusalCode::WrongPassword));
        world.clock.advance(Span::minutes(1));
        let refused = off(GOOD, WRONG.to_owned()).await.unwrap_err();
        assert_eq!(at(&refused, "code"), Some(RefusalCode::WrongSecondStep));
        let half = steps.half().await;
        off(GOOD, steps.shown(&kit.phone, 0)).await.unwrap();
        assert_eq!(no(steps.finish(&half, &steps.shown(&kit.phone, 1)).await), RefusalCode::SecondStepOver);
        steps.hall.sign_in(ANA, GOOD).await.unwrap();
        assert_eq!(steps.mailed("este suficientă parola").await, 1);
        assert_eq!(no(steps.port.turn_off(&kit.actor, proof(GOOD, "")).await), RefusalCode::WrongState);
        assert_eq!(no(steps.port.new_codes(&kit.actor, proof(GOOD, "")).await), RefusalCode::WrongState);
        let mut reader = steps.hall.house.db.read().await.unwrap();
        let left = all!(reader, (String,), "SELECT code_hash FROM recovery_codes").unwrap();
        assert!(left.is_empty());
    }

    async fn the_old_phone_counts_until_the_new_one_has_shown_a_code(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let refused = steps.port.begin(&kit.actor, begin(GOOD, WRONG)).await.unwrap_err();
        assert_eq!(at(&refused, "code"), Some(RefusalCode::WrongSecondStep));
        // The old phone is gone: paper will do.
        steps.port.begin(&kit.actor, begin(GOOD, &kit.paper[0].grouped())).await.unwrap();
        let phone = steps.port.set_up(&kit.actor).await.unwrap().secret;
        assert!(phone.base32() != kit.phone.base32());
        let half = steps.half().await;
        assert_eq!(no(steps.finish(&half, &steps.shown(&phone, 0)).await), RefusalCode::WrongSecondStep);
        steps.finish(&half, &steps.shown(&kit.phone, 0)).await.unwrap();
        let on = steps.port.confirm(&kit.actor, &steps.shown(&phone, 0)).await.unwrap();
        assert_eq!(no(steps.hall.accounts.who(&kit.session).await), RefusalCode::SignInFirst);
        steps.hall.accounts.who(&on.session).await.unwrap();
        steps.next();
        let half = steps.half().await;
        assert_eq!(no(steps.finish(&half, &steps.shown(&kit.phone, 0)).await), RefusalCode::WrongSecondStep);
        assert_eq!(no(steps.finish(&half, &kit.paper[1].grouped()).await), RefusalCode::WrongSecondStep);
        steps.finish(&half, &steps.shown(&phone, 0)).await.unwrap();
        // A secret that was shown is forgotten after an hour.
        let (again, code) = (on.session.clone(), on.codes[0].grouped());
        let (ana, _) = steps.hall.accounts.who(&again).await.unwrap();
        steps.port.begin(&ana, begin(GOOD, &code)).await.unwrap();
        world.clock.advance(tries::SET_UP_LIFE);
        assert_eq!(no(steps.port.set_up(&ana).await), RefusalCode::WrongState);
        assert_eq!(no(steps.port.confirm(&ana, WRONG).await), RefusalCode::WrongState);
    }

    async fn nothing_of_it_stands_in_the_database_in_the_clear(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let half = steps.half().await;
        let (ana, bob) = (kit.actor.person().unwrap(), "bob@example.org");
        let secret = kit.phone.base32();
        let mut needles = vec![secret.as_str(), half.expose(), kit.session.expose()];
        needles.extend(kit.paper.iter().map(RecoveryCode::expose));
        assert_eq!(traces(&steps.hall.house.db, &needles, &[]).await, Vec::<String>::new());
        // Sealed into somebody else's row it opens nothing.
        let (bob, _) = steps.hall.enter(bob, &[Role::Employee]).await;
        let house = &steps.hall.house;
        let mut reader = house.db.read().await.unwrap();
        let kept = all!(reader, Kept, "SELECT secret_sealed, pending_sealed FROM second_steps").unwrap();
        let sealed = kept[0].secret_sealed.clone().unwrap();
        assert!(kept[0].pending_sealed.is_none());
        assert!(house.key.open("accounts.second_step", &ana.to_string(), &sealed).is_ok());
        assert!(house.key.open("accounts.second_step", &bob.person().unwrap().to_string(), &sealed).is_err());
    }

    async fn the_demos_one_click_asks_for_no_second_step(world: World) {
        let steps = Steps::new(&world).await;
        steps.ana().await;
        let opened = steps.hall.accounts.sign_in_demo(&steps.hall.visitor, Role::Employee, "192.0.2.1", "").await.unwrap();
        assert!(!opened.confined);
        let (actor, _) = steps.hall.accounts.who(&opened.secret).await.unwrap();
        assert!(matches!(actor, Actor::Person { .. }));
    }
}
