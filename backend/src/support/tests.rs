//! Help from afar, on both databases: who asks, who answers, what is done, and whose requests are whose.

mod hours;
mod incidents;

use domain::accounts::{Actor, Operation, Role};
use domain::custody::{CustodyPort as _, EventKind, LinkSecret, PickupPass};
use domain::delivery::{DeliveryPort as _, DeliveryState, MoveDeadline, MoveNow};
use domain::ids::{ConsignmentId, RequestId};
use domain::support::{
    AnswerForm, AskForm, HelpAct, HelpFact, HelpPort as _, Origin, Problem, QueueFilter, ReasonForm, RequestStage,
    RequestView, Side, SupportPort as _,
};
use domain::{Error, RefusalCode, Span};

use super::Support;
use crate::both;
use crate::testing::Scene;

fn visitor() -> Actor {
    Actor::Visitor {
        address: "192.0.2.7".to_owned(),
    }
}

fn ask(problem: Problem, words: &str) -> AskForm {
    AskForm {
        problem: problem.wire().to_owned(),
        words: words.to_owned(),
    }
}

fn because(reason: &str) -> ReasonForm {
    ReasonForm {
        reason: reason.to_owned(),
    }
}

fn words(text: &str) -> AnswerForm {
    AnswerForm {
        words: text.to_owned(),
        note: String::new(),
    }
}

fn link_in(message: &serde_json::Value) -> LinkSecret {
    let link = message["link"].as_str().expect("a link");
    LinkSecret::parse(link.rsplit('/').next().expect("a secret")).expect("a link")
}

/// A thing that waits, its recipient's links, and a request about it.
struct Trouble {
    scene: Scene,
    support: Support,
    helper: Actor,
    thing: ConsignmentId,
    pass: PickupPass,
}

impl Trouble {
    async fn new(world: crate::testing::World) -> Self {
        let scene = Scene::new(world).await;
        let (thing, _) = scene.stored("a").await;
        let pass = PickupPass::default().with(link_in(&scene.ready_message().await));
        let helper = scene.person(true, &[Role::Support]).await;
        Self {
            support: Support::new(scene.house.clone()),
            scene,
            helper,
            thing,
            pass,
        }
    }

    async fn asks(&self, problem: Problem, said: &str) -> Result<(), Error> {
        self.support
            .ask(&visitor(), &self.pass, self.thing, ask(problem, said))
            .await
    }

    /// The requests that are open.
    async fn open(&self) -> Vec<RequestId> {
        let rows = self.support.queue(&self.helper, QueueFilter::default()).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    }

    async fn only(&self) -> RequestId {
        let open = self.open().await;
        assert_eq!(open.len(), 1);
        open[0]
    }

    async fn view(&self, id: RequestId) -> RequestView {
        self.support.request(&self.helper, id).await.unwrap()
    }

    async fn story(&self) -> Vec<EventKind> {
        let Scene { delivery, employee, .. } = &self.scene;
        let view = delivery.delivery(employee, self.thing).await.unwrap();
        view.history.into_iter().map(|entry| entry.event).collect()
    }
}

both! {
    async fn a_recipient_asks_and_is_answered_on_the_page_and_by_message(world: World) {
        let t = Trouble::new(world).await;
        assert!(t.support.threads(&visitor(), &t.pass).await.unwrap().is_empty());
        let refused = t.asks(Problem::Other, " ").await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("words"), Some(RefusalCode::Missing));
        t.asks(Problem::LostCode, "I deleted the message").await.unwrap();
        let id = t.only().await;
        let seen = t.view(id).await;
        assert_eq!((seen.row.number, seen.row.stage, seen.row.late), (1, RequestStage::Waiting, false));
        assert_eq!(seen.row.promised.unwrap().at, t.scene.house.now() + Span::hours(4));
        let thing = seen.thing.unwrap();
        assert_eq!((thing.id, thing.state), (t.thing, DeliveryState::Stored));
        assert!(thing.may.open && thing.may.renew && thing.may.move_end && !thing.history.is_empty());
        assert_eq!(t.support.count_waiting(&t.helper).await.unwrap(), 1);

        // More about the same thing belongs to the same request.
        t.scene.house_clock_advance(Span::minutes(5));
        t.asks(Problem::Other, "It is urgent").await.unwrap();
        assert_eq!(t.only().await, id);
        let note = AnswerForm { note: "1".to_owned(), ..words("Sounds upset") };
        t.support.answer(&t.helper, id, note).await.unwrap();
        assert!(t.scene.message("help_answered").await.is_none(), "a note is told to nobody");
        assert!(t.view(id).await.row.promised.is_some(), "and answers nothing");
        t.scene.house_clock_advance(Span::minutes(1));
        t.support.answer(&t.helper, id, words("A new code\nis on its way.")).await.unwrap();
        let told = t.scene.message("help_answered").await.unwrap();
        assert_eq!(told["words"], "A new code\nis on its way.");
        assert!(!told["link"].as_str().unwrap().contains("/p/"), "no secret goes out a second time");
        let seen = t.view(id).await;
        assert!(seen.row.mine && seen.row.promised.is_none());

        let thread = t.support.threads(&visitor(), &t.pass).await.unwrap().remove(0);
        let facts: Vec<_> = thread.lines.iter().map(|line| line.fact.clone()).collect();
        assert_eq!(facts.len(), 3, "neither the note nor who took it: {facts:?}");
        let nobody = Side::Colleague { name: String::new() };
        assert_eq!(thread.lines[2].side, nobody, "colleagues have no names outside");
    }

    async fn one_colleague_at_a_time_and_a_word_brings_it_back(world: World) {
        let t = Trouble::new(world).await;
        t.asks(Problem::NotTaken, "").await.unwrap();
        let id = t.only().await;
        let other = t.scene.person(true, &[Role::Support]).await;
        t.support.take(&t.helper, id, false).await.unwrap();
        t.support.take(&t.helper, id, false).await.expect("a second click");
        for refused in [
            t.support.take(&other, id, false).await,
            t.support.answer(&other, id, words("Me too")).await,
            t.support.open(&other, id, because("Me too")).await,
            t.support.new_code(&other, id, because("Me too")).await,
        ] {
            assert!(refused.unwrap_err().is(RefusalCode::Claimed));
        }
        assert!(!t.story().await.iter().any(|event| matches!(event, EventKind::OpenedFromAfar { .. })));
        t.support.take(&other, id, true).await.expect("said on purpose");
        assert!(t.support.close(&t.helper, id).await.unwrap_err().is(RefusalCode::Claimed));
        t.support.close(&other, id).await.unwrap();
        assert!(t.open().await.is_empty());
        assert!(t.support.open(&other, id, because("Too late")).await.unwrap_err().is(RefusalCode::WrongState));
        t.asks(Problem::Other, "It still does not open").await.unwrap();
        assert_eq!(t.only().await, id, "the same request again");
        assert_eq!(t.view(id).await.row.stage, RequestStage::Waiting);
        let mine = QueueFilter { mine: true, ..QueueFilter::default() };
        assert!(t.support.queue(&other, mine).await.unwrap().is_empty());
    }

    async fn support_opens_the_door_once_and_with_a_reason(world: World) {
        let t = Trouble::new(world).await;
        t.asks(Problem::DoorStaysShut, "").await.unwrap();
        let id = t.only().await;
        let refused = t.support.open(&t.helper, id, because("  ")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("open_reason"), Some(RefusalCode::Missing));
        let before = t.scene.fake.published().len();
        t.support.open(&t.helper, id, because("He named his birthday")).await.unwrap();
        let again = t.support.open(&t.helper, id, because("Again")).await.unwrap_err();
        assert!(again.is(RefusalCode::WrongState) || again.is(RefusalCode::AnotherDoorOpen), "{again}");
        let told = t.scene.message("opened_from_afar").await.unwrap();
        assert_eq!(told["reason"], "He named his birthday");
        let command = t.scene.obey().await;
        assert_eq!(t.scene.fake.published().len(), before + 1, "one command");
        t.scene.shut(1, command, Some(false)).await;
        assert_eq!(t.view(id).await.thing.unwrap().state, DeliveryState::Collected);
        assert!(t.story().await.contains(&EventKind::OpenedFromAfar { reason: "He named his birthday".into() }));
        let did = HelpFact::Did { what: HelpAct::Opened, reason: "He named his birthday".into() };
        let thread = t.support.threads(&visitor(), &t.pass).await.unwrap().remove(0);
        assert!(thread.lines.iter().any(|line| line.fact == did), "its recipient reads that, and why");
        let nothing_left = t.support.open(&t.helper, id, because("Again")).await.unwrap_err();
        assert!(nothing_left.is(RefusalCode::WrongState));
    }

    async fn nothing_is_opened_at_a_bank_that_is_away(world: World) {
        let t = Trouble::new(world).await;
        t.asks(Problem::DoorStaysShut, "").await.unwrap();
        let id = t.only().await;
        t.scene.online(false).await;
        let refused = t.support.open(&t.helper, id, because("Waits there")).await.unwrap_err();
        assert!(refused.is(RefusalCode::BankOffline));
        assert!(t.scene.message("opened_from_afar").await.is_none(), "nobody is told what did not happen");
        assert_eq!(t.view(id).await.row.stage, RequestStage::Waiting, "and nothing is half done");
    }

    async fn a_new_code_kills_the_old_one(world: World) {
        let t = Trouble::new(world).await;
        let old = t.scene.ready_message().await["code"].as_str().unwrap().to_owned();
        t.asks(Problem::LostCode, "").await.unwrap();
        let id = t.only().await;
        t.support.new_code(&t.helper, id, because("Asked by telephone")).await.unwrap();
        let told = t.scene.message("new_code").await.unwrap();
        let fresh = told["code"].as_str().unwrap().to_owned();
        assert_ne!(fresh, old);
        let refused = t.scene.custody.kiosk_enter(&t.scene.kiosk, &old).await.unwrap_err();
        assert!(refused.is(RefusalCode::WrongCode));
        assert!(t.support.threads(&visitor(), &t.pass).await.unwrap().is_empty(), "the old link tells nothing");
        let pass = PickupPass::default().with(link_in(&told));
        assert_eq!(t.support.threads(&visitor(), &pass).await.unwrap().len(), 1, "the new one does");
        assert!(!serde_json::to_string(&t.view(id).await).unwrap().contains(&fresh), "support sees no code");
        t.scene.custody.kiosk_enter(&t.scene.kiosk, &fresh).await.expect("it opens");
    }

    async fn deadline_keypad_and_door_are_support_s_too(world: World) {
        let t = Trouble::new(world).await;
        t.asks(Problem::NotTaken, "").await.unwrap();
        let id = t.only().await;
        for _ in 0..3 {
            let _ = t.scene.custody.kiosk_enter(&t.scene.kiosk, "222222").await;
        }
        assert!(t.view(id).await.keypad_locked_until.is_some());
        t.support.free_keypad(&t.helper, id, because("They showed their card")).await.unwrap();
        assert!(t.view(id).await.keypad_locked_until.is_none());
        let refused = t.scene.custody.kiosk_enter(&t.scene.kiosk, "222222").await.unwrap_err();
        assert!(refused.is(RefusalCode::WrongCode), "it takes codes again");

        let before = t.view(id).await.thing.unwrap().deadline.unwrap().at;
        let form = MoveDeadline { days: "3".into(), reason: "On a journey".into() };
        t.support.move_deadline(&t.helper, id, form).await.unwrap();
        assert!(t.view(id).await.thing.unwrap().deadline.unwrap().at > before);

        let taken = t.support.set_service(&t.helper, id, true, because("The lock sticks")).await.unwrap_err();
        assert!(taken.is(RefusalCode::CompartmentInUse), "something lies in it");
        t.support.open(&t.helper, id, because("Waits there")).await.unwrap();
        let command = t.scene.obey().await;
        t.scene.shut(1, command, Some(false)).await;
        t.support.set_service(&t.helper, id, true, because("The lock sticks")).await.unwrap();
        assert!(t.view(id).await.door.unwrap().out);
        let refused = t.support.test_door(&t.helper, id, because(" ")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("test_reason"), Some(RefusalCode::Missing));
        t.support.test_door(&t.helper, id, because("The mechanic is there")).await.unwrap();
        let command = t.scene.obey().await;
        let door = t.view(id).await.door.unwrap();
        assert!(!door.may_test && !door.may_change, "it stands open");
        t.scene.shut(1, command, Some(false)).await;
        let seen = t.view(id).await;
        assert!(seen.bank.doors[0].test.unwrap().result.is_good() && seen.door.unwrap().may_change);
        assert_eq!(seen.thing.unwrap().state, DeliveryState::Collected, "the thing has nothing to do with it");
        t.support.set_service(&t.helper, id, false, because("Mended")).await.unwrap();
        assert!(!t.view(id).await.door.unwrap().out);
    }

    async fn support_has_a_thing_moved_that_nobody_reaches(world: World) {
        let t = Trouble::new(world).await;
        t.asks(Problem::OutOfReach, "").await.unwrap();
        let id = t.only().await;
        t.support.move_thing(&t.helper, id, because("She sits in a wheelchair")).await.unwrap();
        let moving = t.view(id).await.thing.unwrap().moving;
        assert_eq!(moving, MoveNow::Ordered { to: 2 }, "the door below");
        assert!(t.support.open(&t.helper, id, because("x")).await.unwrap_err().is(RefusalCode::WrongState));
        t.support.stay(&t.helper, id, because("She sends her son")).await.unwrap();
        assert_eq!(t.view(id).await.thing.unwrap().moving, MoveNow::Possible);
        let did = HelpFact::Did { what: HelpAct::MoveOrdered, reason: "She sits in a wheelchair".into() };
        assert!(t.view(id).await.lines.iter().any(|line| line.fact == did));
    }

    async fn a_kiosk_calls_once_for_one_press_and_knows_which_door(world: World) {
        let t = Trouble::new(world).await;
        // A colleague put something in a moment ago: whoever stands there now is somebody else.
        let number = t.support.ask_at_kiosk(&t.scene.kiosk, Problem::Other).await.unwrap();
        let seen = t.view(t.only().await).await;
        assert_eq!((seen.row.number, seen.row.origin), (number, Origin::Kiosk));
        assert!(seen.thing.is_none());
        // Its recipient typed the code, and the door does not open.
        let code = t.scene.ready_message().await["code"].as_str().unwrap().to_owned();
        t.scene.custody.kiosk_enter(&t.scene.kiosk, &code).await.unwrap();
        let number = t.support.ask_at_kiosk(&t.scene.kiosk, Problem::DoorStaysShut).await.unwrap();
        let rows = t.support.queue(&t.helper, QueueFilter::default()).await.unwrap();
        let id = rows.iter().find(|row| row.number == number).unwrap().id;
        assert_eq!(t.view(id).await.thing.unwrap().id, t.thing);
        t.scene.house_clock_advance(Span::minutes(3));
        t.scene.jobs.clock_round().await.unwrap();
        t.scene.house_clock_advance(Span::minutes(3));
        let first = t.support.ask_at_kiosk(&t.scene.kiosk, Problem::OutOfReach).await.unwrap();
        let second = t.support.ask_at_kiosk(&t.scene.kiosk, Problem::OutOfReach).await.unwrap();
        assert_eq!(first, second, "a second press");
        assert_eq!(t.open().await.len(), 3);
        t.scene.house_clock_advance(Span::minutes(11));
        let later = t.support.ask_at_kiosk(&t.scene.kiosk, Problem::OutOfReach).await.unwrap();
        assert_ne!(first, later, "somebody else");
        let about_nothing = t.support.queue(&t.helper, QueueFilter::default()).await.unwrap();
        let id = about_nothing.iter().find(|row| row.number == later).unwrap().id;
        let refused = t.support.open(&t.helper, id, because("Which one?")).await.unwrap_err();
        assert!(refused.is(RefusalCode::WrongState), "nobody knows which door");
    }

    async fn a_colleague_calls_support(world: World) {
        let t = Trouble::new(world).await;
        t.support.ask_for(&t.scene.employee, t.thing, ask(Problem::LostCode, "No message came")).await.unwrap();
        let seen = t.view(t.only().await).await;
        assert_eq!(seen.row.origin, Origin::Staff);
        let stranger = t.scene.person(false, &[Role::Employee]).await;
        let refused = t.support.ask_for(&stranger, t.thing, ask(Problem::LostCode, "")).await.unwrap_err();
        assert!(refused.is(RefusalCode::NotFound));
    }

    async fn words_without_an_answer_come_to_an_end(world: World) {
        let t = Trouble::new(world).await;
        for _ in 0..10 {
            t.asks(Problem::Other, "Hello?").await.unwrap();
        }
        assert!(t.asks(Problem::Other, "Hello?").await.unwrap_err().is(RefusalCode::SlowDown));
        t.support.answer(&t.helper, t.only().await, words("I am here.")).await.unwrap();
        t.asks(Problem::Other, "Thank you").await.expect("answered, so one may speak again");
    }

    async fn many_asks_at_once_are_one_request(world: World) {
        let t = std::sync::Arc::new(Trouble::new(world).await);
        let tries: Vec<_> = (0..3)
            .map(|_| {
                let t = std::sync::Arc::clone(&t);
                tokio::spawn(async move { t.asks(Problem::LostCode, "").await.is_ok() })
            })
            .collect();
        for one in tries {
            assert!(one.await.unwrap());
        }
        t.only().await;
    }

    async fn words_are_forgotten_after_three_months(world: World) {
        let t = Trouble::new(world).await;
        t.asks(Problem::Other, "My name is Popescu-Marinescu").await.unwrap();
        let id = t.only().await;
        t.support.answer(&t.helper, id, words("Dear Mr Popescu-Marinescu")).await.unwrap();
        t.support.close(&t.helper, id).await.unwrap();
        t.scene.house_clock_advance(Span::days(89));
        assert_eq!(t.support.forget_old().await.unwrap(), 0);
        t.scene.house_clock_advance(Span::days(2));
        assert_eq!(t.support.forget_old().await.unwrap(), 1);
        assert_eq!(t.support.forget_old().await.unwrap(), 0, "once");
        let left = serde_json::to_string(&t.view(id).await.lines).unwrap();
        assert!(!left.contains("Marinescu"), "{left}");
    }

    async fn role_by_operation_and_whose_requests_are_whose(world: World) {
        let t = Trouble::new(world).await;
        t.asks(Problem::LostCode, "").await.unwrap();
        let id = t.only().await;
        let refused = |error: Option<Error>| {
            error.is_some_and(|e| e.is(RefusalCode::NotAllowed) || e.is(RefusalCode::SignInFirst))
        };
        for role in Role::ALL {
            let actor = t.scene.person(true, &[role]).await;
            let check = |operation: Operation, may: bool| assert_eq!(may, role.may(operation), "{role:?} {operation:?}");
            let none = ReasonForm::default;
            check(Operation::GiveHelp, !refused(t.support.queue(&actor, QueueFilter::default()).await.err()));
            check(Operation::GiveHelp, !refused(t.support.count_waiting(&actor).await.err()));
            check(Operation::GiveHelp, !refused(t.support.request(&actor, id).await.err()));
            check(Operation::GiveHelp, !refused(t.support.take(&actor, id, true).await.err()));
            check(Operation::GiveHelp, !refused(t.support.answer(&actor, id, AnswerForm::default()).await.err()));
            check(Operation::GiveHelp, !refused(t.support.new_code(&actor, id, none()).await.err()));
            check(Operation::OpenFromAfar, !refused(t.support.open(&actor, id, none()).await.err()));
            check(Operation::GiveHelp, !refused(t.support.move_deadline(&actor, id, MoveDeadline::default()).await.err()));
            check(Operation::GiveHelp, !refused(t.support.free_keypad(&actor, id, none()).await.err()));
            check(Operation::GiveHelp, !refused(t.support.set_service(&actor, id, true, none()).await.err()));
            let tests = role.may(Operation::GiveHelp) && role.may(Operation::TestDoors);
            assert_eq!(tests, !refused(t.support.test_door(&actor, id, none()).await.err()), "{role:?}");
            let moves = role.may(Operation::GiveHelp) && role.may(Operation::MoveThing);
            assert_eq!(moves, !refused(t.support.move_thing(&actor, id, none()).await.err()), "{role:?}");
            assert_eq!(moves, !refused(t.support.stay(&actor, id, none()).await.err()), "{role:?}");
            check(Operation::GiveHelp, !refused(t.support.release(&actor, id).await.err()));
            check(Operation::CallSupport, !refused(t.support.ask_for(&actor, t.thing, AskForm::default()).await.err()));
            check(Operation::AskForHelp, !refused(t.support.threads(&actor, &t.pass).await.err()));
        }
        for nobody in [visitor(), t.scene.kiosk.clone()] {
            assert!(refused(t.support.queue(&nobody, QueueFilter::default()).await.err()));
            assert!(t.support.open(&nobody, id, because("x")).await.is_err());
        }
        assert!(t.support.ask_at_kiosk(&visitor(), Problem::Other).await.unwrap_err().is(RefusalCode::NotAllowed));

        let stranger = t.scene.person(false, &[Role::Support]).await;
        assert!(t.support.queue(&stranger, QueueFilter::default()).await.unwrap().is_empty());
        assert!(t.support.request(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(t.support.open(&stranger, id, because("x")).await.unwrap_err().is(RefusalCode::NotFound));
        let foreign = t.support.ask(&visitor(), &PickupPass::default(), t.thing, ask(Problem::LostCode, "")).await;
        assert!(foreign.unwrap_err().is(RefusalCode::NotFound));
    }
}
