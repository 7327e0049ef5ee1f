//! The desk: one box that finds everything, keys activated by telephone, keys taken out of use.

use domain::accounts::owners::{ContactForm, NewOwner};
use domain::tags::{DeskTagsPort, KeyFact, KeyWord, OwnerTagsPort, Reading, TelephoneActivation};
use domain::{Locale, RefusalCode, ShortText};

use super::{Bureau, thing, why};
use crate::both;

fn call(key: domain::tags::TagKey) -> TelephoneActivation {
    TelephoneActivation {
        key: key.grouped(),
        thing: thing(),
        owner: NewOwner {
            name: "Ștefan Marinescu".into(),
            email: String::new(),
            phones: vec!["+40 721 555 010".into(), "+40 722 555 020".into()],
            locale: Locale::Ro,
        },
        contacts: vec![ContactForm {
            name: "Ioana".into(),
            phone: "+40 723 555 030".into(),
            email: String::new(),
        }],
    }
}

both! {
    async fn a_call_makes_an_owner_who_is_found_by_everything(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(3).await;
        let id = b.tags.activate_by_telephone(&b.desk, call(keys[0])).await.unwrap();
        let again = b.tags.activate_by_telephone(&b.desk, call(keys[1])).await.unwrap();
        assert_ne!(id, again);
        assert_eq!(why(b.tags.activate_by_telephone(&b.desk, call(keys[0])).await), RefusalCode::Taken);
        for (text, reading) in [
            ("marinescu", Reading::Name),
            ("stefan mar", Reading::Name),
            ("+40721555010", Reading::Phone),
            ("0722 555 020", Reading::Phone),
        ] {
            let found = b.tags.find(&b.desk, text).await.unwrap();
            assert_eq!(found.reading, reading, "{text}");
            assert_eq!(found.owners.len(), 1, "{text}: the same owner for both calls");
            assert_eq!(found.owners[0].keys.len(), 2, "{text}");
        }
        let found = b.tags.find(&b.desk, &keys[0].plain().to_lowercase()).await.unwrap();
        let key = found.key.unwrap();
        assert_eq!((found.reading, key.word, key.owner.unwrap().name.as_str()), (Reading::Key, KeyWord::Active, "Ștefan Marinescu"));
        let unsold = b.tags.find(&b.desk, &keys[2].plain()).await.unwrap();
        assert_eq!(unsold.key.unwrap().word, KeyWord::Printed);
        let slip = b.tags.find(&b.desk, "7QK4-M2XQ").await.unwrap();
        assert!(slip.reading == Reading::KeySlip && slip.key.is_none() && slip.owners.is_empty());
        assert_eq!(b.tags.find(&b.desk, " ").await.unwrap().reading, Reading::Nothing);
        let view = b.tags.desk_key(&b.desk, id).await.unwrap();
        let sheet = view.owner.unwrap();
        assert_eq!((sheet.card.phones.len(), sheet.contacts.len()), (2, 1));
        assert_eq!(view.dealer.as_deref(), Some("Chei & Co"));
        assert_eq!(view.history[0].what, KeyFact::Activated { by_telephone: true });
        assert_eq!(view.history[0].by.as_deref(), Some("Dora Desk"));
        let owner = sheet.card.person;
        assert_eq!(b.tags.keys_of(&b.desk, owner).await.unwrap().len(), 2);
        assert_eq!(why(b.tags.send_renewal(&b.desk, id).await), RefusalCode::NeedsContact);
        b.tags.report_lost_for(&b.desk, id, true).await.unwrap();
        assert!(b.tags.desk_key(&b.desk, id).await.unwrap().row.lost.is_some());
    }

    async fn a_blocked_key_is_known_to_the_desk_alone(world: World) {
        let b = Bureau::new(world).await;
        let (_, keys) = b.sold_pool(2).await;
        let reason = || ShortText::parse("Stolen from the shop").unwrap();
        let id = b.tags.find(&b.desk, &keys[0].plain()).await.unwrap().key.unwrap().id;
        b.tags.block(&b.desk, id, reason()).await.unwrap();
        assert_eq!(why(b.tags.block(&b.manager, id, reason()).await), RefusalCode::WrongState);
        assert_eq!(why(b.tags.free_key(&b.visitor, &keys[0].plain()).await), RefusalCode::UnknownKey);
        assert_eq!(why(b.activate(&b.ana, &keys[0]).await), RefusalCode::UnknownKey);
        let view = b.tags.desk_key(&b.desk, id).await.unwrap();
        assert!(view.row.word == KeyWord::Blocked && view.may_unblock && !view.may_activate);
        b.tags.unblock(&b.manager, id, reason()).await.unwrap();
        b.activated(&keys[0]).await;
        let mine = b.tags.send_renewal(&b.desk, id).await;
        mine.unwrap();
        assert!(b.said("cover_ends").await["pay"].as_str().unwrap().starts_with("https://tags.example.org/pay/"));
    }
}
