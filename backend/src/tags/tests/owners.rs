//! Owners: a key becomes somebody's own, and somebody else's; who tries numbers finds out slowly.

use domain::accounts::Secret;
use domain::tags::{CoverView, KeyFact, KeyWord, OwnerTagsPort, TagKey, ThingForm, TransferForm};
use domain::{RefusalCode, Span};

use super::{Bureau, thing, why};
use crate::accounts::{PersonalData, Subject};
use crate::both;
use crate::tags::{TagsPersonal, find_key, owner_of};

both! {
    async fn a_key_becomes_somebodys_own_once(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(10).await;
        let free = b.tags.free_key(&b.visitor, &keys[0].plain().to_lowercase()).await.unwrap();
        assert_eq!((free.key, free.cover_days), (keys[0], 365));
        let id = b.activated(&keys[0]).await;
        assert_eq!(b.written("key_activated").await, 1);
        let said = b.said("key_activated").await;
        assert_eq!((said["key"].as_str(), said["thing"].as_str()), (Some(keys[0].grouped().as_str()), Some("Office keys")));
        assert_eq!(why(b.activate(&b.ion, &keys[0]).await), RefusalCode::Taken);
        assert_eq!(why(b.tags.free_key(&b.visitor, &keys[0].plain()).await), RefusalCode::Taken);
        assert_eq!(why(b.activate(&b.ion, &TagKey::nth(5)).await), RefusalCode::UnknownKey);
        let mine = b.tags.my_keys(&b.ana).await.unwrap();
        assert_eq!((mine.len(), mine[0].word, mine[0].cover), (1, KeyWord::Active, CoverView::Never));
        assert!(b.tags.my_keys(&b.ion).await.unwrap().is_empty());
        assert_eq!(why(b.tags.my_key(&b.ion, id).await), RefusalCode::NotFound);
        let view = b.tags.my_key(&b.ana, id).await.unwrap();
        assert_eq!(view.row.thing.description.as_deref(), Some("With a red ribbon"));
        assert!(matches!(view.history[..], [ref only] if only.what == KeyFact::Activated { by_telephone: false }));
        let mut reader = b.house.db.read().await.unwrap();
        assert_eq!(owner_of(&mut reader, id).await.unwrap(), Some(b.ana.person().unwrap()));
        assert_eq!(find_key(&mut reader, &keys[0]).await.unwrap().unwrap().id(), id);
    }

    async fn of_two_who_activate_at_once_one_gets_it(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let (ana, ion) = tokio::join!(b.activate(&b.ana, &keys[0]), b.activate(&b.ion, &keys[0]));
        assert!(ana.is_ok() != ion.is_ok(), "{ana:?} {ion:?}");
        let lost = if ana.is_ok() { ion } else { ana };
        assert_eq!(why(lost), RefusalCode::Taken);
    }

    async fn who_tries_numbers_is_slowed_down(world: World) {
        let b = Bureau::new(world).await;
        for n in 0..20 {
            let tried = b.tags.free_key(&b.visitor, &TagKey::nth(n).plain()).await;
            assert_eq!(why(tried), RefusalCode::UnknownKey);
        }
        let slow = |n: u64| b.tags.free_key(&b.visitor, TagKey::nth(n).plain().leak());
        assert_eq!(why(slow(99).await), RefusalCode::SlowDown);
        // A slip costs nothing, and others are not slowed down.
        assert_eq!(why(b.tags.free_key(&b.visitor, "7QK4-M2XQ").await), RefusalCode::NotAKey);
        assert_eq!(why(b.tags.free_key(&b.ion, &TagKey::nth(1).plain()).await), RefusalCode::UnknownKey);
        b.world.clock.advance(Span::minutes(61));
        assert_eq!(why(slow(100).await), RefusalCode::UnknownKey);
    }

    async fn what_it_is_attached_to_is_its_owners(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        let form = ThingForm { thing: "Blue bag".into(), kind: "bag".into(), ..ThingForm::default() };
        assert_eq!(why(b.tags.describe(&b.ion, id, form.clone()).await), RefusalCode::NotFound);
        b.tags.describe(&b.ana, id, form).await.unwrap();
        b.tags.report_lost(&b.ana, id, true).await.unwrap();
        b.tags.report_lost(&b.ana, id, true).await.unwrap();
        let view = b.tags.my_key(&b.ana, id).await.unwrap();
        assert_eq!((view.row.thing.name.as_str(), view.row.thing.reward), ("Blue bag", None));
        assert!(view.row.lost.is_some());
        assert_eq!(view.history.len(), 3, "reported lost once");
        b.tags.report_lost(&b.ana, id, false).await.unwrap();
        assert!(b.tags.my_key(&b.ana, id).await.unwrap().row.lost.is_none());
    }

    async fn a_key_goes_to_somebody_else_by_a_link_that_works_once(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        let to = TransferForm { email: "ion@example.org".into() };
        b.tags.offer_transfer(&b.ana, id, to.clone()).await.unwrap();
        let dead = link(&b).await;
        b.tags.offer_transfer(&b.ana, id, to).await.unwrap();
        let secret = link(&b).await;
        assert_eq!(why(b.tags.offered_key(&b.visitor, &dead).await), RefusalCode::LinkExpired);
        let offered = b.tags.offered_key(&b.visitor, &secret).await.unwrap();
        assert_eq!((offered.key, offered.thing.as_str(), offered.from.as_str()), (keys[0], "Office keys", "Ana Owner"));
        assert_eq!(b.tags.my_key(&b.ana, id).await.unwrap().transfer.unwrap().email.as_str(), "ion@example.org");
        assert_eq!(why(b.tags.accept_transfer(&b.ana, &secret).await), RefusalCode::WrongState);
        assert_eq!(b.tags.accept_transfer(&b.ion, &secret).await.unwrap(), id);
        assert_eq!(why(b.tags.accept_transfer(&b.ion, &secret).await), RefusalCode::LinkExpired);
        assert_eq!(why(b.tags.my_key(&b.ana, id).await), RefusalCode::NotFound);
        let view = b.tags.my_key(&b.ion, id).await.unwrap();
        assert_eq!((view.row.thing.description, view.row.thing.reward), (None, None));
        let facts: Vec<_> = view.history.iter().map(|h| h.what.clone()).collect();
        assert_eq!(facts, [KeyFact::Transferred], "nothing of before");
        assert_eq!(b.written("key_given").await, 1);
    }

    async fn an_offer_dies_in_time_or_when_it_is_taken_back(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        let to = TransferForm { email: "ion@example.org".into() };
        b.tags.offer_transfer(&b.ana, id, to.clone()).await.unwrap();
        b.tags.cancel_transfer(&b.ana, id).await.unwrap();
        let secret = link(&b).await;
        assert_eq!(why(b.tags.accept_transfer(&b.ion, &secret).await), RefusalCode::LinkExpired);
        b.tags.offer_transfer(&b.ana, id, to).await.unwrap();
        let secret = link(&b).await;
        b.world.clock.advance(Span::days(7));
        assert_eq!(why(b.tags.accept_transfer(&b.ion, &secret).await), RefusalCode::LinkExpired);
        b.jobs.round().await.unwrap();
        assert!(b.tags.my_key(&b.ana, id).await.unwrap().transfer.is_none());
    }

    async fn an_erased_owner_leaves_a_key_that_can_be_activated_anew(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(1).await;
        let id = b.activated(&keys[0]).await;
        b.tags.offer_transfer(&b.ana, id, TransferForm { email: "ion@example.org".into() }).await.unwrap();
        let subject = Subject {
            person: Some(b.ana.person().unwrap()),
            name: Some("Ana Owner".into()),
            email: Some(domain::Email::parse("ana.owner@example.org").unwrap()),
            phones: Vec::new(),
        };
        let mut reader = b.house.db.read().await.unwrap();
        let out = TagsPersonal.export(&mut reader, &b.house, &subject).await.unwrap();
        drop(reader);
        let text = serde_json::to_string(&out).unwrap();
        assert!(text.contains("With a red ribbon") && text.contains(&keys[0].grouped()), "{text}");
        let mut tx = b.house.db.begin().await.unwrap();
        assert!(TagsPersonal.erase(&mut tx, &b.house, &subject).await.unwrap() > 0);
        tx.commit().await.unwrap();
        let mut reader = b.house.db.read().await.unwrap();
        let left = crate::db::all!(
            reader,
            (String,),
            "SELECT name FROM tag_things UNION ALL SELECT email_sealed FROM tag_transfers WHERE email_sealed IS NOT NULL
             UNION ALL SELECT ship_to_sealed FROM tag_purchases WHERE ship_to_sealed IS NOT NULL"
        ).unwrap();
        assert!(left.is_empty(), "{left:?}");
        drop(reader);
        let form = domain::tags::ActivationForm { key: keys[0].plain(), thing: thing(), ..domain::tags::ActivationForm::default() };
        assert_eq!(b.tags.activate(&b.ion, form).await.unwrap(), id);
        let view = b.tags.my_key(&b.ion, id).await.unwrap();
        assert_eq!(view.history.len(), 1, "nothing of the one before");
    }
}

/// The secret of the newest offer.
async fn link(b: &Bureau) -> Secret {
    let said = b.said("key_offered").await;
    let link = said["link"].as_str().unwrap();
    Secret::new(link.rsplit('/').next().unwrap())
}
