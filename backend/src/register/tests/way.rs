//! The whole way of a thing: entered, claimed, handed out, or brought to another end.

use domain::accounts::Role;
use domain::register::{
    ClaimStage, EndForm, HandOutForm, LostPort as _, ProtocolFact, RegisterPort as _, RetentionForm, ThingFilter,
    ThingForm, ThingStage,
};
use domain::{RefusalCode, ShortText, Span};

use super::{Bureau, visitor};
use crate::both;

fn facts(view: &domain::register::ThingView) -> Vec<String> {
    let word = |fact: &ProtocolFact| {
        let value = serde_json::to_value(fact).unwrap();
        value["what"].as_str().unwrap().to_owned()
    };
    let lines: Vec<u32> = view.protocol.iter().map(|line| line.line).collect();
    let count = u32::try_from(lines.len()).unwrap();
    assert_eq!(lines, (1..=count).collect::<Vec<_>>(), "no line is left out");
    view.protocol.iter().map(|line| word(&line.what)).collect()
}

fn ending(how: &str) -> EndForm {
    EndForm {
        how: how.to_owned(),
        witness: "Mihai Dobre".to_owned(),
        note: "Termenul a trecut".to_owned(),
        proceeds: "25".to_owned(),
        currency: "RON".to_owned(),
    }
}

both! {
    async fn numbers_have_no_gap_and_a_second_click_enters_nothing(world: World) {
        let bureau = Bureau::new(&world).await;
        let (here, there) = (bureau.dispatcher().await, bureau.person(Some(bureau.shenzhen), &[Role::Dispatcher]).await);
        let form = bureau.wallet();
        let first = bureau.register.enter(&here, form.clone()).await.unwrap();
        assert_eq!(bureau.register.enter(&here, form).await.unwrap(), first);
        // A refused form takes no number.
        let tomorrow = ThingForm { found_on: "2026-03-02".into(), ..bureau.wallet() };
        let refused = bureau.register.enter(&here, tomorrow).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("found_on"), Some(RefusalCode::OutOfRange));
        let unknown = ThingForm { category: "spaceship".into(), ..bureau.wallet() };
        assert!(bureau.register.enter(&here, unknown).await.unwrap_err().refusal().unwrap().at("category").is_some());
        let many = (0..6).map(|_| bureau.enter(&here));
        let mut entered = Vec::new();
        for one in many {
            entered.push(one.await);
        }
        let mut numbers = Vec::new();
        for id in entered {
            numbers.push(bureau.thing(&here, id).await.row.number.to_string());
        }
        assert_eq!(numbers, ["2026/0002", "2026/0003", "2026/0004", "2026/0005", "2026/0006", "2026/0007"]);
        let other = bureau.enter(&there).await;
        assert_eq!(bureau.thing(&there, other).await.row.number.to_string(), "2026/0001");
    }

    async fn two_at_once_get_two_numbers(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let (one, two) = tokio::join!(bureau.enter(&here), bureau.enter(&here));
        let mut numbers = [bureau.thing(&here, one).await.row.number.number, bureau.thing(&here, two).await.row.number.number];
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2]);
    }

    async fn a_thing_goes_home_to_whom_it_was_promised(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let id = bureau.enter(&here).await;
        let port = &bureau.register;
        let maria = port.claim(&visitor("192.0.2.1"), id, bureau.mine("Maria Pop", "+40 721 555 001")).await.unwrap();
        world.clock.advance(Span::minutes(1));
        port.claim(&visitor("192.0.2.2"), id, bureau.mine("Vasile Rusu", "+40 721 555 002")).await.unwrap();
        let seen = bureau.thing(&here, id).await;
        assert_eq!((seen.row.stage, seen.row.open), (ThingStage::UnderProof, 2));
        let said = seen.claims[1].said.clone().unwrap();
        assert_eq!((said.answers[0].as_str(), said.contact.name.unwrap().as_str()), ("Un câine", "Maria Pop"));
        assert_eq!(port.register_desk(&here).await.unwrap().claimed, 1);
        // The number that she was told finds the thing.
        let filter = ThingFilter { q: maria.to_string(), ..ThingFilter::default() };
        assert_eq!(port.things(&here, &filter).await.unwrap()[0].id, id);
        let hand = HandOutForm { document: "identity_card".into(), name: "Maria-Elena Pop".into() };
        assert!(port.hand_out(&here, id, hand.clone()).await.unwrap_err().is(RefusalCode::WrongState));
        port.decline(&here, id, seen.claims[0].id, ShortText::parse("Nu știe poza").unwrap()).await.unwrap();
        port.accept(&here, id, seen.claims[1].id).await.unwrap();
        let mut reader = world.db.read().await.unwrap();
        let told = crate::db::one!(reader, (i64,), "SELECT COUNT(*) FROM notices WHERE template = $1", "claim_right");
        assert_eq!(told.unwrap().0, 1, "she is told where to come");
        drop(reader);
        assert!(port.accept(&here, id, seen.claims[0].id).await.unwrap_err().is(RefusalCode::WrongState));
        assert!(port.end(&here, id, ending("destroyed")).await.unwrap_err().is(RefusalCode::WrongState));
        port.lapse(&here, id, ShortText::parse("Nu a venit").unwrap()).await.unwrap();
        port.take_claim(&here, id, bureau.mine("Maria Pop", "+40 721 555 001")).await.unwrap();
        let again = bureau.thing(&here, id).await.claims.into_iter().find(|claim| claim.stage == ClaimStage::Open);
        port.accept(&here, id, again.unwrap().id).await.unwrap();
        port.hand_out(&here, id, hand).await.unwrap();
        let seen = bureau.thing(&here, id).await;
        assert_eq!(seen.row.stage, ThingStage::HandedOut);
        let done = seen.claims.iter().find(|claim| claim.stage == ClaimStage::Done).unwrap();
        assert_eq!(done.said.as_ref().unwrap().contact.name.as_ref().unwrap().as_str(), "Maria-Elena Pop");
        assert_eq!(
            facts(&seen),
            ["entered", "claimed", "claimed", "declined", "accepted", "lapsed", "claimed", "accepted", "handed_out"]
        );
        assert!(port.change(&here, id, bureau.wallet()).await.unwrap_err().is(RefusalCode::WrongState));
    }

    async fn the_time_to_keep_it_is_data_and_holds(world: World) {
        let bureau = Bureau::new(&world).await;
        let (here, manager) = (bureau.dispatcher().await, bureau.person(None, &[Role::Manager]).await);
        let port = &bureau.register;
        let id = bureau.enter(&here).await;
        let seen = bureau.thing(&here, id).await;
        assert_eq!((seen.country.as_str(), seen.keep_days, seen.keep_note.as_str()), ("RO", 183, "Codul civil, art. 942"));
        for early in ["sold", "returned_to_finder"] {
            assert!(port.end(&here, id, ending(early)).await.unwrap_err().is(RefusalCode::RetentionRuns), "{early}");
        }
        assert_eq!(port.due_round().await.unwrap(), 0);
        world.clock.advance(Span::days(183));
        assert_eq!((port.due_round().await.unwrap(), port.due_round().await.unwrap()), (1, 0));
        let due = ThingFilter { due: true, ..ThingFilter::default() };
        assert!(port.things(&here, &due).await.unwrap()[0].due);
        assert_eq!(port.register_desk(&here).await.unwrap().due, 1);
        port.end(&here, id, ending("sold")).await.unwrap();
        assert_eq!(facts(&bureau.thing(&here, id).await), ["entered", "due", "ended"]);
        assert_eq!(bureau.thing(&here, id).await.row.stage, ThingStage::Sold);

        // What spoils is destroyed before; what nobody brought is returned to nobody.
        let cake = ThingForm { category: "food".into(), name: String::new(), phone: String::new(), email: String::new(),
            wants: String::new(), found_on: "2026-08-30".into(), ..bureau.wallet() };
        let cake = port.enter(&here, cake).await.unwrap();
        assert_eq!(bureau.thing(&here, cake).await.keep_days, 2);
        world.clock.advance(Span::days(3));
        let refused = port.end(&here, cake, ending("returned_to_finder")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("how"), Some(RefusalCode::NotAChoice));
        port.end(&here, cake, ending("destroyed")).await.unwrap();

        let rule = RetentionForm { country: "RO".into(), category: "wallet".into(), days: "90".into(), note: "Ordinul 7".into() };
        port.set_rule(&manager, rule.clone()).await.unwrap();
        port.set_rule(&manager, RetentionForm { days: "91".into(), ..rule.clone() }).await.unwrap();
        let wallet = bureau.enter(&here).await;
        assert_eq!(bureau.thing(&here, wallet).await.keep_days, 91);
        assert!(port.set_rule(&manager, RetentionForm { category: "spaceship".into(), ..rule }).await.is_err());
        port.remove_rule(&manager, "RO", "wallet").await.unwrap();
        assert!(port.remove_rule(&manager, "RO", "wallet").await.unwrap_err().is(RefusalCode::NotFound));
        assert!(port.rules(&manager).await.unwrap().len() >= 6);
    }

    async fn a_thing_is_changed_moved_and_found_by_its_words(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let port = &bureau.register;
        let id = bureau.enter(&here).await;
        port.change(&here, id, ThingForm { storage: "Seif".into(), ..bureau.wallet() }).await.unwrap();
        port.change(&here, id, ThingForm { storage: "Seif".into(), what: "Portofel maro".into(), ..bureau.wallet() }).await.unwrap();
        let seen = bureau.thing(&here, id).await;
        assert_eq!(facts(&seen), ["entered", "moved", "changed"]);
        assert_eq!(seen.finder.name.as_ref().unwrap().as_str(), "Ion Aflătorescu", "who brought it stays");
        let find = async |q: &str| {
            let filter = ThingFilter { q: q.into(), ..ThingFilter::default() };
            port.things(&here, &filter).await.unwrap().len()
        };
        for q in ["portofel MARO", "fermoar", "2026/1", "brown", ""] {
            assert_eq!(find(q).await, 1, "{q}");
        }
        for q in ["negru", "Zorzon", "2026/2", "umbrela"] {
            assert_eq!(find(q).await, 0, "{q}");
        }
        let of = async |filter: ThingFilter| port.things(&here, &filter).await.unwrap().len();
        let category = domain::register::CategoryCode::parse("phone").unwrap();
        assert_eq!(of(ThingFilter { category: Some(category), ..ThingFilter::default() }).await, 0);
        assert_eq!(of(ThingFilter { stage: Some(ThingStage::Sold), ..ThingFilter::default() }).await, 0);
        assert_eq!(of(ThingFilter { office: Some(bureau.shenzhen), ..ThingFilter::default() }).await, 0);
    }
}
