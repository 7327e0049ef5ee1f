//! An organisation's own words: in the messages that leave the house, in samples, and whose they are.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::accounts::{Actor, Operation, Role};
use domain::delivery::{DeliveryPort as _, NewDelivery};
use domain::lockers::{BankForm, PlaceForm};
use domain::notices::{Channel, OwnForm, OwnKind, OwnTextsPort as _, Template};
use domain::{Locale, RefusalCode};

use crate::both;
use crate::db::exec;
use crate::delivery::OwnTexts;
use crate::notices::{NoticeJobs, Rendered, SendError, Texts, Transport, Transports};
use crate::testing::Scene;

const READY: OwnKind = OwnKind::Message(Template::Ready);

/// A message that left.
struct Sent {
    channel: Channel,
    text: String,
    html: String,
}

/// Keeps what leaves.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<Sent>>>);

#[async_trait]
impl Transport for Kept {
    async fn send(&self, message: &Rendered) -> Result<(), SendError> {
        self.0.lock().unwrap().push(Sent {
            channel: message.channel,
            text: message.text.clone(),
            html: message.html.clone().unwrap_or_default(),
        });
        Ok(())
    }
}

fn port(scene: &Scene) -> OwnTexts {
    OwnTexts::new(scene.house.clone(), None)
}

fn romanian(paragraph: &str, ending: &str) -> OwnForm {
    OwnForm {
        paragraph_ro: paragraph.to_owned(),
        ending_ro: ending.to_owned(),
        ..OwnForm::default()
    }
}

/// Everything that waits leaves; the mail and the text message of it.
async fn sent(scene: &Scene) -> (Sent, Sent) {
    let kept = Kept::default();
    let way = Arc::new(kept.clone());
    let transports = Transports {
        email: way.clone(),
        sms: way,
    };
    let jobs = NoticeJobs::new(scene.house.clone(), Texts::load(None).unwrap(), transports);
    while jobs.round().await.unwrap() > 0 {}
    let mut all = std::mem::take(&mut *kept.0.lock().unwrap());
    assert_eq!(all.len(), 2, "one mail, one text message");
    let sms = all.iter().position(|one| one.channel == Channel::Sms).unwrap();
    let sms = all.remove(sms);
    (all.remove(0), sms)
}

/// A document lies in a locker, for a reader of this language.
async fn stored(scene: &Scene, once: &str, locale: Locale) {
    let form = NewDelivery {
        locale: locale.code().to_owned(),
        ..scene.form(once)
    };
    let id = scene.delivery.create(&scene.employee, form).await.unwrap();
    scene.delivery.open(&scene.employee, id).await.unwrap();
    let command = scene.obey().await;
    let view = scene.delivery.delivery(&scene.employee, id).await.unwrap();
    scene.shut(view.compartment, command, Some(true)).await;
}

both! {
    async fn own_words_stand_beside_ours_in_the_readers_language_only(world: World) {
        let scene = Scene::new(world).await;
        let (texts, manager) = (port(&scene), scene.person(true, &[Role::Manager]).await);
        let form = romanian("Aduceți buletinul <vechi>.\nVă mulțumim.", "Aduceți buletinul.");
        assert_eq!(texts.save(&manager, READY, &form).await.unwrap(), [Locale::Ro]);
        let signature = romanian("Ghișeul 4\nSector 3", "");
        assert_eq!(texts.save(&manager, OwnKind::Signature, &signature).await.unwrap(), [Locale::Ro]);

        stored(&scene, "a", Locale::Ro).await;
        let said = scene.ready_message().await;
        let field = |name: &str| said[name].as_str().unwrap().to_owned();
        let (code, link) = (field("code"), field("link"));
        let (mail, sms) = sent(&scene).await;
        // Everything of ours is there, and theirs before the foot.
        assert!(mail.text.contains(&code) && mail.text.contains(&link), "{}", mail.text);
        let own = "\n\nAduceți buletinul <vechi>.\nVă mulțumim.\n\nGhișeul 4\nSector 3\n\n-- \n";
        assert!(mail.text.contains(own), "{}", mail.text);
        assert!(mail.html.contains("Aduceți buletinul &lt;vechi&gt;.<br>Vă mulțumim."), "{}", mail.html);
        assert!(mail.html.contains("Ghișeul 4<br>Sector 3") && mail.html.contains(&code), "{}", mail.html);
        let compact: String = code.split_whitespace().collect();
        let bound = format!("\nAduceți buletinul.\n\n@locker.example.org #{compact}");
        assert!(sms.text.ends_with(&bound) && sms.text.contains(&link), "{}", sms.text);

        stored(&scene, "b", Locale::En).await;
        let (mail, sms) = sent(&scene).await;
        for text in [&mail.text, &mail.html, &sms.text] {
            assert!(!text.contains("Aduce") && !text.contains("Ghi"), "{text}");
        }
    }

    async fn back_to_the_standard_text_and_nothing_is_left(world: World) {
        let scene = Scene::new(world).await;
        let (texts, manager) = (port(&scene), scene.person(true, &[Role::Manager]).await);
        let form = romanian("Etajul 2", "Etajul 2");
        texts.save(&manager, READY, &form).await.unwrap();
        assert_eq!(texts.kept(&manager, READY).await.unwrap(), form);
        assert!(texts.save(&manager, READY, &form).await.unwrap().is_empty(), "nothing changed");
        let adapted = |kinds: Vec<domain::notices::OwnKindView>| {
            let with = kinds.into_iter().filter(|view| !view.adapted.is_empty());
            with.map(|view| (view.kind, view.adapted)).collect::<Vec<_>>()
        };
        assert_eq!(adapted(texts.kinds(&manager).await.unwrap()), [(READY, vec![Locale::Ro])]);
        assert_eq!(texts.reset(&manager, READY).await.unwrap(), [Locale::Ro]);
        assert!(adapted(texts.kinds(&manager).await.unwrap()).is_empty());
        assert_eq!(texts.kept(&manager, READY).await.unwrap(), OwnForm::default());
        stored(&scene, "a", Locale::Ro).await;
        let (mail, sms) = sent(&scene).await;
        assert!(!mail.text.contains("Etajul") && !sms.text.contains("Etajul"));
    }

    async fn every_message_can_be_previewed_and_no_preview_holds_a_secret(world: World) {
        let scene = Scene::new(world).await;
        let (texts, manager) = (port(&scene), scene.person(true, &[Role::Manager]).await);
        stored(&scene, "a", Locale::Ro).await;
        let said = scene.ready_message().await;
        for kind in OwnKind::ALL {
            let ending = if kind.has_ending() { "Etajul 2" } else { "" };
            let shown = texts.preview(&manager, kind, &romanian("La ghișeul 4", ending)).await.unwrap();
            assert_eq!(shown.iter().map(|one| one.locale).collect::<Vec<_>>(), Locale::ALL);
            for one in shown {
                let all = [one.subject.as_str(), &one.mail, &one.sms].concat();
                assert!(!all.contains(said["code"].as_str().unwrap()) && !all.contains("/p/"), "{all}");
                let own = one.locale == Locale::Ro;
                assert_eq!(one.mail.contains("La ghișeul 4"), own, "{kind:?}: {}", one.mail);
                assert_eq!(one.sms.contains("Etajul 2"), own && kind.has_ending(), "{kind:?}: {}", one.sms);
                assert!(one.size.count <= one.standard.count + 1, "{kind:?}");
                assert!(one.sms.contains("Primăria") && !one.mail.contains("{{"), "{kind:?}");
            }
            assert_eq!(texts.kept(&manager, kind).await.unwrap(), OwnForm::default(), "nothing is kept");
        }
    }

    async fn an_ending_may_not_make_every_letter_cost_more(world: World) {
        let scene = Scene::new(world).await;
        let manager = scene.person(false, &[Role::Manager]).await;
        let organisation = manager.organisation().unwrap();
        let mut tx = scene.house.db.begin().await.unwrap();
        exec!(tx, "UPDATE organisations SET name = 'Town hall' WHERE id = $1", organisation).unwrap();
        tx.commit().await.unwrap();
        let bank = BankForm {
            place: PlaceForm {
                name: "Railway Station, north entrance".into(),
                address: "Main Street 1".into(),
                city: "Newtown".into(),
                latitude: "44.4467".into(),
                longitude: "26.0733".into(),
                time_zone: "Europe/Bucharest".into(),
                opening_hours: "24/7".into(),
                hotline: "+40 21 555 01 00".into(),
            },
            layout: "S S S S".into(),
        };
        scene.lockers.add_bank(organisation, &bank.check().unwrap()).await.unwrap();
        let texts = port(&scene);
        let english = |ending: &str| OwnForm { ending_en: ending.to_owned(), ..OwnForm::default() };
        let refused = texts.save(&manager, READY, &english("ж")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("ending_en"), Some(RefusalCode::SmsGrows));
        assert!(texts.save(&manager, READY, &english("Bring your old card.")).await.is_ok());
    }

    async fn an_organisations_words_are_its_own(world: World) {
        let scene = Scene::new(world).await;
        let texts = port(&scene);
        let stranger = scene.person(false, &[Role::Manager]).await;
        texts.save(&stranger, READY, &romanian("Altă primărie", "Altă primărie")).await.unwrap();
        let manager = scene.person(true, &[Role::Manager]).await;
        assert_eq!(texts.kept(&manager, READY).await.unwrap(), OwnForm::default());
        stored(&scene, "a", Locale::Ro).await;
        let (mail, sms) = sent(&scene).await;
        assert!(!mail.text.contains("Altă primărie") && !sms.text.contains("Altă primărie"));
        // And taking nothing away takes nothing from them.
        assert!(texts.reset(&manager, READY).await.unwrap().is_empty());
        assert_ne!(texts.kept(&stranger, READY).await.unwrap(), OwnForm::default());
    }

    async fn role_by_operation(world: World) {
        let scene = Scene::new(world).await;
        let (texts, form) = (port(&scene), OwnForm::default());
        for role in Role::ALL {
            let actor = scene.person(true, &[role]).await;
            let check = |error: Option<domain::Error>| {
                let allowed = !error.is_some_and(|error| error.is(RefusalCode::NotAllowed));
                assert_eq!(actor.may(Operation::SetTexts), allowed, "{role:?}");
            };
            check(texts.kinds(&actor).await.err());
            check(texts.kept(&actor, READY).await.err());
            check(texts.preview(&actor, READY, &form).await.err());
            check(texts.save(&actor, READY, &form).await.err());
            check(texts.reset(&actor, READY).await.err());
        }
        for actor in [scene.kiosk.clone(), Actor::Visitor { address: String::new() }] {
            assert!(texts.kinds(&actor).await.is_err());
            assert!(texts.save(&actor, READY, &form).await.is_err());
        }
    }
}
