//! What templates need from a language beyond their own text: dates, counted hours, names of things.
//!
//! The words stand in `words.json` of each language. What must not be here: words.

use std::collections::BTreeMap;

use domain::{Locale, Moment};
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind};
use serde::Deserialize;

/// The words of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    date_time: String,
    day_time: String,
    weekdays: [String; 7],
    weekdays_short: [String; 7],
    months: [String; 12],
    months_short: [String; 12],
    hours: BTreeMap<Plural, String>,
    /// How many other things wait at the same place. An operator's own file may be older than these words.
    #[serde(default)]
    more_here: BTreeMap<Plural, String>,
    noun: Noun,
    items: BTreeMap<String, Thing>,
}

/// How a kind of thing is called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    name: String,
    waiting: String,
    noun: Option<Noun>,
}

/// What a sentence says for it: "document" unless the kind says otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Noun {
    plain: String,
    of: String,
}

/// The plural forms that our languages have between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Plural {
    One,
    Few,
    Other,
}

/// The form for a whole number, as the screens have it (Unicode's rules; `many` of Russian is our `other`).
fn plural(locale: Locale, n: u64) -> Plural {
    let (tens, ones) = (n % 100, n % 10);
    match locale {
        Locale::En | Locale::Ro if n == 1 => Plural::One,
        Locale::Ro if n == 0 || (1..=19).contains(&tens) => Plural::Few,
        Locale::Ru if ones == 1 && tens != 11 => Plural::One,
        Locale::Ru if (2..=4).contains(&ones) && !(12..=14).contains(&tens) => Plural::Few,
        _ => Plural::Other,
    }
}

/// The form for this number, with the number in it.
fn counted(forms: &BTreeMap<Plural, String>, locale: Locale, n: u64) -> Option<String> {
    let form = forms.get(&plural(locale, n)).or_else(|| forms.get(&Plural::Other))?;
    Some(form.replace("{n}", &n.to_string()))
}

impl Words {
    fn moment(&self, pattern: &str, moment: Moment) -> String {
        let civil = moment.civil();
        let (weekday, month) = (usize::from(civil.weekday - 1), usize::from(civil.month - 1));
        pattern
            .replace("{weekday_short}", &self.weekdays_short[weekday])
            .replace("{weekday}", &self.weekdays[weekday])
            .replace("{month_short}", &self.months_short[month])
            .replace("{month}", &self.months[month])
            .replace("{day}", &civil.day.to_string())
            .replace("{year}", &civil.year.to_string())
            .replace("{time}", &format!("{:02}:{:02}", civil.hour, civil.minute))
    }

    fn hours(&self, locale: Locale, n: u64) -> Result<String, Error> {
        counted(&self.hours, locale, n).ok_or_else(|| no_word("hours"))
    }

    fn more_here(&self, locale: Locale, n: u64) -> String {
        counted(&self.more_here, locale, n).unwrap_or_default()
    }

    fn thing(&self, item: &str) -> Result<&Thing, Error> {
        self.items.get(item).ok_or_else(|| no_word("items"))
    }

    fn noun(&self, item: &str) -> Result<&Noun, Error> {
        Ok(self.thing(item)?.noun.as_ref().unwrap_or(&self.noun))
    }

    /// Makes the filters of this language.
    pub(super) fn teach(self, locale: Locale, environment: &mut Environment<'_>) {
        let words = std::sync::Arc::new(self);
        let mine = std::sync::Arc::clone(&words);
        environment.add_filter("date_time", move |moment: Serde<Moment>| {
            mine.moment(&mine.date_time, moment.0)
        });
        let mine = std::sync::Arc::clone(&words);
        environment.add_filter("day_time", move |moment: Serde<Moment>| {
            mine.moment(&mine.day_time, moment.0)
        });
        let mine = std::sync::Arc::clone(&words);
        environment.add_filter("hours", move |n: u64| mine.hours(locale, n));
        let mine = std::sync::Arc::clone(&words);
        environment.add_filter("more_here", move |n: u64| mine.more_here(locale, n));
        let mine = std::sync::Arc::clone(&words);
        environment.add_filter("thing", move |item: &str| {
            mine.thing(item).map(|thing| thing.name.clone())
        });
        let mine = std::sync::Arc::clone(&words);
        environment.add_filter("waiting", move |item: &str| {
            mine.thing(item).map(|thing| thing.waiting.clone())
        });
        let mine = std::sync::Arc::clone(&words);
        environment.add_filter("noun", move |item: &str| mine.noun(item).map(|noun| noun.plain.clone()));
        environment.add_filter("noun_of", move |item: &str| {
            words.noun(item).map(|noun| noun.of.clone())
        });
        environment.add_filter("host", host);
        environment.add_filter("compact", |text: &str| -> String { text.split_whitespace().collect() });
    }
}

fn no_word(of: &'static str) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("words.json has no word for this in {of}"),
    )
}

/// The host of an address, for the line that binds a code to it.
fn host(link: &str) -> Result<String, Error> {
    reqwest::Url::parse(link)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "an address without a host"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::files::LANGUAGES;
    use domain::Timestamp;

    fn words(locale: Locale) -> Words {
        let language = LANGUAGES.iter().find(|l| l.code == locale.code()).unwrap();
        serde_json::from_str(language.words.1).unwrap()
    }

    #[test]
    fn a_moment_reads_naturally_at_the_place() {
        // Sunday 2026-03-08 16:05 UTC, two hours ahead.
        let moment = Moment {
            at: Timestamp(1_772_985_900_000_000),
            offset_seconds: 7200,
        };
        let check = |locale, long: &str, short: &str| {
            let words = words(locale);
            assert_eq!(words.moment(&words.date_time, moment), long);
            assert_eq!(words.moment(&words.day_time, moment), short);
        };
        check(Locale::En, "Sunday, 8 March 2026, 18:05", "Sun 8 Mar, 18:05");
        check(
            Locale::Ro,
            "duminică, 8 martie 2026, ora 18:05",
            "dum. 8 mar., ora 18:05",
        );
        check(Locale::Ru, "воскресенье, 8 марта 2026 г., 18:05", "8 марта (вс) 18:05");
        check(Locale::Zh, "2026年3月8日 星期日 18:05", "3月8日 18:05");
    }

    #[test]
    fn hours_are_counted_by_the_rules_of_the_language() {
        let check = |locale, n, expected: &str| assert_eq!(words(locale).hours(locale, n).unwrap(), expected);
        for (n, expected) in [(1, "1 hour"), (72, "72 hours")] {
            check(Locale::En, n, expected);
        }
        for (n, expected) in [
            (1, "o oră"),
            (2, "2 ore"),
            (19, "19 ore"),
            (20, "20 de ore"),
            (72, "72 de ore"),
            (102, "102 ore"),
        ] {
            check(Locale::Ro, n, expected);
        }
        for (n, expected) in [
            (1, "1 час"),
            (11, "11 часов"),
            (21, "21 час"),
            (72, "72 часа"),
            (112, "112 часов"),
        ] {
            check(Locale::Ru, n, expected);
        }
        check(Locale::Zh, 72, "72小时");
    }

    #[test]
    fn every_kind_of_thing_has_its_words() {
        for locale in Locale::ALL {
            for item in domain::custody::Item::ALL {
                assert!(words(locale).thing(item.wire()).is_ok(), "{locale:?} {item:?}");
            }
        }
    }
}
