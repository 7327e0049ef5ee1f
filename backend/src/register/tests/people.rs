//! What is kept of people, how it is given out, and that nothing of it is left afterwards. And pictures.

use domain::accounts::Actor;
use domain::photos::{Media, Upload};
use domain::register::{ClaimStage, EndForm, HandOutForm, LostPort as _, RegisterPort as _, ThingStage};
use domain::{Email, Phone, RefusalCode, Span};

use super::{Bureau, visitor};
use crate::accounts::{PersonalData as _, Subject};
use crate::both;
use crate::register::RegisterData;
use crate::testing::{a_photo, sealed, traces};

/// A picture of one point.
fn png() -> Upload {
    Upload::of(a_photo("Ion"))
}

fn subject(email: &str, phone: &str) -> Subject {
    Subject {
        person: None,
        name: None,
        email: Email::parse(email).ok(),
        phones: Phone::parse(phone).into_iter().collect(),
    }
}

const NEEDLES: [&str; 7] = [
    "zorzon",
    "aflătorescu",
    "aflator@",
    "799111222",
    "maria pop",
    "721555001",
    "pipera",
];

both! {
    async fn nothing_personal_is_kept_in_the_clear(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let id = bureau.enter(&here).await;
        bureau.register.claim(&visitor("192.0.2.77"), id, bureau.mine("Maria Pop", "+40 721 555 001")).await.unwrap();
        assert_eq!(traces(&world.db, &NEEDLES, &[]).await, Vec::<String>::new());
        assert_eq!(traces(&world.db, &["192.0.2.77"], &[]).await, Vec::<String>::new());
    }

    async fn a_person_is_told_what_is_kept_and_then_forgotten(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let (port, house) = (&bureau.register, &bureau.house);
        let id = bureau.enter(&here).await;
        port.claim(&visitor("192.0.2.1"), id, bureau.mine("Maria Pop", "+40 721 555 001")).await.unwrap();
        let (finder, maria) = (subject("aflator@example.org", ""), subject("", "+40 721 555 001"));
        let mut reader = world.db.read().await.unwrap();
        let told = RegisterData.export(&mut reader, house, &maria).await.unwrap();
        assert!(told[0].0 == "register_claims" && told[0].1.to_string().contains("Zorzon"), "{told:?}");
        let told = RegisterData.export(&mut reader, house, &finder).await.unwrap();
        assert!(told[0].0 == "register_brought" && told[0].1.to_string().contains("Portofel negru"), "{told:?}");
        drop(reader);
        let erase = async |who: &Subject| {
            let mut tx = world.db.begin().await.unwrap();
            let met = RegisterData.erase(&mut tx, house, who).await?;
            tx.commit().await.unwrap();
            Ok::<u64, domain::Error>(met)
        };
        // While the thing waits for her she is not forgotten.
        port.accept(&here, id, bureau.thing(&here, id).await.claims[0].id).await.unwrap();
        assert!(erase(&maria).await.unwrap_err().is(RefusalCode::StillInHand));
        port.lapse(&here, id, domain::ShortText::parse("x").unwrap()).await.unwrap();
        port.claim(&visitor("192.0.2.1"), id, bureau.mine("Maria Pop", "+40 721 555 001")).await.unwrap();
        assert_eq!(erase(&maria).await.unwrap(), 2);
        assert_eq!(erase(&finder).await.unwrap(), 1);
        let seen = bureau.thing(&here, id).await;
        assert_eq!((seen.row.stage, seen.row.open), (ThingStage::Held, 0));
        assert!(seen.claims.iter().all(|claim| claim.said.is_none() && claim.stage == ClaimStage::Lapsed));
        assert!(seen.finder.is_empty() && !seen.finder_wants);
        let left: Vec<_> = sealed(&world.db).await.into_iter().filter(|(column, _)| column.starts_with("register")).collect();
        assert_eq!(left, [("register_things.hidden_sealed".to_owned(), 1)]);
    }

    async fn three_months_after_the_end_nobody_is_known(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let port = &bureau.register;
        let (home, gone, kept) = (bureau.enter(&here).await, bureau.enter(&here).await, bureau.enter(&here).await);
        port.set_photo(&here, home, png()).await.unwrap();
        port.take_claim(&here, home, bureau.mine("Maria Pop", "+40 721 555 001")).await.unwrap();
        port.accept(&here, home, bureau.thing(&here, home).await.claims[0].id).await.unwrap();
        let hand = HandOutForm { document: "passport".into(), name: "Maria Pop".into() };
        port.hand_out(&here, home, hand).await.unwrap();
        let end = EndForm { how: "destroyed".into(), witness: "Dan".into(), note: "Mucegai".into(), ..EndForm::default() };
        port.end(&here, gone, end).await.unwrap();
        port.take_claim(&here, kept, bureau.mine("Vasile", "+40 721 555 002")).await.unwrap();
        let claim = bureau.thing(&here, kept).await.claims[0].id;
        port.decline(&here, kept, claim, domain::ShortText::parse("Nu").unwrap()).await.unwrap();
        assert_eq!(port.forget_round().await.unwrap(), 0);
        world.clock.advance(Span::days(91));
        assert_eq!((port.forget_round().await.unwrap(), port.forget_round().await.unwrap()), (2, 0));
        let seen = bureau.thing(&here, home).await;
        assert!(seen.details.is_none() && seen.place.is_none() && !seen.pictured && seen.finder.is_empty());
        assert!(seen.claims[0].said.is_none());
        assert!(bureau.thing(&here, kept).await.claims[0].said.is_none(), "a claim that came to nothing");
        assert!(bureau.thing(&here, kept).await.details.is_some(), "what we still have stays known");
    }

    async fn a_picture_is_for_colleagues_of_the_office(world: World) {
        let bureau = Bureau::new(&world).await;
        let here = bureau.dispatcher().await;
        let port = &bureau.register;
        let id = bureau.enter(&here).await;
        assert!(port.photo(&here, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(port.set_photo(&here, id, Upload::of(b"<svg/>".to_vec())).await.unwrap_err().is(RefusalCode::NotAPicture));
        assert!(port.set_photo(&here, id, Upload::too_large()).await.unwrap_err().is(RefusalCode::TooLarge));
        port.set_photo(&here, id, png()).await.unwrap();
        let shown = port.photo(&here, id).await.unwrap();
        assert_eq!(shown.media, Media::Png);
        assert!(!shown.bytes.windows(3).any(|window| window == b"Ion"));
        assert!(bureau.thing(&here, id).await.pictured);
        let stranger: Actor = bureau.person(Some(bureau.shenzhen), &[domain::accounts::Role::Dispatcher]).await;
        assert!(port.photo(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        port.remove_photo(&here, id).await.unwrap();
        port.remove_photo(&here, id).await.unwrap();
        assert!(port.photo(&here, id).await.is_err());
    }
}
