//! The finder's photo: who sees it, whose stays when two report, and when it goes.

use domain::accounts::Role;
use domain::found::{CasePass, FinderPort as _, FoundDeskPort as _, NewReport};
use domain::photos::{Media, Upload};
use domain::tags::TagKey;
use domain::{Email, RefusalCode, Span};

use super::{Bureau, form, visitor};
use crate::accounts::{PersonalData as _, Subject};
use crate::both;
use crate::found::PersonalCases;
use crate::photos::{Of, keep};
use crate::testing::{a_photo, sealed, traces};

fn with_photo(n: u8, key: TagKey) -> NewReport {
    NewReport {
        photo: Upload::of(a_photo("Radu")),
        ..form(n, key)
    }
}

async fn kept(b: &Bureau) -> i64 {
    let all = sealed(&b.scene.house.db).await;
    let photos = all.into_iter().find(|(column, _)| column == "photos.body_sealed");
    photos.map_or(0, |(_, n)| n)
}

both! {
    async fn the_finders_photo_is_for_the_desk_and_the_owner(world: World) {
        let b = Bureau::new(world).await;
        let none = CasePass::default();
        let taken = b.finders.report(&visitor(1), &none, with_photo(1, b.key)).await.unwrap();
        let (number, pass) = (taken.number, CasePass::default().with(taken.link.unwrap()));
        let id = b.desk.by_number(&b.dispatcher, number).await.unwrap();
        assert!(b.desk.case(&b.dispatcher, id).await.unwrap().pictured);
        let shown = b.desk.report_photo(&b.dispatcher, id).await.unwrap();
        assert_eq!(shown.media, Media::Png);
        assert!(!shown.bytes.windows(4).any(|window| window == b"Radu"), "nothing that the camera wrote");
        assert!(b.owned(number).await.pictured);
        assert_eq!(b.finders.photo(&b.owner, &none, number).await.unwrap(), shown);
        assert!(!b.seen(&pass, number).await.pictured);
        for (actor, pass) in [(visitor(1), &pass), (visitor(9), &none), (b.scene.employee.clone(), &none)] {
            assert!(b.finders.photo(&actor, pass, number).await.unwrap_err().is(RefusalCode::NotFound));
        }
        assert!(b.desk.report_photo(&b.elsewhere, id).await.unwrap_err().is(RefusalCode::NotFound));
        let stranger = b.scene.person(false, &[Role::Dispatcher, Role::Manager]).await;
        assert!(b.desk.report_photo(&stranger, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(traces(&b.scene.house.db, &["iVBOR"], &[]).await.is_empty(), "sealed");
    }

    async fn a_bad_photo_takes_no_report_and_a_machine_leaves_none(world: World) {
        let b = Bureau::new(world).await;
        let none = CasePass::default();
        let bad = NewReport { photo: Upload::of(b"GIF89a".to_vec()), ..form(1, b.key) };
        let refused = b.finders.report(&visitor(1), &none, bad).await.map(|_| ()).unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("photo"), Some(RefusalCode::NotAPicture));
        let large = NewReport { photo: Upload::too_large(), ..form(1, b.key) };
        let refused = b.finders.report(&visitor(1), &none, large).await.map(|_| ()).unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("photo"), Some(RefusalCode::TooLarge));
        let machine = NewReport { website: "x".into(), ..with_photo(1, b.key) };
        assert!(b.finders.report(&visitor(1), &none, machine).await.is_err());
        assert_eq!(kept(&b).await, 0);
        // Limits of an address count reports with photos, too.
        for n in 1..=5 {
            b.finders.report(&visitor(1), &none, with_photo(n, TagKey::nth(80_000 + u64::from(n)))).await.unwrap();
        }
        let sixth = b.finders.report(&visitor(1), &none, with_photo(6, TagKey::nth(80_006))).await.map(|_| ());
        assert!(sixth.unwrap_err().is(RefusalCode::SlowDown));
        assert_eq!(kept(&b).await, 5);
    }

    async fn whoever_only_types_the_same_address_changes_no_photo(world: World) {
        let b = Bureau::new(world).await;
        let none = CasePass::default();
        let first = b.finders.report(&visitor(1), &none, with_photo(1, b.key)).await.unwrap();
        let number = first.number;
        let shown = b.finders.photo(&b.owner, &none, number).await.unwrap();
        let mut other = a_photo("x");
        // Another kind of line in the head: another picture.
        other[20] = 7;
        let known = NewReport { photo: Upload::of(other.clone()), once: "once-report-again".into(), ..form(1, b.key) };
        assert!(b.finders.report(&visitor(2), &none, known.clone()).await.unwrap().link.is_none());
        assert_eq!(b.finders.photo(&b.owner, &none, number).await.unwrap(), shown);
        // Whoever holds the link may.
        let pass = CasePass::default().with(first.link.unwrap());
        let known = NewReport { once: "once-report-third".into(), ..known };
        b.finders.report(&visitor(1), &pass, known).await.unwrap();
        assert_ne!(b.finders.photo(&b.owner, &none, number).await.unwrap(), shown);
    }

    async fn the_desk_sees_the_owners_photo_in_the_case_and_the_finder_never(world: World) {
        let b = Bureau::new(world).await;
        let (number, pass) = b.report(1, &b.key).await;
        let id = b.desk.by_number(&b.dispatcher, number).await.unwrap();
        assert!(b.desk.thing_photo(&b.dispatcher, id).await.unwrap_err().is(RefusalCode::NotFound));
        let house = &b.scene.house;
        let mut tx = house.db.begin().await.unwrap();
        let facts = crate::tags::find_key(&mut tx, &b.key).await.unwrap().unwrap();
        let clean = Upload::of(a_photo("Maria")).check().unwrap();
        keep(&mut tx, house, Of::Thing(facts.id()), &clean).await.unwrap();
        tx.commit().await.unwrap();
        assert!(b.desk.case(&b.dispatcher, id).await.unwrap().key.pictured);
        assert_eq!(b.desk.thing_photo(&b.dispatcher, id).await.unwrap().bytes, clean.bytes());
        assert!(b.desk.thing_photo(&b.elsewhere, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(b.finders.photo(&visitor(1), &pass, number).await.unwrap_err().is(RefusalCode::NotFound));
        // Once the key is another's, the case of its former owner shows nothing of theirs.
        let mut tx = house.db.begin().await.unwrap();
        crate::db::exec!(&mut tx, "UPDATE found_cases SET owner_id = NULL WHERE id = $1", id).unwrap();
        tx.commit().await.unwrap();
        assert!(b.desk.thing_photo(&b.dispatcher, id).await.unwrap_err().is(RefusalCode::NotFound));
        assert!(!b.desk.case(&b.dispatcher, id).await.unwrap().key.pictured);
    }

    async fn photos_are_forgotten_with_their_finders(world: World) {
        let b = Bureau::new(world).await;
        let none = CasePass::default();
        let old = b.finders.report(&visitor(1), &none, with_photo(1, b.key)).await.unwrap();
        b.finders.withdraw(&visitor(1), &CasePass::default().with(old.link.unwrap()), old.number).await.unwrap();
        b.finders.report(&visitor(2), &none, with_photo(2, b.fresh)).await.unwrap();
        assert_eq!(kept(&b).await, 2);
        b.scene.house_clock_advance(Span::days(91));
        b.jobs.forget_round().await.unwrap();
        assert_eq!(kept(&b).await, 1, "the other case goes on");
        let subject = Subject {
            person: None,
            name: None,
            email: Some(Email::parse("finder2@example.org").unwrap()),
            phones: Vec::new(),
        };
        let house = &b.scene.house;
        let mut reader = house.db.read().await.unwrap();
        let told = PersonalCases.export(&mut reader, house, &subject).await.unwrap();
        drop(reader);
        assert!(told.iter().any(|(_, value)| value.to_string().contains("data:image/png;base64,")));
        let mut tx = house.db.begin().await.unwrap();
        PersonalCases.erase(&mut tx, house, &subject).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(kept(&b).await, 0);
    }
}
