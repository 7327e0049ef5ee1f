//! Six digits that change every half minute: RFC 6238 with HMAC-SHA-1, six digits, thirty seconds, one step of drift.
//!
//! What must not be here: the HMAC (backend, `secrets`), and the time: it is a parameter.

use crate::{Span, Timestamp};

/// What the digits grow from: 160 bits, as RFC 4226 wants. On a phone and, sealed, in the database.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; 20]);

/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

impl TotpSecret {
    /// How many bytes.
    pub const BYTES: usize = 20;
    /// How many characters of the organisation's name stand in the phone's list: the QR shall stay readable.
    const ISSUER: usize = 40;

    /// From random bytes, or from what was unsealed.
    pub const fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// For the HMAC and the seal.
    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// As phones read it: 32 signs of base32.
    pub fn base32(&self) -> String {
        let five = |at: usize| {
            let bit = |n: usize| (self.0[n / 8] >> (7 - n % 8)) & 1;
            (at * 5..at * 5 + 5).fold(0, |all, n| all * 2 + usize::from(bit(n)))
        };
        (0..32).map(|at| char::from(BASE32[five(at)])).collect()
    }

    /// What the QR says to the phone's program, which lists the account under the organisation's name and the address.
    pub fn address(&self, organisation: &str, email: &str) -> String {
        let issuer: String = organisation.chars().take(Self::ISSUER).collect();
        let (issuer, email) = (escaped(issuer.trim()), escaped(email));
        let secret = self.base32();
        format!("otpauth://totp/{issuer}:{email}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30")
    }
}

/// As a part of an address: everything but plain signs in percent.
fn escaped(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
        out
    })
}

/// One of the half minutes since 1970: each has its six digits, which count once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HalfMinute(pub i64);

impl HalfMinute {
    const LENGTH: Span = Span::seconds(30);

    /// The one that this instant lies in.
    pub const fn at(now: Timestamp) -> Self {
        Self(now.0.div_euclid(Self::LENGTH.0))
    }

    /// Those whose digits are taken now: a phone's clock may be half a minute off, and typing takes a while.
    pub const fn taken_now(now: Timestamp) -> [Self; 3] {
        let Self(here) = Self::at(now);
        [Self(here - 1), Self(here), Self(here + 1)]
    }

    /// The message of the HMAC.
    pub const fn message(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }
}

/// Six digits.
#[derive(Clone, PartialEq, Eq)]
pub struct StepCode(String);

impl StepCode {
    /// How many digits.
    pub const LENGTH: usize = 6;

    /// The digits of a half minute: its HMAC-SHA-1 under the secret, truncated as RFC 4226 says (5.3).
    pub fn of(hmac: &[u8; 20]) -> Self {
        let at = usize::from(hmac[19] & 0x0f);
        let four = [hmac[at] & 0x7f, hmac[at + 1], hmac[at + 2], hmac[at + 3]];
        Self(format!("{:06}", u32::from_be_bytes(four) % 1_000_000))
    }

    /// Reads what a person typed: spaces and dashes are fine.
    pub fn parse(typed: &str) -> Option<Self> {
        let plain = |c: &char| !c.is_whitespace() && *c != '-';
        let digits: String = typed.chars().filter(plain).take(Self::LENGTH + 1).collect();
        let fits = digits.len() == Self::LENGTH && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then_some(Self(digits))
    }

    /// For the comparison, which takes the same time for every answer.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> [u8; 20] {
        let byte = |at: usize| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap();
        std::array::from_fn(byte)
    }

    /// RFC 4226, appendix D: the HMACs of the counters 0 to 9 and what they are truncated to.
    #[test]
    fn an_hmac_is_truncated_as_rfc_4226_says() {
        for (hmac, digits) in [
            ("cc93cf18508d94934c64b65d8ba7667fb7cde4b0", "755224"),
            ("75a48a19d4cbe100644e8ac1397eea747a2d33ab", "287082"),
            ("0bacb7fa082fef30782211938bc1c5e70416ff44", "359152"),
            ("66c28227d03a2d5529262ff016a1e6ef76557ece", "969429"),
            ("a904c900a64b35909874b33e61c5938a8e15ed1c", "338314"),
            ("a37e783d7b7233c083d4f62926c7a25f238d0316", "254676"),
            ("bc9cd28561042c83f219324d3c607256c03272ae", "287922"),
            ("a4fb960c0bc06e1eabb804e5b397cdc4b45596fa", "162583"),
            ("1b3c89f65e6c9e883012052823443f048b4332db", "399871"),
            ("1637409809a679dc698207310c8c7fc07290d9e5", "520489"),
        ] {
            assert_eq!(StepCode::of(&bytes(hmac)).expose(), digits);
        }
    }

    /// RFC 6238, appendix B, SHA-1: the half minute of each instant, its HMAC, and the last six of the eight digits. That the
    /// HMAC is right is tested where it is computed.
    #[test]
    fn time_becomes_digits_as_rfc_6238_says() {
        for (seconds, message, hmac, digits) in [
            (
                59,
                "0000000000000001",
                "75a48a19d4cbe100644e8ac1397eea747a2d33ab",
                "287082",
            ),
            (
                1_111_111_109,
                "00000000023523ec",
                "278c02e53610f84c40bd9135acd4101012410a14",
                "081804",
            ),
            (
                1_111_111_111,
                "00000000023523ed",
                "b0092b21d048af209da0a1ddd498ade8a79487ed",
                "050471",
            ),
            (
                1_234_567_890,
                "000000000273ef07",
                "907cd1a9116564ecb9d5d1780325f246173fe703",
                "005924",
            ),
            (
                2_000_000_000,
                "0000000003f940aa",
                "25a326d31fc366244cad054976020c7b56b13d5f",
                "279037",
            ),
            (
                20_000_000_000,
                "0000000027bc86aa",
                "ab07e97e2c1278769dbcd75783aabde75ed8550a",
                "353130",
            ),
        ] {
            let here = HalfMinute::at(Timestamp(seconds * 1_000_000));
            assert_eq!(here.message(), u64::from_str_radix(message, 16).unwrap().to_be_bytes());
            assert_eq!(StepCode::of(&bytes(hmac)).expose(), digits, "{seconds}");
        }
    }

    #[test]
    fn the_half_minute_before_and_the_one_after_are_taken_and_no_other() {
        let second = |n: i64| Timestamp(n * 1_000_000);
        let taken = |n| HalfMinute::taken_now(second(n)).map(|step| step.0);
        assert_eq!(taken(59), [0, 1, 2]);
        assert_eq!(taken(60), [1, 2, 3]);
        assert_eq!(HalfMinute::at(Timestamp(29_999_999)), HalfMinute(0));
    }

    #[test]
    fn digits_are_read_as_people_type_them() {
        for typed in ["123456", " 123 456 ", "123-456"] {
            assert!(
                StepCode::parse(typed).is_some_and(|code| code.expose() == "123456"),
                "{typed}"
            );
        }
        for typed in ["", "12345", "1234567", "12345a", "１２３４５６", "ABCDE-FGHJK"] {
            assert!(StepCode::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn a_secret_is_written_as_phones_read_it() {
        let secret = TotpSecret::from_bytes(*b"12345678901234567890");
        assert_eq!(secret.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            secret.address("Primăria & Fiii", "ana+x@example.org"),
            "otpauth://totp/Prim%C4%83ria%20%26%20Fiii:ana%2Bx%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Prim%C4%83ria%20%26%20Fiii&algorithm=SHA1&digits=6&period=30"
        );
        let long = secret.address(&"福".repeat(200), "ana@example.org");
        assert!(
            long.len() < 900,
            "it still fits a QR that a phone reads: {}",
            long.len()
        );
    }
}
