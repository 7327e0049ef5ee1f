//! What an administrator sees of the ways out, and the message sent for a test.

use std::sync::Arc;

use async_trait::async_trait;
use domain::accounts::{Actor, Operation, Role};
use domain::ids::{BankId, KioskId, SessionId};
use domain::notices::{
    Channel, NoticesPort as _, Queue, SetUp, TestMessage, Tested, Trouble, WayOut, WaysOutPort as _,
};
use domain::{Locale, Outcome, RefusalCode, Span};

use super::super::texts::{Rendered, Texts};
use super::super::transport::{SendError, Transport, Unset};
use super::super::{Captured, NoticeJobs, Notices, Transports, WaysOut};
use super::{house, queue};
use crate::accounts::Accounts;
use crate::both;
use crate::house::House;
use crate::testing::World;

/// Answers as told.
struct Says(Result<(), SendError>);

#[async_trait]
impl Transport for Says {
    async fn send(&self, _: &Rendered) -> Result<(), SendError> {
        self.0
    }
}

fn jobs(house: &House, way: Arc<dyn Transport>) -> NoticeJobs {
    let transports = Transports {
        email: Arc::clone(&way),
        sms: way,
    };
    NoticeJobs::new(house.clone(), Texts::load(None).unwrap(), transports)
}

/// Somebody of this role, in a house of their own.
async fn somebody(world: &World, house: &House, role: Role) -> Actor {
    let accounts = Accounts::new(house.clone(), world.passwords.clone());
    let organisation = accounts.seed_organisation("Primăria Exemplu").await.unwrap();
    let email = format!("{}@example.org", house.outside.uuid7());
    let roles = [role];
    let person = accounts.seed_person(organisation, "Ana Ionescu", &email, Locale::Ro, &roles, None);
    Actor::Person {
        person: person.await.unwrap(),
        session: SessionId(house.outside.uuid7()),
        organisation,
        office: None,
        roles: roles.to_vec(),
    }
}

async fn test(port: &WaysOut, actor: &Actor, channel: Channel, to: &str) -> Outcome<Tested> {
    let form = TestMessage {
        channel: channel.wire().to_owned(),
        to: to.to_owned(),
    };
    port.test(actor, &form).await
}

async fn probe(port: &WaysOut, actor: &Actor) -> Outcome<Tested> {
    test(port, actor, Channel::Email, "probe@example.org").await
}

async fn mails(port: &WaysOut, actor: &Actor) -> WayOut {
    let mut ways = port.ways(actor).await.unwrap();
    assert_eq!(ways.len(), 2);
    ways.remove(0)
}

both! {
    async fn only_an_administrator_may(world: World) {
        let house = house(&world, true);
        let port = WaysOut::new(jobs(&house, Arc::new(Captured::new(house.clone()))));
        let refused = |outcome: Outcome<()>, code| outcome.err().is_some_and(|error| error.is(code));
        for role in Role::ALL {
            let actor = somebody(&world, &house, role).await;
            let allowed = role.may(Operation::TendWaysOut);
            let seen = port.ways(&actor).await.map(drop);
            assert_eq!(!refused(seen, RefusalCode::NotAllowed), allowed, "{role:?}");
            let sent = test(&port, &actor, Channel::Email, "x").await.map(drop);
            assert_eq!(refused(sent, RefusalCode::Form), allowed, "{role:?}");
        }
        let visitor = Actor::Visitor { address: String::new() };
        assert!(refused(port.ways(&visitor).await.map(drop), RefusalCode::SignInFirst));
        let sent = test(&port, &visitor, Channel::Email, "ana@example.org").await.map(drop);
        assert!(refused(sent, RefusalCode::SignInFirst));
        let kiosk = Actor::Kiosk { kiosk: KioskId(house.outside.uuid7()), bank: BankId(house.outside.uuid7()) };
        assert!(refused(port.ways(&kiosk).await.map(drop), RefusalCode::NotAllowed));
        assert_eq!(Notices::new(house).captured(&visitor, 0).await.unwrap(), []);
    }

    async fn what_waits_and_why_is_told(world: World) {
        let house = house(&world, false);
        let boss = somebody(&world, &house, Role::Administrator).await;
        let fails = jobs(&house, Arc::new(Says(Err(SendError::Retry("mail.sign_in")))));
        let port = WaysOut::new(fails.clone());
        let empty = Queue { waiting: 0, held: 0, oldest: None, last_sent: None, given_up: 0, trouble: None };
        assert_eq!(mails(&port, &boss).await.queue, empty);

        queue(&house, Some("ion@example.org"), None).await;
        let begin = house.now();
        fails.round().await.unwrap();
        world.clock.advance(Span::seconds(1));
        let waits = mails(&port, &boss).await.queue;
        assert_eq!((waits.waiting, waits.held, waits.oldest.map(|at| at.at)), (1, 0, Some(begin)));
        let trouble = waits.trouble.unwrap();
        assert_eq!((trouble.what, trouble.given_up_at), (Trouble::SignIn, None));
        assert_eq!(trouble.again_at.map(|at| at.at), Some(begin + Span::seconds(20)));
        // Of the other channel there is nothing to say.
        assert_eq!(port.ways(&boss).await.unwrap()[1].queue, empty);

        world.clock.advance(Span::minutes(1));
        jobs(&house, Arc::new(Says(Ok(())))).round().await.unwrap();
        let left = mails(&port, &boss).await.queue;
        assert_eq!((left.waiting, left.oldest, left.trouble), (0, None, None));
        assert_eq!(left.last_sent.map(|at| at.at), Some(house.now()));

        queue(&house, Some("nobody@example.org"), None).await;
        jobs(&house, Arc::new(Says(Err(SendError::Never("mail.refused"))))).round().await.unwrap();
        let given_up = mails(&port, &boss).await.queue;
        assert_eq!((given_up.waiting, given_up.given_up), (0, 1));
        let trouble = given_up.trouble.unwrap();
        assert_eq!((trouble.what, trouble.again_at), (Trouble::Refused, None));
        assert_eq!(trouble.given_up_at.map(|at| at.at), Some(house.now()));
        world.clock.advance(Span::days(8));
        assert_eq!(mails(&port, &boss).await.queue.given_up, 0);
    }

    async fn a_test_goes_at_once_and_past_the_queue(world: World) {
        let house = house(&world, true);
        let boss = somebody(&world, &house, Role::Administrator).await;
        let port = WaysOut::new(jobs(&house, Arc::new(Captured::new(house.clone()))));
        assert_eq!(mails(&port, &boss).await.set_up, SetUp::Captured);
        let tested = test(&port, &boss, Channel::Email, " probe@example.org ").await.unwrap();
        assert_eq!((tested.to.as_str(), tested.trouble), ("probe@example.org", None));
        let tested = test(&port, &boss, Channel::Sms, "+40 721 555 010").await.unwrap();
        assert_eq!((tested.to.as_str(), tested.trouble), ("+40721555010", None));
        let inbox = Notices::new(house.clone()).captured(&boss, 0).await.unwrap();
        assert_eq!(inbox.len(), 2);
        // In the language of whoever sent it.
        assert!(inbox.iter().all(|one| one.locale == Locale::Ro && one.text.contains("Primăria Exemplu")));
        assert_eq!(mails(&port, &boss).await.queue.waiting, 0);
        let wrong = test(&port, &boss, Channel::Sms, "0721").await.unwrap_err();
        assert!(wrong.is(RefusalCode::Form));
    }

    async fn six_an_hour_are_enough_for_one_administrator(world: World) {
        let house = house(&world, false);
        let boss = somebody(&world, &house, Role::Administrator).await;
        let other = somebody(&world, &house, Role::Administrator).await;
        let port = WaysOut::new(jobs(&house, Arc::new(Says(Err(SendError::Retry("mail.unreachable"))))));
        for _ in 0..6 {
            assert_eq!(probe(&port, &boss).await.unwrap().trouble, Some(Trouble::Unreachable));
            world.clock.advance(Span::minutes(1));
        }
        assert!(probe(&port, &boss).await.unwrap_err().is(RefusalCode::SlowDown));
        assert!(probe(&port, &other).await.is_ok());
        world.clock.advance(Span::minutes(54));
        assert!(probe(&port, &boss).await.is_ok());
        assert!(probe(&port, &boss).await.unwrap_err().is(RefusalCode::SlowDown));
    }

    async fn what_is_not_set_up_says_so_and_costs_no_test(world: World) {
        let house = house(&world, false);
        let boss = somebody(&world, &house, Role::Administrator).await;
        let port = WaysOut::new(jobs(&house, Arc::new(Unset)));
        assert_eq!(mails(&port, &boss).await.set_up, SetUp::Unset);
        for _ in 0..10 {
            let tested = test(&port, &boss, Channel::Sms, "+40721555010").await.unwrap();
            assert_eq!(tested.trouble, Some(Trouble::NotConfigured));
        }
    }
}
