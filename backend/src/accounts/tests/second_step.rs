//! The second step as it is asked for at sign-in, with a clock that is turned.

use std::sync::Arc;

use domain::accounts::owners::{Forgotten, OwnersPort as _, ResetPassword};
use domain::accounts::second_step::{
    BeginSecondStep, FinishSignIn, FinishedSignIn, HalfMinute, ProveSecondStep, RecoveryCode, SecondStepPort as _,
    TotpSecret, tries,
};
use domain::accounts::{AccountsPort as _, Actor, Entered, Password, Role, Secret};
use domain::{Error, Outcome, RefusalCode, Span};

use super::{GOOD, Hall};
use crate::accounts::{Offices, Owners, SecondSteps};
use crate::both;
use crate::notices::NoticesData;
use crate::secrets::digits;
use crate::testing::World;

pub(super) const ANA: &str = "ana@example.org";

/// A house, and the telephone of whoever sets up a second step in it.
pub(super) struct Steps {
    pub hall: Hall,
    pub port: SecondSteps,
    pub world: World,
}

/// What somebody has who set it up.
pub(super) struct Kit {
    pub actor: Actor,
    pub session: Secret,
    pub phone: TotpSecret,
    pub paper: Vec<RecoveryCode>,
}

impl Steps {
    pub(super) async fn new(world: &World) -> Self {
        let hall = Hall::new(world, true).await;
        let port = SecondSteps::new(hall.accounts.clone());
        Self {
            hall,
            port,
            world: world.clone(),
        }
    }

    /// What the phone shows now, or so many half minutes from now.
    pub(super) fn shown(&self, phone: &TotpSecret, from_now: i64) -> String {
        let HalfMinute(here) = HalfMinute::at(self.hall.house.now());
        digits(phone, HalfMinute(here + from_now)).expose().to_owned()
    }

    pub(super) fn next(&self) {
        self.world.clock.advance(Span::seconds(30));
    }

    /// Goes through the set-up from the password to the first code.
    pub(super) async fn switch_on(&self, actor: &Actor) -> Kit {
        self.port.begin(actor, begin(GOOD, "")).await.unwrap();
        let phone = self.port.set_up(actor).await.unwrap().secret;
        let on = self.port.confirm(actor, &self.shown(&phone, 0)).await.unwrap();
        self.next();
        let (actor, _) = self.hall.accounts.who(&on.session).await.unwrap();
        Kit {
            actor,
            session: on.session,
            phone,
            paper: on.codes,
        }
    }

    pub(super) async fn ana(&self) -> Kit {
        let (actor, _) = self.hall.enter(ANA, &[Role::Employee]).await;
        self.switch_on(&actor).await
    }

    /// The password, and what it opens where a second step is asked for.
    pub(super) async fn half(&self) -> Secret {
        match self.hall.enter_door(ANA, GOOD).await.unwrap() {
            Entered::Half(half) => half,
            Entered::Open(_) => panic!("no second step is asked for"),
        }
    }

    pub(super) async fn finish(&self, half: &Secret, code: &str) -> Outcome<FinishedSignIn> {
        let form = FinishSignIn {
            half: half.clone(),
            code: code.to_owned(),
            address: "192.0.2.1".to_owned(),
            device: "Firefox".to_owned(),
        };
        self.port.finish(&self.hall.visitor, form).await
    }

    /// How many mails say this.
    pub(super) async fn mailed(&self, words: &str) -> usize {
        let mails = self.hall.mails().await;
        mails.iter().filter(|mail| mail.text.contains(words)).count()
    }
}

pub(super) fn begin(password: &str, code: &str) -> BeginSecondStep {
    BeginSecondStep {
        password: Password::typed(password),
        code: code.to_owned(),
    }
}

pub(super) fn proof(password: &str, code: &str) -> ProveSecondStep {
    ProveSecondStep {
        password: Password::typed(password),
        code: code.to_owned(),
    }
}

pub(super) fn at(error: &Error, field: &str) -> Option<RefusalCode> {
    error.refusal().and_then(|refusal| refusal.at(field))
}

/// The code of a refusal.
pub(super) fn no<T>(outcome: Outcome<T>) -> RefusalCode {
    outcome.err().expect("a refusal").refusal().expect("no fault").code
}

pub(super) const WRONG: &str = "000000";

both! {
    async fn after_the_password_the_phones_digits_open_a_session_once(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let half = steps.half().await;
        assert_eq!(no(steps.hall.accounts.who(&half).await), RefusalCode::SignInFirst, "it opens nothing else");
        steps.port.awaited(&steps.hall.visitor, &half).await.unwrap();
        assert_eq!(no(steps.finish(&half, "").await), RefusalCode::Form, "nobody tried anything");
        let shown = steps.shown(&kit.phone, 0);
        let finished = steps.finish(&half, &format!(" {} {} ", &shown[..3], &shown[3..])).await.unwrap();
        assert_eq!(finished.recovery_left, None);
        assert!(!finished.session.confined);
        let (actor, _) = steps.hall.accounts.who(&finished.session.secret).await.unwrap();
        assert!(matches!(actor, Actor::Person { .. }));
        // The half is used up, and so are the digits: for whoever looked over a shoulder they open nothing.
        assert_eq!(no(steps.finish(&half, &steps.shown(&kit.phone, 1)).await), RefusalCode::SecondStepOver);
        assert_eq!(no(steps.port.awaited(&steps.hall.visitor, &half).await), RefusalCode::SecondStepOver);
        let half = steps.half().await;
        assert_eq!(no(steps.finish(&half, &shown).await), RefusalCode::WrongSecondStep);
        assert_eq!(no(steps.finish(&half, &steps.shown(&kit.phone, -1)).await), RefusalCode::WrongSecondStep, "older ones neither");
        steps.next();
        steps.finish(&half, &steps.shown(&kit.phone, 0)).await.unwrap();
    }

    async fn a_clock_may_be_half_a_minute_off_and_no_more(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        world.clock.advance(Span::minutes(10));
        for (off, taken) in [(-2, false), (2, false), (-1, true), (1, true)] {
            // Later than any that was used.
            world.clock.advance(Span::minutes(2));
            let half = steps.half().await;
            let outcome = steps.finish(&half, &steps.shown(&kit.phone, off)).await;
            assert_eq!(outcome.is_ok(), taken, "{off}");
        }
    }

    async fn a_half_waits_five_minutes(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let half = steps.half().await;
        world.clock.advance(Span(tries::HALF_LIFE.0 - 1));
        steps.port.awaited(&steps.hall.visitor, &half).await.unwrap();
        world.clock.advance(Span(1));
        assert_eq!(no(steps.finish(&half, &steps.shown(&kit.phone, 0)).await), RefusalCode::SecondStepOver);
        assert_eq!(no(steps.finish(&Secret::new("x"), WRONG).await), RefusalCode::SecondStepOver);
        assert_eq!(steps.hall.accounts.purge().await.unwrap(), 1);
    }

    async fn five_wrong_codes_end_the_half_and_not_the_account(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let (thief, owner) = (steps.half().await, steps.half().await);
        for code in [WRONG, "7QK4M-2XPRT", "nonsense", "12345"] {
            assert_eq!(no(steps.finish(&thief, code).await), RefusalCode::WrongSecondStep, "{code}");
        }
        assert_eq!(no(steps.finish(&thief, WRONG).await), RefusalCode::SecondStepOver);
        assert_eq!(no(steps.finish(&thief, &steps.shown(&kit.phone, 0)).await), RefusalCode::SecondStepOver, "nor the right one");
        // Whoever has password and phone is not held up, neither in the half that they have nor in a new one.
        steps.finish(&owner, &steps.shown(&kit.phone, 0)).await.unwrap();
        steps.next();
        let fresh = steps.half().await;
        steps.finish(&fresh, &steps.shown(&kit.phone, 0)).await.unwrap();
        // They are told that somebody knows their password, once a day.
        assert_eq!(steps.mailed("cinci coduri greșite").await, 1);
        let thief = steps.half().await;
        for _ in 0..5 {
            steps.finish(&thief, WRONG).await.err().unwrap();
        }
        assert_eq!(steps.mailed("cinci coduri greșite").await, 1);
    }

    async fn of_many_codes_at_once_five_are_tried(world: World) {
        let steps = Steps::new(&world).await;
        steps.ana().await;
        let half = steps.half().await;
        let at_once = futures::future::join_all((0..12).map(|_| steps.finish(&half, WRONG))).await;
        let wrong = at_once.into_iter().map(no).filter(|code| *code == RefusalCode::WrongSecondStep).count();
        assert_eq!(wrong, 4, "and the fifth was the last");
    }

    async fn after_a_hundred_wrong_digits_in_a_day_only_paper_counts(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        for _ in 0..tries::MOST_A_DAY / i64::from(tries::MOST) {
            let half = steps.half().await;
            for _ in 0..tries::MOST {
                steps.finish(&half, WRONG).await.err().unwrap();
            }
        }
        let half = steps.half().await;
        assert_eq!(no(steps.finish(&half, &steps.shown(&kit.phone, 0)).await), RefusalCode::SecondStepRests);
        // The owner of the paper is never shut out, and with them the digits come back.
        let finished = steps.finish(&half, &kit.paper[0].grouped()).await.unwrap();
        assert_eq!(finished.recovery_left, Some(9));
        let half = steps.half().await;
        steps.finish(&half, &steps.shown(&kit.phone, 0)).await.unwrap();
        // Without paper the next day does.
        for _ in 0..tries::MOST_A_DAY / i64::from(tries::MOST) {
            let half = steps.half().await;
            for _ in 0..tries::MOST {
                steps.finish(&half, WRONG).await.err().unwrap();
            }
        }
        world.clock.advance(tries::DAY);
        let half = steps.half().await;
        steps.finish(&half, &steps.shown(&kit.phone, 0)).await.unwrap();
    }

    async fn a_recovery_code_opens_once_and_its_owner_is_told(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let half = steps.half().await;
        let typed = kit.paper[3].grouped().to_lowercase();
        assert_eq!(steps.finish(&half, &typed).await.unwrap().recovery_left, Some(9));
        assert_eq!(steps.mailed("Coduri de recuperare rămase: 9").await, 1);
        let half = steps.half().await;
        assert_eq!(no(steps.finish(&half, &typed).await), RefusalCode::WrongSecondStep);
        // Of two at once one opens.
        let (one, two) = (steps.half().await, steps.half().await);
        let code = kit.paper[4].grouped();
        let (one, two) = tokio::join!(steps.finish(&one, &code), steps.finish(&two, &code));
        assert!(one.is_ok() != two.is_ok());
        // New ones: the old ones are dead. That asks for password and code.
        let refused = steps.port.new_codes(&kit.actor, proof(GOOD, "")).await.err().unwrap();
        assert_eq!(at(&refused, "code"), Some(RefusalCode::Missing));
        let refused = steps.port.new_codes(&kit.actor, proof("wrong", &steps.shown(&kit.phone, 0))).await.err().unwrap();
        assert_eq!(at(&refused, "password"), Some(RefusalCode::WrongPassword));
        world.clock.advance(Span::minutes(1));
        let fresh = steps.port.new_codes(&kit.actor, proof(GOOD, &steps.shown(&kit.phone, 0))).await.unwrap();
        assert!(fresh.iter().all(|new| kit.paper.iter().all(|old| old.expose() != new.expose())));
        let half = steps.half().await;
        assert_eq!(no(steps.finish(&half, &kit.paper[7].grouped()).await), RefusalCode::WrongSecondStep);
        steps.finish(&half, &fresh[7].grouped()).await.unwrap();
    }

    async fn a_new_password_by_mail_is_not_the_second_step(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        Offices::new(steps.hall.house.clone()).found_bureau(steps.hall.organisation).await.unwrap();
        let owners = Owners::new(steps.hall.accounts.clone(), vec![Arc::new(NoticesData)]);
        let waiting = steps.half().await;
        let form = Forgotten { email: ANA.to_owned(), ..Forgotten::default() };
        owners.forgotten(&steps.hall.visitor, form).await.unwrap();
        let mails = steps.hall.mails().await;
        let link = mails[0].text.lines().find(|line| line.starts_with("https://")).unwrap();
        let form = ResetPassword {
            secret: Secret::new(link.rsplit('/').next().unwrap()),
            password: "another quiet evening".to_owned(),
            address: String::new(),
            device: String::new(),
        };
        let Entered::Half(half) = owners.reset_password(&steps.hall.visitor, form).await.unwrap() else {
            panic!("whoever reads the mail is in");
        };
        // What the old password opened is over.
        assert_eq!(no(steps.finish(&waiting, &steps.shown(&kit.phone, 0)).await), RefusalCode::SecondStepOver);
        steps.finish(&half, &steps.shown(&kit.phone, 0)).await.unwrap();
    }

    async fn whoever_is_switched_off_between_the_steps_stays_out(world: World) {
        let steps = Steps::new(&world).await;
        let kit = steps.ana().await;
        let (boss, _) = steps.hall.enter("boss@example.org", &[Role::Manager]).await;
        let half = steps.half().await;
        steps.hall.accounts.set_enabled(&boss, kit.actor.person().unwrap(), false).await.unwrap();
        assert_eq!(no(steps.finish(&half, &steps.shown(&kit.phone, 0)).await), RefusalCode::SecondStepOver);
    }
}
