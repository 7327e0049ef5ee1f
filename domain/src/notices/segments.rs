//! How many text messages a text is: what the networks charge for, and where phones cut.
//!
//! A text of letters that every phone has (GSM 03.38) goes 160 to a message; one other letter, and all of it goes 70 to a
//! message. What is longer is sent in parts that a phone puts together, each a little shorter for that.

/// The letters that need one unit.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
                     abcdefghijklmnopqrstuvwxyzäöñüà";
/// The letters that need two.
const EXTENDED: &str = "^{}\\[~]|€";

/// In which way the letters of a text message are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// Seven bits a letter: Latin without most accents.
    Gsm7,
    /// Sixteen bits a letter: every writing.
    Ucs2,
}

impl Alphabet {
    /// Units of a message that is sent alone, and of each part of a longer one.
    const fn room(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }
}

/// What a text is as text messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments {
    /// How its letters are sent.
    pub alphabet: Alphabet,
    /// How many units they need: letters, with some counted twice.
    pub units: usize,
    /// How many messages that is.
    pub count: usize,
}

impl Segments {
    /// Of this text.
    pub fn of(text: &str) -> Self {
        let septets: Option<Vec<usize>> = text.chars().map(septets).collect();
        let (alphabet, weights) = septets.map_or_else(
            || (Alphabet::Ucs2, text.chars().map(char::len_utf16).collect()),
            |weights| (Alphabet::Gsm7, weights),
        );
        Self {
            alphabet,
            units: weights.iter().sum(),
            count: parts(&weights, alphabet.room()),
        }
    }
}

fn septets(letter: char) -> Option<usize> {
    if BASIC.contains(letter) {
        Some(1)
    } else {
        EXTENDED.contains(letter).then_some(2)
    }
}

/// A letter of two units is not cut in half: it begins the next part.
fn parts(weights: &[usize], (alone, each): (usize, usize)) -> usize {
    if weights.iter().sum::<usize>() <= alone {
        return 1;
    }
    let (mut count, mut filled) = (1, 0);
    for weight in weights {
        if filled + weight > each {
            count += 1;
            filled = 0;
        }
        filled += weight;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_counted_as_the_networks_count_it() {
        let check = |text: &str, alphabet, units, count| {
            let expected = Segments { alphabet, units, count };
            assert_eq!(Segments::of(text), expected, "{text}");
        };
        check("", Alphabet::Gsm7, 0, 1);
        check(&"a".repeat(160), Alphabet::Gsm7, 160, 1);
        check(&"a".repeat(161), Alphabet::Gsm7, 161, 2);
        check(&"a".repeat(306), Alphabet::Gsm7, 306, 2);
        check(&"a".repeat(307), Alphabet::Gsm7, 307, 3);
        check("5 €", Alphabet::Gsm7, 4, 1);
        check("până", Alphabet::Ucs2, 4, 1);
        check(&"ж".repeat(70), Alphabet::Ucs2, 70, 1);
        check(&"ж".repeat(71), Alphabet::Ucs2, 71, 2);
        check(&"证".repeat(135), Alphabet::Ucs2, 135, 3);
        check("👍", Alphabet::Ucs2, 2, 1);
    }

    #[test]
    fn a_letter_of_two_units_is_not_cut_in_half() {
        let text = ["a".repeat(152), "€".to_owned(), "a".repeat(151)].concat();
        let size = Segments::of(&text);
        assert_eq!((size.units, size.count), (305, 2));
        let text = ["a".repeat(152), "€".to_owned(), "a".repeat(152)].concat();
        assert_eq!(
            Segments::of(&text).count,
            3,
            "306 units, and one of them lost at the cut"
        );
    }
}
