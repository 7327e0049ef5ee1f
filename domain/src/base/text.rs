//! Text that was checked at the edge, so that nothing behind it checks again.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::error::RefusalCode;

macro_rules! checked_text {
    ($name:ident) => {
        impl $name {
            /// The checked text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = RefusalCode;
            fn try_from(text: String) -> Result<Self, RefusalCode> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    };
}

/// One line of 1 to 120 characters, trimmed, without control characters: names, references, reasons.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ShortText(String);
checked_text!(ShortText);

impl ShortText {
    /// The longest, in characters.
    pub const MAX: usize = 120;

    /// Trims and checks.
    ///
    /// # Errors
    /// `Missing` when nothing is left, `TooLong` over [`Self::MAX`], `OddCharacters` for control characters
    /// and for the marks that turn the direction of writing (both are used to forge what a reader sees).
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RefusalCode::Missing);
        }
        if text.chars().count() > Self::MAX {
            return Err(RefusalCode::TooLong);
        }
        if text.chars().any(is_odd) {
            return Err(RefusalCode::OddCharacters);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Several lines of 1 to `most` characters, trimmed, with `\n` between them: what people tell in their own words.
///
/// # Errors
/// `Missing`, `TooLong`, `OddCharacters` (as [`ShortText::parse`], of each line).
pub(crate) fn several_lines(text: &str, most: usize) -> Result<String, RefusalCode> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    match text.chars().count() {
        0 => return Err(RefusalCode::Missing),
        n if n > most => return Err(RefusalCode::TooLong),
        _ => {}
    }
    if text.lines().any(|line| line.trim().chars().any(is_odd)) {
        return Err(RefusalCode::OddCharacters);
    }
    Ok(text.to_owned())
}

fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// An e-mail address: one `@`, a plausible host, no white space; the host in lower case.
///
/// Only a mail that arrives proves an address, so the check refuses typing errors, not rare forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);
checked_text!(Email);

impl Email {
    /// Trims and checks.
    ///
    /// # Errors
    /// `Missing` when empty, `NotAnEmail` for everything that cannot be an address.
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RefusalCode::Missing);
        }
        let refused = RefusalCode::NotAnEmail;
        let (local, host) = text.rsplit_once('@').ok_or(refused)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let host_ok = host.len() <= 190
            && host.contains('.')
            && host.split('.').all(|part| {
                !part.is_empty()
                    && part.len() <= 63
                    && !part.starts_with('-')
                    && !part.ends_with('-')
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        if !local_ok || !host_ok {
            return Err(refused);
        }
        Ok(Self(format!("{local}@{}", host.to_ascii_lowercase())))
    }

    /// The form under which an account is looked up: all in lower case.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

/// A telephone number in E.164: `+` and 8 to 15 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);
checked_text!(Phone);

impl Phone {
    /// Reads a number as people write it in international form: spaces, dots, dashes and brackets are
    /// dropped, `00` in front becomes `+`.
    ///
    /// # Errors
    /// `Missing` when empty, `NotAPhone` without a country code or with too few or too many digits.
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RefusalCode::Missing);
        }
        let mut number = String::with_capacity(16);
        for c in text.chars() {
            match c {
                '+' if number.is_empty() => number.push('+'),
                '0'..='9' => number.push(c),
                ' ' | '\u{a0}' | '.' | '-' | '(' | ')' | '/' => {}
                _ => return Err(RefusalCode::NotAPhone),
            }
        }
        if let Some(rest) = number.strip_prefix("00") {
            number = format!("+{rest}");
        }
        let digits = number.strip_prefix('+').ok_or(RefusalCode::NotAPhone)?;
        if !(8..=15).contains(&digits.len()) || digits.starts_with('0') {
            return Err(RefusalCode::NotAPhone);
        }
        Ok(Self(number))
    }

    /// Grouped for reading as its country writes it: `+40 721 555 010`.
    pub fn grouped(&self) -> String {
        super::dialling::grouped(&self.0[1..])
    }

    /// Only the end, for a screen that others may read: `··· 010`.
    pub fn masked(&self) -> String {
        format!("··· {}", &self.0[self.0.len() - 3..])
    }
}

/// What people write to each other: 1 to 600 characters, lines allowed, no control characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Message(String);
checked_text!(Message);

impl Message {
    /// The longest, in characters.
    pub const MAX: usize = 600;

    /// Trims and checks; line ends become `\n`.
    ///
    /// # Errors
    /// `Missing`, `TooLong`, `OddCharacters` (as [`ShortText::parse`], of each line).
    pub fn parse(text: &str) -> Result<Self, RefusalCode> {
        several_lines(text, Self::MAX).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_lines_and_nothing_odd() {
        assert_eq!(Message::parse(" a\r\n\r\nb ").unwrap().as_str(), "a\n\nb");
        assert_eq!(Message::parse(" \n "), Err(RefusalCode::Missing));
        assert_eq!(Message::parse(&"x".repeat(601)), Err(RefusalCode::TooLong));
        assert!(Message::parse(&"x".repeat(600)).is_ok());
        assert_eq!(Message::parse("a\u{202E}b"), Err(RefusalCode::OddCharacters));
        assert_eq!(Message::parse("a\u{7}b"), Err(RefusalCode::OddCharacters));
    }

    #[test]
    fn short_text_is_trimmed_and_refuses_what_forges() {
        assert_eq!(ShortText::parse("  Ion Popescu ").unwrap().as_str(), "Ion Popescu");
        assert_eq!(ShortText::parse(" \t"), Err(RefusalCode::Missing));
        assert_eq!(ShortText::parse("a\nb"), Err(RefusalCode::OddCharacters));
        assert_eq!(ShortText::parse("a\u{202E}b"), Err(RefusalCode::OddCharacters));
        assert!(ShortText::parse(&"ж".repeat(120)).is_ok());
        assert_eq!(ShortText::parse(&"x".repeat(121)), Err(RefusalCode::TooLong));
    }

    #[test]
    fn several_lines_are_kept_apart_and_none_of_them_forges() {
        let check = |text: &str, expected: Result<&str, RefusalCode>| {
            assert_eq!(several_lines(text, 9), expected.map(str::to_owned), "{text:?}");
        };
        check(" one\r\ntwo\rx ", Ok("one\ntwo\nx"));
        check("\n \r\n", Err(RefusalCode::Missing));
        check("ж\n\n你好", Ok("ж\n\n你好"));
        check("0123456789", Err(RefusalCode::TooLong));
        check("a\u{7}b", Err(RefusalCode::OddCharacters));
        check("a\n\u{202E}b", Err(RefusalCode::OddCharacters));
    }

    #[test]
    fn an_address_must_be_able_to_receive_mail() {
        for good in ["a@b.ro", "Ion.Popescu+x@Primarie.Example.RO"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "a",
            "a@b",
            "@b.ro",
            "a@",
            "a b@c.ro",
            "a@b..ro",
            ".a@b.ro",
            "a@-b.ro",
            "a@b.ro\r\nBcc: x@y.z",
        ] {
            assert_eq!(Email::parse(bad), Err(RefusalCode::NotAnEmail), "{bad}");
        }
        assert_eq!(Email::parse("A@B.RO").unwrap().folded(), "a@b.ro");
    }

    #[test]
    fn a_phone_is_read_as_people_write_it() {
        assert_eq!(Phone::parse("+40 (721) 555-010").unwrap().as_str(), "+40721555010");
        assert_eq!(Phone::parse("0040 721 555 010").unwrap().grouped(), "+40 721 555 010");
        for bad in ["0721555010", "+40", "+4072155501012345", "call me", "+0721555010"] {
            assert_eq!(Phone::parse(bad), Err(RefusalCode::NotAPhone), "{bad}");
        }
        assert_eq!(Phone::parse("+40721555010").unwrap().masked(), "··· 010");
    }
}
