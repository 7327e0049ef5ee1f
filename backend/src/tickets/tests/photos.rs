//! Photos as proof of a hand-over: who sees them, and that tickets forget their people.

use domain::accounts::Role;
use domain::photos::Upload;
use domain::tickets::{CourierPort as _, DispatchPort as _, HandOver, Handing, HistoryKind};
use domain::{Email, RefusalCode, Span};

use super::{Bureau, signature};
use crate::accounts::{PersonalData as _, Subject};
use crate::both;
use crate::testing::{a_photo, sealed, traces};
use crate::tickets::TicketsData;

fn proved(name: &str) -> Handing {
    Handing {
        photo: Upload::of(a_photo("Vasile")),
        ..signature(name)
    }
}

async fn kept(bureau: &Bureau) -> i64 {
    let all = sealed(&bureau.house.db).await;
    let photos = all.into_iter().find(|(column, _)| column == "photos.body_sealed");
    photos.map_or(0, |(_, n)| n)
}

both! {
    async fn a_photo_proves_both_hand_overs_for_desk_and_managers(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let courier = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
        let manager = bureau.person(None, &[Role::Manager]).await;
        let tickets = &bureau.tickets;
        let id = bureau.ticket(&dispatcher, None).await;
        tickets.accept(&courier, id).await.unwrap();

        let bad = Handing { photo: Upload::of(b"<svg/>".to_vec()), ..signature("Ion") };
        let refused = tickets.pick_up(&courier, id, bad).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("photo"), Some(RefusalCode::NotAPicture));
        assert!(tickets.photo(&dispatcher, id, HandOver::PickUp).await.unwrap_err().is(RefusalCode::NotFound));
        let wrong = Handing { code: "222222".into(), ..proved("") };
        assert!(tickets.pick_up(&courier, id, wrong).await.is_err());
        assert_eq!(kept(&bureau).await, 0, "what proves nothing is not kept");

        tickets.pick_up(&courier, id, proved("Ion")).await.unwrap();
        assert_eq!(tickets.ticket(&dispatcher, id).await.unwrap().photos, [HandOver::PickUp]);
        tickets.deliver(&courier, id, proved("Maria")).await.unwrap();
        assert_eq!(tickets.ticket(&manager, id).await.unwrap().photos, HandOver::ALL);
        assert!(tickets.job(&courier, id).await.unwrap().photos.is_empty());
        for moment in HandOver::ALL {
            let shown = tickets.photo(&dispatcher, id, moment).await.unwrap();
            assert!(!shown.bytes.windows(6).any(|window| window == b"Vasile"));
            assert_eq!(tickets.photo(&manager, id, moment).await.unwrap(), shown);
            let elsewhere = bureau.person(Some(bureau.cluj), &[Role::Dispatcher]).await;
            assert!(tickets.photo(&elsewhere, id, moment).await.unwrap_err().is(RefusalCode::NotFound));
            assert!(tickets.photo(&courier, id, moment).await.unwrap_err().is(RefusalCode::NotAllowed));
        }
        assert!(traces(&world.db, &["iVBOR"], &[]).await.is_empty(), "sealed");
        world.clock.advance(Span::days(91));
        assert_eq!(tickets.forget_old().await.unwrap(), 1);
        assert_eq!(kept(&bureau).await, 0);
        assert!(tickets.ticket(&dispatcher, id).await.unwrap().photos.is_empty());
    }

    async fn a_ticket_forgets_an_erased_person_once_it_is_over(world: World) {
        let bureau = Bureau::new(&world).await;
        let dispatcher = bureau.person(Some(bureau.bucharest), &[Role::Dispatcher]).await;
        let courier = bureau.person(Some(bureau.bucharest), &[Role::Courier]).await;
        let tickets = &bureau.tickets;
        let id = bureau.ticket(&dispatcher, None).await;
        let subject = |email: &str| Subject {
            person: None,
            name: None,
            email: Some(Email::parse(email).unwrap()),
            phones: Vec::new(),
        };
        let erase = async |email: &str| {
            let mut tx = bureau.house.db.begin().await.unwrap();
            let met = TicketsData.erase(&mut tx, &bureau.house, &subject(email)).await?;
            tx.commit().await.unwrap();
            Ok::<_, domain::Error>(met)
        };
        assert_eq!(erase("nobody@example.org").await.unwrap(), 0);
        assert!(erase("owner@example.org").await.unwrap_err().is(RefusalCode::StillInHand));
        tickets.accept(&courier, id).await.unwrap();
        tickets.pick_up(&courier, id, proved("Ion Signatarul")).await.unwrap();
        tickets.deliver(&courier, id, proved("Maria Primitoarea")).await.unwrap();
        let names = ["Signatarul", "Primitoarea"];
        assert!(!traces(&world.db, &names, &[]).await.is_empty());
        let mut reader = bureau.house.db.read().await.unwrap();
        let told = TicketsData.export(&mut reader, &bureau.house, &subject("finder@example.org")).await.unwrap();
        assert_eq!((told.len(), told[0].0), (1, "tickets"));
        drop(reader);
        assert_eq!(erase("owner@example.org").await.unwrap(), 1);
        assert_eq!(kept(&bureau).await, 0);
        let seen = tickets.ticket(&dispatcher, id).await.unwrap();
        assert!(seen.to.name.is_empty() && seen.from.name.is_empty());
        assert!(traces(&world.db, &names, &[]).await.is_empty(), "who signed is forgotten too");
        let signed = HistoryKind::Delivered { signed: Some(String::new()) };
        assert!(seen.history.iter().any(|line| line.what == signed), "that somebody signed is not");
        assert_eq!(erase("owner@example.org").await.unwrap(), 0);
    }
}
