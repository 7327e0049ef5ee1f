//! The port of an organisation's own words: who may, what the messages would be, and what is kept.
//!
//! What must not be here: how own words stand beside ours. That is `notices`'.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::ids::OrganisationId;
use domain::lockers::Place;
use domain::notices::{OwnForm, OwnKind, OwnKindView, OwnPreview, OwnTextsPort, OwnWords, Segments};
use domain::{FormCheck, Locale, Outcome, RefusalCode};
use tokio::sync::OnceCell;

use crate::custody::again;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::notices::{self, Texts};
use crate::{accounts, custody, lockers};

/// An organisation's own words in the messages about its documents.
#[derive(Clone)]
pub struct OwnTexts {
    house: House,
    folder: Option<PathBuf>,
    texts: Arc<OnceCell<Texts>>,
}

/// Where a sample plays.
struct Stage {
    organisation: String,
    place: Place,
    /// The signature that is kept, in every language.
    signatures: OwnForm,
}

impl OwnTexts {
    /// The service; `folder` holds the operator's own templates, which are read when somebody first asks.
    pub fn new(house: House, folder: Option<PathBuf>) -> Self {
        Self {
            house,
            folder,
            texts: Arc::new(OnceCell::new()),
        }
    }

    async fn texts(&self) -> Result<&Texts> {
        self.texts
            .get_or_try_init(|| async { Texts::load(self.folder.as_deref()) })
            .await
    }

    async fn stage(&self, h: &mut impl Handle, organisation: OrganisationId) -> Result<Stage> {
        Ok(Stage {
            organisation: accounts::organisation_name(h, organisation).await?,
            place: lockers::first_place(h, organisation).await?.unwrap_or_else(nowhere),
            signatures: notices::own_form(h, organisation, OwnKind::Signature).await?,
        })
    }

    /// What the messages of a kind would be.
    async fn shown(
        &self,
        h: &mut impl Handle,
        organisation: OrganisationId,
        kind: OwnKind,
        words: &[(Locale, OwnWords)],
    ) -> Outcome<Vec<OwnPreview>> {
        let stage = self.stage(h, organisation).await?;
        let texts = self.texts().await?;
        let mut check = FormCheck::default();
        let mut shown = Vec::new();
        for (locale, own) in words {
            let (preview, grows) = self.one(texts, &stage, kind, *locale, own)?;
            if grows {
                check.refuse(OwnForm::ending_field(*locale), RefusalCode::SmsGrows);
            }
            shown.push(preview);
        }
        check.finish()?;
        Ok(shown)
    }

    /// One language; and whether its text message would be more than one part longer.
    fn one(
        &self,
        texts: &Texts,
        stage: &Stage,
        kind: OwnKind,
        locale: Locale,
        own: &OwnWords,
    ) -> Result<(OwnPreview, bool)> {
        let template = kind.shown_in();
        let mut data = custody::sample(&self.house, &stage.place, &stage.organisation, template, locale);
        let kept = stage.signatures.paragraph(locale);
        match kind {
            OwnKind::Signature => notices::fill_own(&mut data, &OwnWords::default(), own.paragraph.as_deref()),
            OwnKind::Message(_) => notices::fill_own(&mut data, own, Some(kept)),
        }
        let sample = notices::sample(texts, template, locale, &mut data)?;
        let preview = OwnPreview {
            locale,
            organisation: stage.organisation.clone(),
            size: Segments::of(&sample.sms),
            standard: Segments::of(&sample.standard),
            subject: sample.subject,
            mail: sample.mail,
            sms: sample.sms,
            words: own.clone(),
        };
        Ok((preview, notices::sms_grows(&sample.standard, &sample.longest)))
    }

    async fn set(
        &self,
        tx: &mut Tx,
        organisation: OrganisationId,
        kind: OwnKind,
        words: &[(Locale, OwnWords)],
    ) -> Result<Vec<Locale>> {
        notices::set_own(tx, organisation, kind, words, self.house.now()).await
    }
}

/// For an organisation that has no bank yet.
fn nowhere() -> Place {
    Place {
        name: "Cloakroom 1".to_owned(),
        address: "Strada Exemplu 1".to_owned(),
        city: "Exemplu".to_owned(),
        latitude: 0.0,
        longitude: 0.0,
        time_zone: "UTC".to_owned(),
        opening_hours: "24/7".to_owned(),
        hotline: "+40215550100".to_owned(),
    }
}

#[async_trait]
impl OwnTextsPort for OwnTexts {
    async fn kinds(&self, actor: &Actor) -> Outcome<Vec<OwnKindView>> {
        actor.must(Operation::SetTexts)?;
        let mut reader = self.house.db.read().await?;
        Ok(notices::own_kinds(&mut reader, actor.organisation()?).await?)
    }

    async fn kept(&self, actor: &Actor, kind: OwnKind) -> Outcome<OwnForm> {
        actor.must(Operation::SetTexts)?;
        let mut reader = self.house.db.read().await?;
        Ok(notices::own_form(&mut reader, actor.organisation()?, kind).await?)
    }

    async fn preview(&self, actor: &Actor, kind: OwnKind, form: &OwnForm) -> Outcome<Vec<OwnPreview>> {
        actor.must(Operation::SetTexts)?;
        let (organisation, words) = (actor.organisation()?, form.check(kind)?);
        let mut reader = self.house.db.read().await?;
        self.shown(&mut reader, organisation, kind, &words).await
    }

    async fn save(&self, actor: &Actor, kind: OwnKind, form: &OwnForm) -> Outcome<Vec<Locale>> {
        actor.must(Operation::SetTexts)?;
        let (organisation, words) = (actor.organisation()?, form.check(kind)?);
        let mut reader = self.house.db.read().await?;
        self.shown(&mut reader, organisation, kind, &words).await?;
        drop(reader);
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let changed = self.set(&mut tx, organisation, kind, &words).await?;
            tx.commit().await?;
            Ok(changed)
        })
        .await
    }

    async fn reset(&self, actor: &Actor, kind: OwnKind) -> Outcome<Vec<Locale>> {
        actor.must(Operation::SetTexts)?;
        let organisation = actor.organisation()?;
        let none = Locale::ALL.map(|locale| (locale, OwnWords::default()));
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let changed = self.set(&mut tx, organisation, kind, &none).await?;
            tx.commit().await?;
            Ok(changed)
        })
        .await
    }
}
