//! The port of the public site's content: questions, and how changes would look.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::{DealerId, OfferId, ProductId, QuestionId};
use domain::tags::{
    CatalogueItem, ContentPort, DealerForm, OfferForm, OfferView, Partner, Product, ProductForm, Question, QuestionForm,
};
use domain::{Outcome, RefusalCode};

use super::keys::{at, read_at};
use super::service::Tags;
use super::{catalogue, sql_dealers, sql_products, sql_questions};

const RUN: Operation = Operation::RunTags;

#[async_trait]
impl ContentPort for Tags {
    async fn questions(&self, actor: &Actor) -> Outcome<Vec<Question>> {
        actor.must(Operation::SeeCatalogue)?;
        let mut reader = self.house.db.read().await?;
        match self.bureau(&mut reader).await? {
            Some(bureau) => Ok(sql_questions::all(&mut reader, bureau).await?),
            None => Ok(Vec::new()),
        }
    }

    async fn save_question(&self, actor: &Actor, form: QuestionForm) -> Outcome<QuestionId> {
        actor.must(RUN)?;
        let (known, question) = form.check(QuestionId(self.house.outside.uuid7()))?;
        let mut tx = self.house.db.begin().await?;
        let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
        if known {
            if sql_questions::update(&mut tx, bureau, &question).await? == 0 {
                return Err(RefusalCode::NotFound.into());
            }
        } else if sql_questions::insert(&mut tx, bureau, &question, self.house.now()).await? == 0 {
            return Err(at("stands_for", RefusalCode::Taken));
        }
        tx.commit().await?;
        Ok(question.id)
    }

    async fn remove_question(&self, actor: &Actor, id: QuestionId) -> Outcome<()> {
        let mut tx = self.house.db.begin().await?;
        let bureau = self.at_the_bureau(&mut tx, actor, RUN).await?;
        if sql_questions::remove(&mut tx, id, bureau).await? == 0 {
            return Err(RefusalCode::NotFound.into());
        }
        Ok(tx.commit().await?)
    }

    async fn preview_question(&self, actor: &Actor, form: QuestionForm) -> Outcome<Vec<Question>> {
        actor.must(RUN)?;
        let (_, question) = form.check(QuestionId(self.house.outside.uuid7()))?;
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let mut all = sql_questions::all(&mut reader, bureau).await?;
        let place = question.stands_for;
        all.retain(|other| other.id != question.id && (place.is_none() || other.stands_for != place));
        all.push(question);
        Ok(all)
    }

    async fn preview_product(&self, actor: &Actor, form: ProductForm) -> Outcome<CatalogueItem> {
        actor.must(RUN)?;
        let (known, new) = form.check()?;
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let kept = sql_products::products(&mut reader, bureau).await?;
        let kept = kept.into_iter().find(|product| Some(product.id) == known);
        let product = Product {
            id: known.unwrap_or_else(|| ProductId(self.house.outside.uuid7())),
            slug: new.slug,
            kind: new.kind,
            name: new.name,
            text: new.text,
            price: new.price,
            dealer_price: new.dealer_price,
            cover_price: new.cover_price,
            cover_days: new.cover_days,
            included_days: new.included_days,
            vat_permille: new.vat_permille,
            sold_here: new.sold_here,
            listed: new.listed,
            // Its picture is fetched under the address that is kept, and only while it is in the catalogue.
            pictured: kept.is_some_and(|kept| kept.pictured && kept.listed),
        };
        self.shown(&mut reader, product).await
    }

    async fn preview_offer(&self, actor: &Actor, form: OfferForm) -> Outcome<OfferView> {
        actor.must(RUN)?;
        let (known, offer) = form.check()?;
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let products = sql_products::products(&mut reader, bureau).await?;
        let named = products.into_iter().find(|product| Some(product.id) == offer.product);
        if offer.product.is_some() && named.is_none() {
            return Err(at("product", RefusalCode::NotAChoice));
        }
        let now = self.house.now();
        Ok(OfferView {
            id: known.unwrap_or_else(|| OfferId(self.house.outside.uuid7())),
            title: offer.title,
            text: offer.text,
            discount: offer.discount,
            product: offer.product,
            product_name: named.map(|product| product.name),
            promo_code: offer.promo_code.map(|code| code.as_str().to_owned()),
            from: read_at("UTC", offer.from.0),
            until: read_at("UTC", offer.until.0),
            most: offer.most,
            used: 0,
            public: offer.public,
            running: offer.from <= now && now < offer.until,
        })
    }

    async fn preview_partner(&self, actor: &Actor, form: DealerForm) -> Outcome<Vec<Partner>> {
        actor.must(RUN)?;
        let (known, dealer) = form.check()?;
        let mut reader = self.house.db.read().await?;
        let bureau = self.at_the_bureau(&mut reader, actor, RUN).await?;
        let mut all = Vec::new();
        for row in sql_dealers::partners(&mut reader, bureau).await? {
            all.push(catalogue::partner(&mut reader, row).await?);
        }
        // The logo is fetched under the address that is kept, and only while the dealer is among the partners.
        let has_logo = all.iter().any(|other| Some(other.id) == known && other.has_logo);
        all.retain(|other| Some(other.id) != known);
        if !(dealer.listed && dealer.active) {
            return Ok(all);
        }
        let products = match known {
            Some(id) => {
                let row = sql_dealers::dealer(&mut reader, id).await?;
                let row = row.filter(|row| row.organisation_id.0 == bureau);
                let row = row.ok_or(RefusalCode::NotFound)?;
                catalogue::partner(&mut reader, row).await?.products
            }
            None => Vec::new(),
        };
        let partner = Partner {
            id: known.unwrap_or_else(|| DealerId(self.house.outside.uuid7())),
            name: String::from(dealer.name),
            city: dealer.city,
            address: dealer.address,
            website: dealer.website,
            has_logo,
            products,
        };
        let order = |one: &Partner| (one.city.clone(), one.name.clone());
        let place = all.partition_point(|other| order(other) < order(&partner));
        all.insert(place, partner);
        Ok(all)
    }
}
