//! What keys mean: a person types slowly, a scanner (a "keyboard wedge") types a burst. Knows no browser.
//!
//! Every sign waits for [`Wedge::patience`]; what comes closer together is one burst and is judged as a whole when it
//! ends. So no digit of a scanned secret is ever shown, and a scanned web address never counts as a wrong code.

use domain::custody::{AccessCode, DigitsEntry, QrToken};

/// After a sign or two, in milliseconds: scanners send one every 1 to 50, a person hardly notices.
const SHORT: u64 = 120;
/// After more: no person is that quick, and a busy machine may stop a scanner in the middle.
const LONGER: u64 = 400;
/// After what begins like a secret of ours and like no code.
const LONGEST: u64 = 1_000;

/// A longer burst is nothing that we know; the rest of it is thrown away.
const MOST: usize = 120;

/// What was meant.
#[derive(Clone, PartialEq, Eq)]
pub enum Meant {
    /// Nothing yet, or nothing at all.
    Nothing,
    /// Signs of a code, to be put behind those on the screen.
    Typed(String),
    /// A secret of ours, scanned.
    Scanned(String),
    /// Something else was scanned.
    Foreign,
    /// Take the last sign away.
    RubOut,
    /// Take all signs away.
    Clear,
}

/// What to do with a key press.
#[derive(Clone, PartialEq, Eq)]
pub struct Heard {
    /// What was meant, if that is clear already.
    pub meant: Meant,
    /// Whether the browser must not act on it (an Enter that ends a scan would press the button in focus).
    pub ours: bool,
}

/// The signs that wait for the end of their burst. Holds secrets for a moment: it cannot be printed.
#[derive(Default)]
pub struct Wedge {
    burst: String,
}

impl Wedge {
    /// A key went down; `key` and `code` as the browser names them.
    pub fn key(&mut self, key: &str, code: &str) -> Heard {
        let meant = |meant| Heard { meant, ours: true };
        match key {
            "Enter" if self.burst.is_empty() => Heard {
                meant: Meant::Nothing,
                ours: false,
            },
            "Enter" => meant(self.end()),
            "Backspace" => meant(Meant::RubOut),
            "Escape" | "Delete" => meant(Meant::Clear),
            _ => match sign(key, code) {
                // A space alone presses the button in focus.
                Some(' ') if self.burst.is_empty() => Heard {
                    meant: Meant::Nothing,
                    ours: false,
                },
                Some(sign) => {
                    if self.burst.len() < MOST {
                        self.burst.push(sign);
                    }
                    meant(Meant::Nothing)
                }
                None => Heard {
                    meant: Meant::Nothing,
                    ours: false,
                },
            },
        }
    }

    /// After so many milliseconds without a sign the burst is over.
    pub fn patience(&self) -> u64 {
        match self.burst.len() {
            _ if self.burst.starts_with('1') => LONGEST,
            0..=2 => SHORT,
            _ => LONGER,
        }
    }

    /// The burst is over: nothing came for [`Self::patience`].
    pub fn end(&mut self) -> Meant {
        let burst = std::mem::take(&mut self.burst);
        if burst.is_empty() {
            Meant::Nothing
        } else if QrToken::parse(&burst).is_some() {
            Meant::Scanned(burst)
        } else if burst.len() > most_typed(&burst) {
            Meant::Foreign
        } else {
            Meant::Typed(burst)
        }
    }
}

/// A longer burst was no person: ten digits may be a code and the number behind it, from a keypad of digits.
fn most_typed(burst: &str) -> usize {
    if burst.bytes().all(|sign| sign.is_ascii_digit()) {
        DigitsEntry::LENGTH
    } else {
        AccessCode::LENGTH + 2
    }
}

/// The ASCII sign of a key. On a layout of another script (or one whose digits need Shift) the place of the key tells.
fn sign(key: &str, code: &str) -> Option<char> {
    let mut signs = key.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else {
        return None;
    };
    if sign.is_ascii_alphanumeric() {
        return Some(sign);
    }
    let place = ["Key", "Digit", "Numpad"]
        .iter()
        .find_map(|kind| code.strip_prefix(kind))
        .filter(|place| place.len() == 1)
        .and_then(|place| place.chars().next());
    place.or(sign.is_ascii().then_some(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn burst(text: &str) -> Wedge {
        let mut wedge = Wedge::default();
        for sign in text.chars() {
            assert!(wedge.key(&sign.to_string(), "").meant == Meant::Nothing);
        }
        wedge
    }

    fn token() -> String {
        QrToken::from_bytes([7; 16]).digits()
    }

    #[test]
    fn forty_digits_are_a_scan_with_enter_and_without() {
        let mut wedge = burst(&token());
        let heard = wedge.key("Enter", "Enter");
        assert!(heard.meant == Meant::Scanned(token()) && heard.ours);
        assert!(burst(&token()).end() == Meant::Scanned(token()));
    }

    #[test]
    fn a_scan_that_stumbles_is_waited_for() {
        assert_eq!(burst("a").patience(), SHORT);
        assert_eq!(burst("590").patience(), LONGER);
        assert_eq!(burst("1").patience(), LONGEST);
        assert_eq!(burst(&token()).patience(), LONGEST);
    }

    #[test]
    fn what_else_is_scanned_is_no_typing() {
        for other in [
            "5901234123457",
            "48291350101",
            "ABC2D4XYZ",
            "https://example.org/x",
            &"9".repeat(40),
            &"1".repeat(500),
        ] {
            assert!(burst(other).end() == Meant::Foreign, "{other}");
        }
    }

    #[test]
    fn signs_typed_alone_or_in_a_rush_are_signs_of_a_code() {
        for typed in ["a", "AB", "abc2d4", "ABC 2D4", "482913", "4829135010"] {
            assert!(burst(typed).end() == Meant::Typed(typed.to_owned()), "{typed}");
        }
    }

    #[test]
    fn the_button_in_focus_keeps_its_keys_when_nothing_waits() {
        let mut wedge = Wedge::default();
        for key in ["Enter", " ", "Tab", "ArrowLeft", "F5", "Shift"] {
            assert!(!wedge.key(key, key).ours, "{key}");
        }
        assert!(wedge.key("Backspace", "").meant == Meant::RubOut);
        assert!(wedge.key("Escape", "").meant == Meant::Clear);
    }

    #[test]
    fn a_layout_of_another_script_does_not_matter() {
        assert_eq!(sign("ф", "KeyA"), Some('A'));
        assert_eq!(sign("&", "Digit1"), Some('1'));
        assert_eq!(sign("é", "Digit2"), Some('2'));
        assert_eq!(sign("7", "Numpad7"), Some('7'));
        assert_eq!(sign("-", "Minus"), Some('-'));
        assert_eq!(sign("é", "Semicolon"), None);
    }
}
