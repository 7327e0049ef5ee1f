//! Role by method, over all five ports: who may not is told so before anything is looked for.

use domain::accounts::{Actor, Operation, Role, Secret};
use domain::ids::{ApplicationId, DealerId, KeyId, KioskId, PoolId, ProductId, PurchaseId, SessionId};
use domain::photos::Upload;
use domain::tags::{
    ActivationForm, BureauPort, CataloguePort, DealerApplicationForm, DealerForm, DealerPort, DeskTagsPort, KeyFilter,
    LabelText, OfferForm, OwnerTagsPort, PoolFile, PoolFilter, PoolOrder, ProductForm, PurchaseForm, SalesFilter,
    TelephoneActivation, ThingForm, TransferForm,
};
use domain::{Error, Locale, Outcome, RefusalCode, ShortText};
use uuid::Uuid;

use super::Bureau;
use crate::both;
use crate::testing::a_photo;

type Asked = Vec<(&'static str, Operation, Option<Error>)>;

fn err<T>(outcome: Outcome<T>) -> Option<Error> {
    outcome.err()
}

/// Everything an owner and the public may ask, about things that are not there.
async fn owners_and_public(b: &Bureau, a: &Actor) -> Asked {
    let (t, id) = (&b.tags, KeyId(Uuid::nil()));
    let (see, own) = (Operation::SeeCatalogue, Operation::OwnKeys);
    let secret = Secret::new("nothing");
    vec![
        ("catalogue", see, err(t.catalogue(a, "", Locale::En).await)),
        ("item", see, err(t.item(a, "x").await)),
        ("picture", see, err(t.picture(a, ProductId(Uuid::nil())).await)),
        ("offers", see, err(t.offers(a).await)),
        ("partners", see, err(t.partners(a).await)),
        ("logo", see, err(t.logo(a, DealerId(Uuid::nil())).await)),
        (
            "apply",
            see,
            err(t.apply(a, DealerApplicationForm::default(), Locale::En).await),
        ),
        ("free_key", see, err(t.free_key(a, "x").await)),
        ("offered_key", see, err(t.offered_key(a, &secret).await)),
        ("activate", own, err(t.activate(a, ActivationForm::default()).await)),
        ("my_keys", own, err(t.my_keys(a).await)),
        ("my_key", own, err(t.my_key(a, id).await)),
        ("describe", own, err(t.describe(a, id, ThingForm::default()).await)),
        ("photo", own, err(t.photo(a, id).await)),
        (
            "set_photo",
            own,
            err(t.set_photo(a, id, Upload::of(a_photo("x"))).await),
        ),
        ("remove_photo", own, err(t.remove_photo(a, id).await)),
        ("report_lost", own, err(t.report_lost(a, id, true).await)),
        ("renew", own, err(t.renew(a, id, "").await)),
        ("set_auto_renew", own, err(t.set_auto_renew(a, id, true).await)),
        (
            "offer_transfer",
            own,
            err(t.offer_transfer(a, id, TransferForm::default()).await),
        ),
        ("cancel_transfer", own, err(t.cancel_transfer(a, id).await)),
        ("accept_transfer", own, err(t.accept_transfer(a, &secret).await)),
        ("buy", own, err(t.buy(a, PurchaseForm::default()).await)),
        ("purchases", own, err(t.purchases(a).await)),
    ]
}

async fn dealers_and_desk(b: &Bureau, a: &Actor) -> Asked {
    let (t, id, key) = (&b.tags, PoolId(Uuid::nil()), KeyId(Uuid::nil()));
    let (sell, serve, block) = (Operation::SellTags, Operation::ServeKeys, Operation::BlockKeys);
    let reason = || ShortText::parse("because").unwrap();
    vec![
        ("dealer", sell, err(t.dealer(a).await)),
        ("change_label", sell, err(t.change_label(a, LabelText::default()).await)),
        ("change_logo", sell, err(t.change_logo(a, Vec::new()).await)),
        ("own_logo", sell, err(t.own_logo(a).await)),
        ("orderable", sell, err(t.orderable(a).await)),
        ("order_pool", sell, err(t.order_pool(a, PoolOrder::default()).await)),
        ("pools", sell, err(t.pools(a, &PoolFilter::default()).await)),
        ("pool", sell, err(t.pool(a, id).await)),
        ("pay_pool", sell, err(t.pay_pool(a, id).await)),
        ("invoice_pool", sell, err(t.invoice_pool(a, id).await)),
        ("cancel_pool", sell, err(t.cancel_pool(a, id).await)),
        ("pool_file", sell, err(t.pool_file(a, id, PoolFile::Csv).await)),
        ("keys", sell, err(t.keys(a, &KeyFilter::default()).await)),
        ("report_sold", sell, err(t.report_sold(a, "").await)),
        ("figures", sell, err(t.figures(a, &SalesFilter::default()).await)),
        ("find", serve, err(t.find(a, "x").await)),
        ("desk_key", serve, err(t.desk_key(a, key).await)),
        ("key_photo", serve, err(t.key_photo(a, key).await)),
        (
            "keys_of",
            serve,
            err(t.keys_of(a, domain::ids::PersonId(Uuid::nil())).await),
        ),
        (
            "activate_by_telephone",
            serve,
            err(t.activate_by_telephone(a, TelephoneActivation::default()).await),
        ),
        ("send_renewal", serve, err(t.send_renewal(a, key).await)),
        ("report_lost_for", serve, err(t.report_lost_for(a, key, true).await)),
        ("block", block, err(t.block(a, key, reason()).await)),
        ("unblock", block, err(t.unblock(a, key, reason()).await)),
    ]
}

async fn managers(b: &Bureau, a: &Actor) -> Asked {
    let (t, id, run) = (&b.tags, PoolId(Uuid::nil()), Operation::RunTags);
    let dealer = DealerId(Uuid::nil());
    let person = domain::ids::PersonId(Uuid::nil());
    vec![
        ("all_pools", run, err(t.all_pools(a, &PoolFilter::default()).await)),
        ("any_pool", run, err(t.any_pool(a, id).await)),
        ("order_own", run, err(t.order_own(a, PoolOrder::default()).await)),
        ("price_pool", run, err(t.price_pool(a, id, "1").await)),
        ("approve_pool", run, err(t.approve_pool(a, id).await)),
        (
            "refuse_pool",
            run,
            err(t.refuse_pool(a, id, ShortText::parse("no").unwrap()).await),
        ),
        ("settle_pool", run, err(t.settle_pool(a, id).await)),
        ("any_pool_file", run, err(t.any_pool_file(a, id, PoolFile::Xlsx).await)),
        ("products", run, err(t.products(a).await)),
        (
            "save_product",
            run,
            err(t.save_product(a, ProductForm::default()).await),
        ),
        (
            "change_picture",
            run,
            err(t.change_picture(a, ProductId(Uuid::nil()), Vec::new()).await),
        ),
        ("all_offers", run, err(t.all_offers(a).await)),
        ("save_offer", run, err(t.save_offer(a, OfferForm::default()).await)),
        ("dealers", run, err(t.dealers(a).await)),
        ("any_dealer", run, err(t.any_dealer(a, dealer).await)),
        ("save_dealer", run, err(t.save_dealer(a, DealerForm::default()).await)),
        (
            "set_dealer_person",
            run,
            err(t.set_dealer_person(a, dealer, person, true).await),
        ),
        ("applications", run, err(t.applications(a).await)),
        (
            "decide_application",
            run,
            err(t.decide_application(a, ApplicationId(Uuid::nil()), true).await),
        ),
        ("sales", run, err(t.sales(a, &SalesFilter::default()).await)),
        ("to_send", run, err(t.to_send(a).await)),
        ("mark_sent", run, err(t.mark_sent(a, PurchaseId(Uuid::nil())).await)),
    ]
}

both! {
    async fn role_by_method(world: World) {
        let b = Bureau::new(world).await;
        let mut askers: Vec<Actor> = Vec::new();
        for role in Role::ALL {
            // A dealer who works for a dealer; the others are known people too.
            let Actor::Person { person, organisation, .. } = (if role == Role::Dealer { &b.dealer } else { &b.manager }).clone() else {
                unreachable!()
            };
            askers.push(Actor::Person {
                person,
                session: SessionId(Uuid::nil()),
                organisation,
                office: None,
                roles: vec![role],
            });
        }
        askers.push(b.visitor.clone());
        askers.push(Actor::Kiosk { kiosk: KioskId(Uuid::nil()), bank: domain::ids::BankId(Uuid::nil()) });
        for actor in &askers {
            let mut asked = owners_and_public(&b, actor).await;
            asked.extend(dealers_and_desk(&b, actor).await);
            asked.extend(managers(&b, actor).await);
            assert_eq!(asked.len(), 70);
            for (method, operation, error) in asked {
                let refused = error.as_ref().is_some_and(|e| e.is(RefusalCode::NotAllowed) || e.is(RefusalCode::SignInFirst));
                assert_eq!(refused, !actor.may(operation), "{actor:?} {method}: {error:?}");
            }
        }
    }
}
