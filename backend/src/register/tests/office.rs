//! Role × operation × office: whose things are whose.

use domain::accounts::{Actor, Operation, Role};
use domain::ids::{ClaimId, ThingId};
use domain::photos::Upload;
use domain::register::{
    ClaimForm, EndForm, HandOutForm, LostForm, LostPort as _, RegisterPort as _, RetentionForm, ThingFilter, ThingForm,
};
use domain::{Error, RefusalCode, ShortText};

use super::{Bureau, visitor};
use crate::both;

/// Every method of the staff, with what it needs and what it answered. Nothing here changes a thing: each is refused at the
/// latest by its state or its form.
async fn walk(bureau: &Bureau, actor: &Actor, id: ThingId) -> Vec<(&'static str, Operation, Option<Error>)> {
    use Operation as O;
    let port = &bureau.register;
    let reason = || ShortText::parse("x").unwrap();
    let claim = ClaimId(bureau.house.outside.uuid7());
    let filter = ThingFilter::default();
    let hand = HandOutForm {
        document: "passport".into(),
        name: "X".into(),
    };
    let picture = Upload::of(vec![1, 2, 3]);
    vec![
        ("register_desk", O::KeepRegister, port.register_desk(actor).await.err()),
        ("things", O::KeepRegister, port.things(actor, &filter).await.err()),
        ("thing", O::KeepRegister, port.thing(actor, id).await.err()),
        ("photo", O::KeepRegister, port.photo(actor, id).await.err()),
        (
            "enter",
            O::KeepRegister,
            port.enter(actor, ThingForm::default()).await.err(),
        ),
        (
            "change",
            O::KeepRegister,
            port.change(actor, id, ThingForm::default()).await.err(),
        ),
        (
            "set_photo",
            O::KeepRegister,
            port.set_photo(actor, id, picture).await.err(),
        ),
        (
            "remove_photo",
            O::KeepRegister,
            port.remove_photo(actor, id).await.err(),
        ),
        (
            "take_claim",
            O::KeepRegister,
            port.take_claim(actor, id, ClaimForm::default()).await.err(),
        ),
        ("accept", O::KeepRegister, port.accept(actor, id, claim).await.err()),
        (
            "decline",
            O::KeepRegister,
            port.decline(actor, id, claim, reason()).await.err(),
        ),
        ("lapse", O::KeepRegister, port.lapse(actor, id, reason()).await.err()),
        ("hand_out", O::KeepRegister, port.hand_out(actor, id, hand).await.err()),
        (
            "end",
            O::KeepRegister,
            port.end(actor, id, EndForm::default()).await.err(),
        ),
        ("rules", O::SetRetention, port.rules(actor).await.err()),
        (
            "set_rule",
            O::SetRetention,
            port.set_rule(actor, RetentionForm::default()).await.err(),
        ),
        (
            "remove_rule",
            O::SetRetention,
            port.remove_rule(actor, "XX", "none").await.err(),
        ),
        ("kinds", O::SearchLost, port.kinds(actor).await.err()),
        (
            "search",
            O::SearchLost,
            port.search(actor, &LostForm::default()).await.err(),
        ),
        ("lost_thing", O::SearchLost, port.lost_thing(actor, id).await.err()),
        (
            "claim",
            O::SearchLost,
            port.claim(actor, id, ClaimForm::default()).await.err(),
        ),
    ]
}

fn is(error: Option<&Error>, code: RefusalCode) -> bool {
    error.is_some_and(|error| error.is(code))
}

both! {
    async fn every_method_asks_the_table(world: World) {
        let bureau = Bureau::new(&world).await;
        let id = bureau.enter(&bureau.dispatcher().await).await;
        for role in Role::ALL {
            let actor = bureau.person(Some(bureau.bucharest), &[role]).await;
            for (method, operation, refused) in walk(&bureau, &actor, id).await {
                let allowed = !is(refused.as_ref(), RefusalCode::NotAllowed);
                assert_eq!(allowed, role.may(operation), "{role:?} {method} {refused:?}");
            }
        }
        for (method, operation, refused) in walk(&bureau, &visitor("192.0.2.1"), id).await {
            let kept_out = is(refused.as_ref(), RefusalCode::SignInFirst);
            assert_eq!(kept_out, operation != Operation::SearchLost, "{method} {refused:?}");
        }
    }

    async fn another_offices_things_do_not_exist(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let id = bureau.enter(&here).await;
        let elsewhere = bureau.accounts.seed_organisation("Elsewhere").await.unwrap();
        for stranger in [
            bureau.person(Some(bureau.shenzhen), &[Role::Dispatcher]).await,
            bureau.person(Some(bureau.shenzhen), &[Role::Employee]).await,
            bureau.person_at(elsewhere, None, &[Role::Manager, Role::Dispatcher]).await,
        ] {
            let port = &bureau.register;
            assert!(port.things(&stranger, &ThingFilter::default()).await.unwrap().is_empty());
            assert!(port.thing(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
            let hidden = ["photo", "change", "take_claim", "accept", "decline", "lapse", "hand_out", "remove_photo"];
            let form = bureau.wallet();
            assert!(port.change(&stranger, id, form.clone()).await.unwrap_err().is(RefusalCode::NotFound));
            let into = ThingForm { office: bureau.bucharest.to_string(), ..form };
            let refused = port.enter(&stranger, into).await.unwrap_err();
            assert_eq!(refused.refusal().unwrap().at("office"), Some(RefusalCode::NotAChoice));
            for (method, _, refused) in walk(&bureau, &stranger, id).await {
                let form_first = matches!(method, "change" | "take_claim");
                if hidden.contains(&method) && !form_first {
                    assert!(is(refused.as_ref(), RefusalCode::NotFound), "{method} {refused:?}");
                }
            }
        }
        let manager = bureau.person(Some(bureau.shenzhen), &[Role::Manager]).await;
        assert!(bureau.register.thing(&manager, id).await.is_ok(), "managers see every office");
        let central = bureau.person(None, &[Role::Dispatcher]).await;
        assert_eq!(bureau.register.register_desk(&central).await.unwrap().offices.len(), 2);
        let refused = bureau.register.enter(&central, bureau.wallet()).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("office"), Some(RefusalCode::Missing));
    }
}
