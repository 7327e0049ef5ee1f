//! Wording: a template and its data become a mail or a text message in the reader's language.
//!
//! Strict: whatever a template names must be in the data. What must not be here: sending, and keeping.

use std::path::Path;

use domain::ids::NoticeId;
use domain::notices::{Channel, Template};
use domain::{Locale, Timestamp};
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};

use super::files::{File, LANGUAGES, SHARED};
use super::own::Own;
use super::picture;
use super::words::Words;
use crate::fault::{Fault, Result};

/// A message as it goes out. It holds codes and addresses: it can be neither printed nor serialised.
pub struct Rendered {
    /// Which message; the same at each try.
    pub id: NoticeId,
    /// How it travels.
    pub channel: Channel,
    /// In which language.
    pub locale: Locale,
    /// To whom: an address or a number.
    pub to: String,
    /// The subject of a mail, one line, without codes.
    pub subject: Option<String>,
    /// The plain text; complete by itself.
    pub text: String,
    /// The HTML of a mail.
    pub html: Option<String>,
    /// The picture that the HTML shows as [`Self::PICTURE`], a PNG.
    pub picture: Option<Vec<u8>>,
    /// When it was written into the queue.
    pub at: Timestamp,
}

impl Rendered {
    /// The name of the picture inside the mail.
    pub const PICTURE: &'static str = "pickup-qr";
}

/// What shall be worded.
pub(super) struct Wanted {
    pub id: NoticeId,
    pub channel: Channel,
    pub template: Template,
    pub locale: Locale,
    pub to: String,
    pub data: serde_json::Value,
    pub at: Timestamp,
}

/// A message in the house's own words alone.
pub(super) struct Plain {
    pub subject: String,
    pub mail: String,
    pub sms: String,
}

/// All templates, read and compiled once.
pub struct Texts(Vec<(Locale, Environment<'static>)>);

impl Texts {
    /// The built-in templates; a file of the same name in `folder` (`ro/ready.sms`) takes the place of ours.
    ///
    /// # Errors
    /// `Broken` when a file of the operator's cannot be read or is no template.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let mut all = Vec::new();
        for language in &LANGUAGES {
            let locale = Locale::from_code(language.code)
                .ok_or_else(|| Fault::broken("notices.texts", "looking for the language of a template"))?;
            let mut environment = Environment::new();
            environment.set_undefined_behavior(UndefinedBehavior::Strict);
            environment.add_global("lang", locale.tag());
            words(language.words, folder)?.teach(locale, &mut environment);
            for file in SHARED.iter().chain(language.templates.iter().copied().flatten()) {
                let text = read(*file, folder)?;
                environment.add_template_owned(file.0, text).map_err(|error| {
                    Fault::broken("notices.texts", format!("reading the template {}", file.0)).because(error)
                })?;
            }
            all.push((locale, environment));
        }
        Ok(Self(all))
    }

    /// Words a message.
    ///
    /// # Errors
    /// `Broken` when the template asks for something that the data has not.
    pub(super) fn render(&self, mut wanted: Wanted) -> Result<Rendered> {
        tame(&mut wanted.data);
        let own = Own::of(&mut wanted.data);
        let picture = match (
            wanted.channel,
            wanted.data.get("qr").and_then(serde_json::Value::as_str),
        ) {
            (Channel::Email, Some(digits)) => Some(picture::qr(digits)?),
            _ => None,
        };
        let data = Value::from(Serde(&wanted.data));
        let part = |kind| self.part(wanted.locale, wanted.template, kind, &data);
        let (subject, text, html) = match wanted.channel {
            Channel::Email => (
                Some(one_line(&part("subject")?)),
                own.in_mail(part("email.txt")?.trim()),
                Some(part("email.html")?.trim().to_owned()),
            ),
            Channel::Sms => (None, own.in_sms(&part("sms")?), None),
        };
        Ok(Rendered {
            id: wanted.id,
            channel: wanted.channel,
            locale: wanted.locale,
            to: wanted.to,
            subject,
            text: text.trim().to_owned(),
            html,
            picture,
            at: wanted.at,
        })
    }

    /// The house's own words of a message that is not sent, and those of the organisation that stand in its data.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub(super) fn plain(
        &self,
        template: Template,
        locale: Locale,
        data: &mut serde_json::Value,
    ) -> Result<(Plain, Own)> {
        tame(data);
        let own = Own::of(data);
        let data = Value::from(Serde(&*data));
        let part = |kind| self.part(locale, template, kind, &data);
        let plain = Plain {
            subject: one_line(&part("subject")?),
            mail: part("email.txt")?,
            sms: part("sms")?,
        };
        Ok((plain, own))
    }

    fn part(&self, locale: Locale, template: Template, kind: &str, data: &Value) -> Result<String> {
        let name = format!("{}/{}.{kind}", locale.code(), template.wire());
        let rendered = self.0.iter().find(|(own, _)| *own == locale).map(|(_, environment)| {
            environment
                .get_template(&name)
                .and_then(|template| template.render(data.clone()))
        });
        match rendered {
            Some(Ok(text)) => Ok(text),
            // minijinja's own text may quote the data: only the kind of its error is kept.
            Some(Err(error)) => Err(Fault::broken(
                "notices.render",
                format!("wording {name}, line {}: {:?}", error.line().unwrap_or(0), error.kind()),
            )),
            None => Err(Fault::broken("notices.render", format!("looking for {name}"))),
        }
    }
}

fn words(file: File, folder: Option<&Path>) -> Result<Words> {
    serde_json::from_str(&read(file, folder)?)
        .map_err(|error| Fault::broken("notices.texts", format!("reading the words in {}", file.0)).because(error))
}

fn read(file: File, folder: Option<&Path>) -> Result<String> {
    let Some(path) = folder.map(|folder| folder.join(file.0)).filter(|path| path.exists()) else {
        return Ok(file.1.to_owned());
    };
    std::fs::read_to_string(&path)
        .map_err(|error| Fault::unavailable("notices.texts", format!("reading {}", path.display())).because(error))
}

/// Data cannot bring line breaks or control characters along, so it forges no line, in a header or in a text.
fn tame(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) if text.chars().any(char::is_control) => {
            *text = text.replace(char::is_control, " ");
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(tame),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(tame),
        _ => {}
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
