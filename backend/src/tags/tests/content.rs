//! Questions of the public site, and previews that keep nothing.

use domain::RefusalCode;
use domain::ids::QuestionId;
use domain::tags::{
    BureauPort, CataloguePort, ContentPort, DealerForm, DealerPort as _, InFour, OfferForm, ProductForm, QuestionForm,
    QuestionPart, ReadyMade,
};

use super::{Bureau, why};
use crate::both;

fn said(en: &str, ro: &str) -> InFour {
    InFour {
        en: en.into(),
        ro: ro.into(),
        ..InFour::default()
    }
}

fn form(stands_for: &str, place: &str) -> QuestionForm {
    QuestionForm {
        part: "finders".into(),
        stands_for: stands_for.into(),
        place: place.into(),
        question: said("Is it free?", "E gratuit?"),
        answer: said("For finders, always.", "Pentru găsitori, mereu."),
        shown: true,
        ..QuestionForm::default()
    }
}

both! {
    async fn questions_are_added_changed_hidden_and_taken_away(world: World) {
        let b = Bureau::new(world).await;
        assert!(b.tags.questions(&b.visitor).await.unwrap().is_empty());
        let own = b.tags.save_question(&b.manager, form("", "15")).await.unwrap();
        let ready = b.tags.save_question(&b.manager, form("cost", "10")).await.unwrap();
        let refused = b.tags.save_question(&b.manager, form("cost", "10")).await.unwrap_err();
        assert_eq!(refused.refusal().unwrap().at("stands_for"), Some(RefusalCode::Taken));
        let all = b.tags.questions(&b.visitor).await.unwrap();
        assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [ready, own]);
        assert_eq!((all[0].part, all[0].stands_for), (QuestionPart::Money, Some(ReadyMade::Cost)));
        let hidden = QuestionForm { id: own.to_string(), part: "owners".into(), shown: false, ..form("", "3") };
        assert_eq!(b.tags.save_question(&b.manager, hidden).await.unwrap(), own);
        let first = &b.tags.questions(&b.visitor).await.unwrap()[0];
        assert_eq!((first.id, first.part, first.shown), (own, QuestionPart::Owners, false));
        b.tags.remove_question(&b.manager, ready).await.unwrap();
        assert_eq!(why(b.tags.remove_question(&b.manager, ready).await), RefusalCode::NotFound);
        assert_eq!(b.tags.questions(&b.visitor).await.unwrap().len(), 1);
        let gone = QuestionForm { id: ready.to_string(), ..form("", "3") };
        assert_eq!(why(b.tags.save_question(&b.manager, gone).await), RefusalCode::NotFound);
    }

    async fn a_preview_shows_the_change_and_keeps_nothing(world: World) {
        let b = Bureau::new(world).await;
        b.tags.save_question(&b.manager, form("cost", "10")).await.unwrap();
        let changed = QuestionForm { question: said("How much?", ""), ..form("cost", "20") };
        let seen = b.tags.preview_question(&b.manager, changed).await.unwrap();
        assert_eq!((seen.len(), seen[0].question.en.as_str()), (1, "How much?"));
        assert_eq!(b.tags.questions(&b.visitor).await.unwrap()[0].question.en, "Is it free?");

        let kept = b.tags.products(&b.manager).await.unwrap().remove(0);
        let product = ProductForm {
            id: kept.id.to_string(),
            slug: "silver-keyring".into(),
            kind: "keyring".into(),
            name: said("Silver keyring", ""),
            currency: "RON".into(),
            price: "60".into(),
            cover_price: "30".into(),
            cover_days: "365".into(),
            included_days: "365".into(),
            vat: "19".into(),
            ..ProductForm::default()
        };
        let item = b.tags.preview_product(&b.manager, product).await.unwrap();
        assert_eq!((item.product.name.en.as_str(), item.price_now.minor), ("Silver keyring", 6_000));
        assert!(b.tags.item(&b.visitor, "silver-keyring").await.is_err());

        let offer = OfferForm {
            title: said("Snow", "Zăpadă"),
            percent: "15".into(),
            product: kept.id.to_string(),
            from: "2026-02-01".into(),
            until: "2026-04-01".into(),
            ..OfferForm::default()
        };
        let seen = b.tags.preview_offer(&b.manager, offer.clone()).await.unwrap();
        assert!(seen.running && seen.product_name.is_some());
        assert!(b.tags.all_offers(&b.manager).await.unwrap().is_empty());
        let nowhere = OfferForm { product: b.organisation.to_string(), ..offer };
        assert_eq!(why(b.tags.preview_offer(&b.manager, nowhere).await), RefusalCode::NotAChoice);
    }

    async fn a_preview_of_the_partners_shows_the_dealer_in_their_place(world: World) {
        let b = Bureau::new(world).await;
        b.sold_pool(1).await;
        b.tags.change_logo(&b.dealer, super::logo()).await.unwrap();
        let before = b.tags.partners(&b.visitor).await.unwrap();
        let own = before.iter().find(|partner| partner.id == b.dealer_id).unwrap();
        assert!(own.has_logo && own.products.len() == 1);
        let moved = DealerForm {
            id: b.dealer_id.to_string(),
            city: "Zalău".into(),
            website: "chei.example".into(),
            ..super::dealer_form("Chei & Lacăte", "chei@firm.example")
        };
        let seen = b.tags.preview_partner(&b.manager, moved.clone()).await.unwrap();
        assert_eq!(seen.len(), before.len(), "the same one, changed");
        let last = seen.last().unwrap();
        assert_eq!((last.id, last.name.as_str(), last.city.as_str()), (b.dealer_id, "Chei & Lacăte", "Zalău"));
        assert_eq!((last.website.as_deref(), last.has_logo, &last.products), (Some("https://chei.example"), true, &own.products));
        let new = super::dealer_form("Acul", "ac@firm.example");
        let new = DealerForm { city: "Arad".into(), ..new };
        let seen = b.tags.preview_partner(&b.manager, new).await.unwrap();
        assert_eq!((seen.len(), seen[0].name.as_str(), seen[0].has_logo), (before.len() + 1, "Acul", false));
        for hidden in [DealerForm { listed: false, ..moved.clone() }, DealerForm { active: false, ..moved.clone() }] {
            let seen = b.tags.preview_partner(&b.manager, hidden).await.unwrap();
            assert!(seen.len() == before.len() - 1 && seen.iter().all(|partner| partner.id != b.dealer_id));
        }
        let foreign = DealerForm { id: b.house.outside.uuid7().to_string(), ..moved };
        assert_eq!(why(b.tags.preview_partner(&b.manager, foreign).await), RefusalCode::NotFound);
        assert_eq!(b.tags.partners(&b.visitor).await.unwrap(), before, "nothing is kept");
    }

    async fn only_managers_of_the_bureau_change_the_site(world: World) {
        let b = Bureau::new(world).await;
        for actor in [&b.desk, &b.dealer, &b.ana, &b.visitor] {
            let refused = [
                b.tags.save_question(actor, form("", "1")).await.err(),
                b.tags.remove_question(actor, QuestionId(b.house.outside.uuid7())).await.err(),
                b.tags.preview_question(actor, form("", "1")).await.err(),
                b.tags.preview_product(actor, ProductForm::default()).await.err(),
                b.tags.preview_offer(actor, OfferForm::default()).await.err(),
                b.tags.preview_partner(actor, DealerForm::default()).await.err(),
            ];
            for error in refused {
                let error = error.expect("refused");
                assert!(error.is(RefusalCode::NotAllowed) || error.is(RefusalCode::SignInFirst), "{error:?}");
            }
        }
    }
}
