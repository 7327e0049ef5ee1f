//! Somebody with something in every slice is erased: nothing of them is left anywhere, sealed or not.

use domain::accounts::Actor;
use domain::accounts::owners::{ContactForm, DeskOwnersPort as _, NewOwner, OwnersPort as _};
use domain::found::{CaseEnd, CasePass, FinderPort as _, FoundDeskPort as _, NewReport};
use domain::ids::SessionId;
use domain::photos::Upload;
use domain::tags::{
    CataloguePort as _, DealerApplicationForm, DeskTagsPort as _, OwnerTagsPort as _, TelephoneActivation, TransferForm,
};
use domain::{Locale, RefusalCode, ShortText, Span};

use super::{Bureau, thing};
use crate::accounts::{Accounts, Owners};
use crate::both;
use crate::found::{Finders, FoundDesk};
use crate::testing::{a_photo, sealed, traces, traces_in_files};

const OWNER: &str = "zoltan.unic@example.org";
const FINDER: &str = "aflator.rarissim@example.org";
const NEEDLES: [&str; 9] = [
    "zoltan",
    "unicatescu",
    "799111222",
    "799 111 222",
    "prietenescu",
    "799333444",
    "rarissim",
    "cheile mele",
    "799555666",
];

fn call(key: domain::tags::TagKey) -> TelephoneActivation {
    let mut thing = thing();
    thing.thing = "Cheile mele de la Zoltan".into();
    TelephoneActivation {
        key: key.grouped(),
        thing,
        owner: NewOwner {
            name: "Zoltan Unicatescu".into(),
            email: OWNER.into(),
            phones: vec!["+40 799 111 222".into()],
            locale: Locale::Ro,
        },
        contacts: vec![ContactForm {
            name: "Ina Prietenescu".into(),
            phone: "+40 799 333 444".into(),
            email: String::new(),
        }],
    }
}

fn report(key: domain::tags::TagKey) -> NewReport {
    NewReport {
        key: key.grouped(),
        place: "La Rarissim, lângă gară".into(),
        country: "ro".into(),
        name: "Aflator Rarissim".into(),
        email: FINDER.into(),
        phone: "+40 799 555 666".into(),
        wants: "thanks".into(),
        words: "Sună la +40 799 555 666".into(),
        locale: "ro".into(),
        once: "once-erasure".into(),
        ..NewReport::default()
    }
}

both! {
    async fn nothing_is_left_of_an_erased_owner_or_finder(world: World) {
        let (clock, url) = (world.clock.clone(), world.url.clone());
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(2).await;
        let before = sealed(&b.house.db).await;
        let accounts = Accounts::new(b.house.clone(), b.world.passwords.clone());
        let owners = Owners::new(accounts, crate::personal_data());
        let (finders, desk) = (Finders::new(b.house.clone()), FoundDesk::new(b.house.clone()));

        let key = b.tags.activate_by_telephone(&b.desk, call(keys[0])).await.unwrap();
        let person = owners.find_owners(&b.desk, "unicatescu").await.unwrap()[0].person;
        let owner = Actor::Person {
            person,
            session: SessionId(b.house.outside.uuid7()),
            organisation: b.organisation,
            office: None,
            roles: vec![domain::accounts::Role::Owner],
        };
        b.tags.renew(&owner, key, "").await.unwrap();
        b.tags.set_photo(&owner, key, Upload::of(a_photo("Zoltan"))).await.unwrap();
        b.pay_last().await;
        b.tags.offer_transfer(&owner, key, TransferForm { email: "prietenescu@example.org".into() }).await.unwrap();
        let application = DealerApplicationForm {
            firm: "Zoltan Chei SRL".into(),
            name: "Zoltan Unicatescu".into(),
            email: OWNER.into(),
            city: "Cluj".into(),
            ..DealerApplicationForm::default()
        };
        b.tags.apply(&b.visitor, application, Locale::Ro).await.unwrap();
        let reported = finders.report(&b.visitor, &CasePass::default(), report(keys[0])).await.unwrap();
        let none = CasePass::default();
        finders.write(&owner, &none, reported.number, "Sunt Zoltan, +40 799 111 222").await.unwrap();

        // While something is on its way to its owner, the owner cannot be forgotten.
        let early = owners.erase_person(&Actor::House, OWNER).await.unwrap_err();
        assert!(early.is(RefusalCode::StillInHand), "{early:?}");
        let case = desk.by_number(&b.desk, reported.number).await.unwrap();
        let reason = ShortText::parse("A fost predat").unwrap();
        desk.close(&b.desk, case, CaseEnd::Returned, reason).await.unwrap();
        clock.advance(Span::minutes(1));
        let export = owners.export_person(&Actor::House, OWNER).await.unwrap();
        for text in ["Zoltan Unicatescu", "+40799111222", "Prietenescu", "Cheile mele", &keys[0].grouped(), "data:image/png;base64,"] {
            assert!(export.contains(text), "{text} in {export}");
        }
        assert!(!traces(&b.house.db, &NEEDLES, &[]).await.is_empty(), "the scan sees what is there");
        assert_ne!(sealed(&b.house.db).await, before);

        owners.erase_person(&Actor::House, OWNER).await.unwrap();
        owners.erase_person(&Actor::House, FINDER).await.unwrap();
        assert_eq!(traces(&b.house.db, &NEEDLES, &[]).await, Vec::<String>::new());
        assert_eq!(traces_in_files(&url, &NEEDLES), Vec::<String>::new());
        assert_eq!(sealed(&b.house.db).await, before, "what is sealed is gone, too");
    }
}
