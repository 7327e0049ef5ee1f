//! The SQL of the way to a bank: directions, and the photos of the place without the pictures.

use domain::Locale;
use domain::ids::{BankId, PlacePhotoId};
use domain::lockers::{Directions, InLanguages, PlacePhoto};

use crate::db::{Handle, Text, Tx, all, exec, maybe};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
pub(super) struct WayRow {
    pub first_language: Option<String>,
    pub words_en: Option<String>,
    pub words_ro: Option<String>,
    pub words_ru: Option<String>,
    pub words_zh: Option<String>,
}

impl From<WayRow> for Directions {
    fn from(row: WayRow) -> Self {
        Self {
            first: row.first_language.as_deref().and_then(Locale::from_code),
            words: InLanguages::of(|language| match language {
                Locale::En => row.words_en.clone(),
                Locale::Ro => row.words_ro.clone(),
                Locale::Ru => row.words_ru.clone(),
                Locale::Zh => row.words_zh.clone(),
            }),
        }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct PhotoRow {
    pub id: Text<PlacePhotoId>,
    pub place_no: i64,
    pub caption_en: Option<String>,
    pub caption_ro: Option<String>,
    pub caption_ru: Option<String>,
    pub caption_zh: Option<String>,
}

impl From<PhotoRow> for PlacePhoto {
    fn from(row: PhotoRow) -> Self {
        Self {
            id: row.id.0,
            captions: InLanguages::of(|language| match language {
                Locale::En => row.caption_en.clone(),
                Locale::Ro => row.caption_ro.clone(),
                Locale::Ru => row.caption_ru.clone(),
                Locale::Zh => row.caption_zh.clone(),
            }),
        }
    }
}

pub(super) async fn directions(h: &mut impl Handle, bank: BankId) -> Result<Option<WayRow>> {
    maybe!(
        h,
        WayRow,
        "SELECT first_language, words_en, words_ro, words_ru, words_zh FROM bank_ways WHERE bank_id = $1",
        bank
    )
}

/// Begins a change. From here on nobody else changes the way to this bank before the end of the transaction.
pub(super) async fn begin(tx: &mut Tx, bank: BankId) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO bank_ways (bank_id, version) VALUES ($1, 1)
         ON CONFLICT (bank_id) DO UPDATE SET version = bank_ways.version + 1",
        bank
    )?;
    Ok(())
}

/// After [`begin`]: there is a row.
pub(super) async fn set_directions(tx: &mut Tx, bank: BankId, kept: &Directions) -> Result<()> {
    exec!(
        tx,
        "UPDATE bank_ways SET first_language = $2, words_en = $3, words_ro = $4, words_ru = $5, words_zh = $6
         WHERE bank_id = $1",
        bank,
        kept.first.map(Locale::code),
        kept.words.get(Locale::En),
        kept.words.get(Locale::Ro),
        kept.words.get(Locale::Ru),
        kept.words.get(Locale::Zh)
    )?;
    Ok(())
}

/// In the order in which they are shown.
pub(super) async fn photos(h: &mut impl Handle, bank: BankId) -> Result<Vec<PhotoRow>> {
    all!(
        h,
        PhotoRow,
        "SELECT id, place_no, caption_en, caption_ro, caption_ru, caption_zh FROM bank_photos
         WHERE bank_id = $1 ORDER BY place_no, id LIMIT 100",
        bank
    )
}

pub(super) async fn insert_photo(tx: &mut Tx, bank: BankId, id: PlacePhotoId, place_no: i64) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO bank_photos (id, bank_id, place_no) VALUES ($1, $2, $3)",
        id,
        bank,
        place_no
    )?;
    Ok(())
}

pub(super) async fn set_captions(tx: &mut Tx, bank: BankId, id: PlacePhotoId, captions: &InLanguages) -> Result<u64> {
    exec!(
        tx,
        "UPDATE bank_photos SET caption_en = $3, caption_ro = $4, caption_ru = $5, caption_zh = $6
         WHERE bank_id = $1 AND id = $2",
        bank,
        id,
        captions.get(Locale::En),
        captions.get(Locale::Ro),
        captions.get(Locale::Ru),
        captions.get(Locale::Zh)
    )
}

pub(super) async fn place_photo(tx: &mut Tx, bank: BankId, id: PlacePhotoId, place_no: i64) -> Result<()> {
    exec!(
        tx,
        "UPDATE bank_photos SET place_no = $3 WHERE bank_id = $1 AND id = $2",
        bank,
        id,
        place_no
    )?;
    Ok(())
}

pub(super) async fn remove_photo(tx: &mut Tx, bank: BankId, id: PlacePhotoId) -> Result<u64> {
    exec!(tx, "DELETE FROM bank_photos WHERE bank_id = $1 AND id = $2", bank, id)
}
