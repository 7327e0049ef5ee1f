//! Signing in with a passkey, against a phone that is written after the standard.

use domain::accounts::second_step::{
    BeginPasskey, PasskeyEntered, PasskeySignIn, RecoveryCode, RemovePasskey, SecondStepPort as _, TakeOff, tries,
};
use domain::accounts::{AccountsPort as _, Actor, Password, Role, Secret};
use domain::ids::PasskeyId;
use domain::{Outcome, RefusalCode, Span};

use super::authenticator::Phone;
use super::second_step::{ANA, Steps, WRONG, no};
use super::{GOOD, Hall};
use crate::accounts::SecondSteps;
use crate::both;
use crate::testing::traces;

pub(super) const HERE: &str = "https://locker.example.org";

/// What somebody has who added a passkey as their first second step.
pub(super) struct Keyed {
    pub actor: Actor,
    pub session: Secret,
    pub phone: Phone,
    pub paper: Vec<RecoveryCode>,
}

pub(super) fn wish(name: &str, password: &str, code: &str) -> BeginPasskey {
    BeginPasskey {
        name: name.to_owned(),
        password: Password::typed(password),
        code: code.to_owned(),
    }
}

pub(super) fn away(id: PasskeyId, password: &str, code: &str) -> RemovePasskey {
    RemovePasskey {
        id,
        password: Password::typed(password),
        code: code.to_owned(),
    }
}

fn answered(secret: &Secret, answer: &str) -> PasskeySignIn {
    PasskeySignIn {
        secret: secret.clone(),
        answer: answer.to_owned(),
        address: "192.0.2.1".to_owned(),
        device: "Firefox".to_owned(),
    }
}

impl Steps {
    /// Adds a passkey to an account that has no second step yet.
    pub(super) async fn keyed(&self, actor: &Actor, credential: &[u8]) -> Keyed {
        let mut phone = Phone::before(HERE, credential);
        self.port
            .begin_passkey(actor, wish("Telefonul meu", GOOD, ""))
            .await
            .unwrap();
        let set_up = self.port.passkey_set_up(actor).await.unwrap();
        assert_eq!(set_up.name, "Telefonul meu");
        let kept = self
            .port
            .keep_passkey(actor, &phone.create(&set_up.options))
            .await
            .unwrap();
        let (actor, _) = self.hall.accounts.who(&kept.session).await.unwrap();
        Keyed {
            actor,
            session: kept.session,
            phone,
            paper: kept.codes.expect("it is the first second step"),
        }
    }

    pub(super) async fn ana_keyed(&self) -> Keyed {
        let (actor, _) = self.hall.enter(ANA, &[Role::Employee]).await;
        self.keyed(&actor, b"the passkey of Ana").await
    }

    /// What the browser is asked beside the code.
    pub(super) async fn asked(&self, half: &Secret) -> String {
        let awaited = self.port.awaited(&self.hall.visitor, half).await.unwrap();
        awaited.passkey.expect("a passkey is asked for")
    }

    pub(super) async fn by_passkey(&self, half: &Secret, answer: &str) -> Outcome<PasskeyEntered> {
        self.port
            .finish_by_passkey(&self.hall.visitor, answered(half, answer))
            .await
    }

    /// A sign-in by passkey alone, with what the browser makes of the question.
    async fn alone(&self, answer: impl FnOnce(&str) -> String) -> Outcome<PasskeyEntered> {
        let asked = self.port.ask_passkey(&self.hall.visitor).await.unwrap();
        let options = self
            .port
            .passkey_asked(&self.hall.visitor, &asked.secret)
            .await
            .unwrap();
        self.port
            .enter_by_passkey(&self.hall.visitor, answered(&asked.secret, &answer(&options)))
            .await
    }

    /// Whether somebody is in now, as a whole.
    async fn is_in(&self, entered: PasskeyEntered) -> bool {
        let PasskeyEntered::In(finished) = entered else {
            return false;
        };
        let (actor, _) = self.hall.accounts.who(&finished.session.secret).await.unwrap();
        !finished.session.confined && matches!(actor, Actor::Person { .. })
    }
}

fn is_copy(entered: &PasskeyEntered, of: &Actor) -> bool {
    matches!(entered, PasskeyEntered::Copied(person) if of.person() == Ok(*person))
}

both! {
    async fn after_the_password_a_passkey_opens_a_session_once(world: World) {
        let steps = Steps::new(&world).await;
        let mut kit = steps.ana_keyed().await;
        let half = steps.half().await;
        assert!(!steps.port.awaited(&steps.hall.visitor, &half).await.unwrap().digits, "there is no phone with digits");
        let answer = kit.phone.get(&steps.asked(&half).await);
        let entered = steps.by_passkey(&half, &answer).await.unwrap();
        assert!(steps.is_in(entered).await);
        // Neither the half nor the answer counts again.
        assert_eq!(no(steps.by_passkey(&half, &answer).await), RefusalCode::SecondStepOver);
        let half = steps.half().await;
        assert_eq!(no(steps.by_passkey(&half, &answer).await), RefusalCode::WrongPasskey);
        // The paper counts beside it.
        let half = steps.half().await;
        assert_eq!(steps.finish(&half, &kit.paper[0].grouped()).await.unwrap().recovery_left, Some(9));
        let own = steps.port.passkeys(&kit.actor).await.unwrap();
        assert_eq!(own.passkeys[0].used.unwrap().at, steps.hall.house.now());
    }

    async fn digits_and_passkey_are_both_offered_where_both_are_there(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana_keyed().await;
        let mut phone = kit.phone;
        let digits = steps.switch_on(&kit.actor).await;
        let half = steps.half().await;
        assert!(steps.port.awaited(&steps.hall.visitor, &half).await.unwrap().digits);
        let answer = phone.get(&steps.asked(&half).await);
        assert!(steps.is_in(steps.by_passkey(&half, &answer).await.unwrap()).await);
        let half = steps.half().await;
        steps.finish(&half, &steps.shown(&digits.phone, 0)).await.unwrap();
    }

    async fn an_answer_that_is_not_right_in_everything_opens_nothing(world: World) {
        let steps = Steps::new(&world).await;
        let mut kit = steps.ana_keyed().await;
        let (bob, _) = steps.hall.enter("bob@example.org", &[Role::Employee]).await;
        let mut bob = steps.keyed(&bob, b"the passkey of Bob").await;
        let half = steps.half().await;
        let first = steps.asked(&half).await;
        for (answer, what) in [
            (String::new(), "nothing"),
            ("{\"id\": 1}".to_owned(), "no answer"),
            (bob.phone.get(&first), "somebody else's"),
        ] {
            assert_eq!(no(steps.by_passkey(&half, &answer).await), RefusalCode::WrongPasskey, "{what}");
        }
        // Each answer used a question up: the first one is no question any more.
        assert_ne!(steps.asked(&half).await, first);
        assert_eq!(no(steps.by_passkey(&half, &kit.phone.get(&first)).await), RefusalCode::WrongPasskey, "an old question");
        // The fifth ends the half, and its owner hears of it; not the account.
        let asked = steps.asked(&half).await;
        let mut elsewhere = kit.phone.copied().at("https://locker.example.org.evil.example");
        assert_eq!(no(steps.by_passkey(&half, &elsewhere.get(&asked)).await), RefusalCode::SecondStepOver);
        assert_eq!(steps.mailed("cinci coduri greșite").await, 1);
        let half = steps.half().await;
        let mut lax = kit.phone.copied();
        lax.verifies = false;
        lax.count += 10;
        let answer = lax.get(&steps.asked(&half).await);
        assert_eq!(no(steps.by_passkey(&half, &answer).await), RefusalCode::WrongPasskey, "nobody's finger was asked for");
        let mut elsewhere = kit.phone.copied().at("https://evil.example");
        let answer = elsewhere.get(&steps.asked(&half).await);
        assert_eq!(no(steps.by_passkey(&half, &answer).await), RefusalCode::WrongPasskey, "another page asked");
        let answer = kit.phone.get(&steps.asked(&half).await);
        assert!(steps.is_in(steps.by_passkey(&half, &answer).await.unwrap()).await);
    }

    async fn a_count_that_goes_backwards_is_a_copy(world: World) {
        let steps = Steps::new(&world).await;
        let mut kit = steps.ana_keyed().await;
        let mut copy = kit.phone.copied();
        // The copy is asked first and answers last: by then the count in the question is old.
        let (first, second) = (steps.half().await, steps.half().await);
        let (early, late) = (steps.asked(&first).await, steps.asked(&second).await);
        assert!(steps.is_in(steps.by_passkey(&second, &kit.phone.get(&late)).await.unwrap()).await);
        let entered = steps.by_passkey(&first, &copy.get(&early)).await.unwrap();
        assert!(is_copy(&entered, &kit.actor));
        // And so it is where the question was put later.
        copy.count = 0;
        let half = steps.half().await;
        let entered = steps.by_passkey(&half, &copy.get(&steps.asked(&half).await)).await.unwrap();
        assert!(is_copy(&entered, &kit.actor));
        copy.count = 0;
        let entered = steps.alone(|options| copy.get(options)).await.unwrap();
        assert!(is_copy(&entered, &kit.actor));
        assert_eq!(steps.mailed("pare să existe o copie").await, 3);
        // Whoever has the later count goes on.
        assert!(steps.is_in(steps.alone(|options| kit.phone.get(options)).await.unwrap()).await);
    }

    async fn those_that_do_not_count_say_nought_each_time(world: World) {
        let steps = Steps::new(&world).await;
        let (ana, _) = steps.hall.enter(ANA, &[Role::Employee]).await;
        let mut phone = Phone::before(HERE, b"a passkey in a cloud");
        phone.count = 0;
        steps.port.begin_passkey(&ana, wish("Nor", GOOD, "")).await.unwrap();
        let options = steps.port.passkey_set_up(&ana).await.unwrap().options;
        steps.port.keep_passkey(&ana, &phone.create(&options)).await.unwrap();
        for _ in 0..3 {
            let entered = steps.alone(|options| phone.answer(options)).await.unwrap();
            assert!(steps.is_in(entered).await);
        }
    }

    async fn a_passkey_alone_is_both_steps_at_once(world: World) {
        let steps = Steps::new(&world).await;
        let mut kit = steps.ana_keyed().await;
        assert!(steps.is_in(steps.alone(|options| kit.phone.get(options)).await.unwrap()).await);
        // Once: not the same answer, and not after five minutes.
        let asked = steps.port.ask_passkey(&steps.hall.visitor).await.unwrap();
        let options = steps.port.passkey_asked(&steps.hall.visitor, &asked.secret).await.unwrap();
        let answer = kit.phone.get(&options);
        let enter = || steps.port.enter_by_passkey(&steps.hall.visitor, answered(&asked.secret, &answer));
        let (one, two) = tokio::join!(enter(), enter());
        assert!(one.is_ok() != two.is_ok());
        assert_eq!(no(steps.port.passkey_asked(&steps.hall.visitor, &asked.secret).await), RefusalCode::WrongPasskey);
        let asked = steps.port.ask_passkey(&steps.hall.visitor).await.unwrap();
        let options = steps.port.passkey_asked(&steps.hall.visitor, &asked.secret).await.unwrap();
        let answer = kit.phone.get(&options);
        world.clock.advance(Span::minutes(5));
        let late = steps.port.enter_by_passkey(&steps.hall.visitor, answered(&asked.secret, &answer)).await;
        assert_eq!(no(late), RefusalCode::WrongPasskey);
        assert!(steps.hall.accounts.purge().await.unwrap() >= 1);
    }

    async fn whatever_is_wrong_with_a_passkey_alone_the_answer_is_the_same(world: World) {
        let steps = Steps::new(&world).await;
        let mut kit = steps.ana_keyed().await;
        // Never seen here.
        let mut stranger = Phone::before(HERE, b"of nobody");
        stranger.owner.clone_from(&kit.phone.owner);
        assert_eq!(no(steps.alone(|options| stranger.get(options)).await), RefusalCode::WrongPasskey);
        // With the name of a real one, and another key.
        let mut forged = Phone::before(HERE, b"the passkey of Ana");
        forged.owner.clone_from(&kit.phone.owner);
        assert_eq!(no(steps.alone(|options| forged.get(options)).await), RefusalCode::WrongPasskey);
        // Of somebody else.
        let mut lost = kit.phone.copied();
        lost.owner = None;
        assert_eq!(no(steps.alone(|options| lost.get(options)).await), RefusalCode::WrongPasskey);
        assert_eq!(no(steps.alone(|_| "x".repeat(10_000)).await), RefusalCode::WrongPasskey);
        // However often: it locks nobody out.
        for _ in 0..=tries::MOST {
            assert_eq!(no(steps.alone(|options| forged.get(options)).await), RefusalCode::WrongPasskey);
        }
        kit.phone.count += 1;
        assert!(steps.is_in(steps.alone(|options| kit.phone.get(options)).await.unwrap()).await);
        // Switched off: the same again.
        let (boss, _) = steps.hall.enter("boss@example.org", &[Role::Manager]).await;
        steps.hall.accounts.set_enabled(&boss, kit.actor.person().unwrap(), false).await.unwrap();
        assert_eq!(no(steps.alone(|options| kit.phone.get(options)).await), RefusalCode::WrongPasskey);
    }

    async fn who_has_passkeys_only_is_told_of_wrong_tries_too(world: World) {
        let steps = Steps::new(&world).await;
        steps.ana_keyed().await;
        let half = steps.half().await;
        for _ in 1..tries::MOST {
            assert_eq!(no(steps.finish(&half, WRONG).await), RefusalCode::WrongSecondStep);
        }
        assert_eq!(no(steps.finish(&half, WRONG).await), RefusalCode::SecondStepOver);
        assert_eq!(steps.mailed("cinci coduri greșite").await, 1);
    }

    async fn an_administrator_takes_passkeys_off_too(world: World) {
        let steps = Steps::new(&world).await;
        let mut kit = steps.ana_keyed().await;
        let (root, _) = steps.hall.enter("root@example.org", &[Role::Administrator]).await;
        let person = kit.actor.person().unwrap();
        assert!(steps.port.of(&root, person).await.unwrap().colleague.since.is_some());
        let half = steps.half().await;
        let answer = kit.phone.get(&steps.asked(&half).await);
        let form = TakeOff { reason: "Pierdut".to_owned() };
        steps.port.take_off(&root, person, form).await.unwrap();
        assert_eq!(no(steps.by_passkey(&half, &answer).await), RefusalCode::SecondStepOver);
        assert_eq!(no(steps.alone(|options| kit.phone.get(options)).await), RefusalCode::WrongPasskey);
        steps.hall.sign_in(ANA, GOOD).await.unwrap();
        assert!(steps.port.of(&root, person).await.unwrap().colleague.since.is_none());
    }

    async fn under_an_address_without_a_name_there_are_none(world: World) {
        let mut hall = Hall::new(&world, true).await;
        let mut settings = (*hall.house.settings).clone();
        settings.public_url = "http://192.168.0.7:3000".to_owned();
        hall.house.settings = std::sync::Arc::new(settings);
        hall.accounts.house = hall.house.clone();
        let (ana, _) = hall.enter(ANA, &[Role::Employee]).await;
        let port = SecondSteps::new(hall.accounts.clone());
        assert_eq!(no(port.ask_passkey(&hall.visitor).await), RefusalCode::WrongState);
        assert_eq!(no(port.begin_passkey(&ana, wish("x", GOOD, "")).await), RefusalCode::WrongState);
    }

    async fn nothing_of_a_question_stands_in_the_database_in_the_clear(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana_keyed().await;
        let half = steps.half().await;
        let asked = steps.port.ask_passkey(&steps.hall.visitor).await.unwrap();
        let challenge = |options: &str| {
            let options: serde_json::Value = serde_json::from_str(options).unwrap();
            options["publicKey"]["challenge"].as_str().unwrap().to_owned()
        };
        let of_half = challenge(&steps.asked(&half).await);
        let alone = challenge(&steps.port.passkey_asked(&steps.hall.visitor, &asked.secret).await.unwrap());
        let needles = [of_half.as_str(), alone.as_str(), asked.secret.expose(), half.expose(), kit.session.expose()];
        assert_eq!(traces(&steps.hall.house.db, &needles, &[]).await, Vec::<String>::new());
    }
}
