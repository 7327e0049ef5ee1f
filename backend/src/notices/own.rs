//! An organisation's own words: kept, put into a message's data, and set beside ours when it is worded.
//!
//! They are data and never a template, so nothing in them is carried out, and HTML escapes them. The text messages' last
//! line, which binds a code to our address, stays the last. What must not be here: which messages carry them.

use domain::ids::OrganisationId;
use domain::notices::{OwnForm, OwnKind, OwnKindView, OwnWords, Segments, Template};
use domain::{Locale, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::sql_own::{self, OwnRow};
use super::texts::Texts;
use crate::db::{Handle, Tx};
use crate::fault::Result;

/// The field of a message's data in which they travel.
const FIELD: &str = "own";

/// Own words inside a message's data. Lines are apart: a line break inside a text would be tamed.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Own {
    paragraph: Vec<String>,
    signature: Vec<String>,
    ending: String,
}

fn lines(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default()
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

impl Own {
    /// What the data brings; where it brings none, the templates find an empty one.
    pub(super) fn of(data: &mut Value) -> Self {
        let Value::Object(fields) = data else {
            return Self::default();
        };
        let own = fields.entry(FIELD).or_insert_with(|| json!(Self::default()));
        Self::deserialize(&*own).unwrap_or_default()
    }

    /// A mail's plain text with them: before its foot, or at the end of one without.
    pub(super) fn in_mail(&self, text: &str) -> String {
        let blocks = [&self.paragraph, &self.signature].map(|lines| lines.join("\n"));
        let own: Vec<&str> = blocks
            .iter()
            .map(String::as_str)
            .filter(|block| !block.is_empty())
            .collect();
        if own.is_empty() {
            return text.to_owned();
        }
        let (body, foot) = cut(text, text.find("\n-- \n"));
        [body.trim_end(), "\n\n", &own.join("\n\n"), &foot].concat()
    }

    /// A text message with the ending, above a last line that binds its code. Left out where it would make the message more
    /// than one part longer: its own letters may need a wider alphabet than this bank's name.
    pub(super) fn in_sms(&self, text: &str) -> String {
        let text = text.trim();
        if self.ending.is_empty() {
            return text.to_owned();
        }
        let (words, bound) = cut(text, text.rfind("\n@"));
        let longer = [words.trim_end(), "\n", &self.ending, &bound].concat();
        if sms_grows(text, &longer) {
            return text.to_owned();
        }
        longer
    }
}

/// The text up to there, and the rest of it with an empty line above; there may be no rest.
fn cut(text: &str, at: Option<usize>) -> (&str, String) {
    match at {
        Some(at) => (&text[..at], ["\n", &text[at..]].concat()),
        None => (text, String::new()),
    }
}

/// Whether it is more than one text message more.
pub(crate) fn sms_grows(text: &str, longer: &str) -> bool {
    Segments::of(longer).count > Segments::of(text).count + 1
}

/// Puts an organisation's own words for this message and this reader into its data.
///
/// # Errors
/// What the database says.
pub async fn add_own(
    h: &mut impl Handle,
    organisation: OrganisationId,
    template: Template,
    locale: Locale,
    data: &mut Value,
) -> Result<()> {
    let rows = sql_own::both(h, organisation, template.wire(), locale).await?;
    let of = |kind: OwnKind| rows.iter().find(|row| row.kind == kind.wire());
    let message = of(OwnKind::Message(template)).map(OwnRow::words).unwrap_or_default();
    let signature = of(OwnKind::Signature).and_then(|row| row.paragraph.clone());
    fill_own(data, &message, signature.as_deref());
    Ok(())
}

/// Puts these words into a message's data.
pub(crate) fn fill_own(data: &mut Value, message: &OwnWords, signature: Option<&str>) {
    data[FIELD] = json!(Own {
        paragraph: lines(message.paragraph.as_deref()),
        signature: lines(signature),
        ending: message.ending.clone().unwrap_or_default(),
    });
}

/// Every kind with the languages in which something is kept.
///
/// # Errors
/// What the database says.
pub(crate) async fn own_kinds(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<OwnKindView>> {
    let rows = sql_own::of_organisation(h, organisation).await?;
    let adapted = |kind: OwnKind, locale: Locale| {
        rows.iter()
            .any(|row| row.kind == kind.wire() && row.locale == locale.code())
    };
    let view = |kind: OwnKind| OwnKindView {
        kind,
        adapted: Locale::ALL
            .into_iter()
            .filter(|locale| adapted(kind, *locale))
            .collect(),
    };
    Ok(OwnKind::ALL.into_iter().map(view).collect())
}

/// The words of one kind.
///
/// # Errors
/// What the database says.
pub(crate) async fn own_form(h: &mut impl Handle, organisation: OrganisationId, kind: OwnKind) -> Result<OwnForm> {
    let mut form = OwnForm::default();
    for row in sql_own::of_kind(h, organisation, kind.wire()).await? {
        if let Some(locale) = Locale::from_code(&row.locale) {
            form.fill(locale, row.words());
        }
    }
    Ok(form)
}

/// Keeps words instead of those before; gives the languages in which something changed.
///
/// # Errors
/// What the database says.
pub(crate) async fn set_own(
    tx: &mut Tx,
    organisation: OrganisationId,
    kind: OwnKind,
    words: &[(Locale, OwnWords)],
    now: Timestamp,
) -> Result<Vec<Locale>> {
    let rows = sql_own::of_kind(tx, organisation, kind.wire()).await?;
    let mut changed = Vec::new();
    for (locale, words) in words {
        let row = rows.iter().find(|row| row.locale == locale.code());
        if row.map(OwnRow::words).unwrap_or_default() == *words {
            continue;
        }
        if words.is_empty() {
            sql_own::forget(tx, organisation, kind.wire(), *locale).await?;
        } else {
            sql_own::keep(tx, organisation, kind.wire(), *locale, words, now).await?;
        }
        changed.push(*locale);
    }
    Ok(changed)
}

/// A message as its reader would get it.
pub(crate) struct Sample {
    /// The mail's subject.
    pub subject: String,
    /// The mail's text.
    pub mail: String,
    /// The text message.
    pub sms: String,
    /// The text message, had it no ending.
    pub standard: String,
    /// The text message with its ending even where that would be left out.
    pub longest: String,
}

/// Words a message that is not sent. `data` must hold what the template asks for.
///
/// # Errors
/// As wording: a template that cannot be worded.
pub(crate) fn sample(texts: &Texts, template: Template, locale: Locale, data: &mut Value) -> Result<Sample> {
    let (plain, own) = texts.plain(template, locale, data)?;
    let standard = plain.sms.trim().to_owned();
    let longest = [standard.as_str(), "\n", &own.ending].concat();
    Ok(Sample {
        subject: plain.subject,
        mail: own.in_mail(plain.mail.trim()),
        sms: own.in_sms(&standard),
        standard,
        longest,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(ending: &str) -> Own {
        Own {
            ending: ending.to_owned(),
            ..Own::default()
        }
    }

    #[test]
    fn the_line_that_binds_the_code_stays_the_last() {
        let text = "Primăria: vă așteaptă.\n\n@locker.example.org #7QK4M2";
        let expected = "Primăria: vă așteaptă.\nEtajul 2\n\n@locker.example.org #7QK4M2";
        assert_eq!(own("Etajul 2").in_sms(text), expected);
        assert_eq!(own("Etajul 2").in_sms("Mutat.\n"), "Mutat.\nEtajul 2");
        assert_eq!(own("").in_sms(text), text);
    }

    #[test]
    fn an_ending_that_makes_all_letters_wider_is_left_out() {
        let text = "a".repeat(160);
        assert_eq!(own("ж").in_sms(&text), text, "three parts instead of one");
        assert_eq!(own("b").in_sms(&text), [text.as_str(), "\nb"].concat());
    }

    #[test]
    fn a_mail_without_a_foot_has_own_words_at_its_end() {
        let own = Own {
            paragraph: lines(Some("a\n\nb ")),
            signature: lines(Some("c")),
            ..Own::default()
        };
        assert_eq!(
            own.in_mail("Bună ziua\n\n-- \nfoot"),
            "Bună ziua\n\na\n\nb\n\nc\n\n-- \nfoot"
        );
        assert_eq!(own.in_mail("Bună ziua\n"), "Bună ziua\n\na\n\nb\n\nc");
        assert_eq!(Own::default().in_mail("Bună ziua\n-- \nfoot"), "Bună ziua\n-- \nfoot");
    }

    #[test]
    fn messages_from_before_carry_none() {
        let mut data = json!({ "name": "Ion" });
        let own = Own::of(&mut data);
        assert!(own.paragraph.is_empty() && own.signature.is_empty() && own.ending.is_empty());
        assert_eq!(
            data["own"]["paragraph"],
            json!([]),
            "so that a strict template finds it"
        );
    }
}
