//! The SQL of the public site's questions.

use domain::Timestamp;
use domain::ids::{OrganisationId, QuestionId};
use domain::tags::{Question, QuestionPart, ReadyMade};

use super::sql::damaged;
use super::sql_products::{in_four, json};
use crate::db::{Handle, Text, Tx, all as rows, exec};
use crate::fault::Result;

#[derive(sqlx::FromRow)]
struct QuestionRow {
    id: Text<QuestionId>,
    part: String,
    stands_for: Option<String>,
    place: i64,
    question: String,
    answer: String,
    shown: i64,
}

impl QuestionRow {
    fn question(&self) -> Result<Question> {
        let ready =
            |wire: &String| ReadyMade::from_wire(wire).ok_or_else(|| damaged("reading what a question stands for"));
        Ok(Question {
            id: self.id.0,
            part: QuestionPart::from_wire(&self.part).ok_or_else(|| damaged("reading the part of a question"))?,
            stands_for: self.stands_for.as_ref().map(ready).transpose()?,
            place: u16::try_from(self.place).unwrap_or_default(),
            question: in_four(&self.question)?,
            answer: in_four(&self.answer)?,
            shown: self.shown == 1,
        })
    }
}

/// All of a bureau, as they stand.
pub(super) async fn all(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<Question>> {
    let found = rows!(
        h,
        QuestionRow,
        "SELECT id, part, stands_for, place, question, answer, shown FROM questions
         WHERE organisation_id = $1 ORDER BY place, id LIMIT 500",
        organisation
    )?;
    found.iter().map(QuestionRow::question).collect()
}

/// A new one; 0 when another stands for the same ready-made one.
pub(super) async fn insert(tx: &mut Tx, organisation: OrganisationId, new: &Question, now: Timestamp) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO questions (id, organisation_id, part, stands_for, place, question, answer, shown, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        new.id,
        organisation,
        new.part.wire(),
        new.stands_for.map(ReadyMade::wire),
        new.place,
        json(&new.question)?,
        json(&new.answer)?,
        new.shown,
        now
    )
}

/// Changes one; what it stands for stays. 0 when it is not there.
pub(super) async fn update(tx: &mut Tx, organisation: OrganisationId, new: &Question) -> Result<u64> {
    exec!(
        tx,
        "UPDATE questions SET part = CASE WHEN stands_for IS NULL THEN $3 ELSE part END, place = $4, question = $5,
           answer = $6, shown = $7
         WHERE id = $1 AND organisation_id = $2",
        new.id,
        organisation,
        new.part.wire(),
        new.place,
        json(&new.question)?,
        json(&new.answer)?,
        new.shown
    )
}

/// Takes one away.
pub(super) async fn remove(tx: &mut Tx, id: QuestionId, organisation: OrganisationId) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM questions WHERE id = $1 AND organisation_id = $2",
        id,
        organisation
    )
}
