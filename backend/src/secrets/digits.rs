//! HMAC-SHA-1, for the six digits of the second step and for nothing else: what RFC 6238 and every phone's program use.
//! The known weaknesses of SHA-1 are collisions, which are no help against an HMAC.
//!
//! What must not be here: what the digits are, and when they count. Those are the domain's.

use domain::accounts::second_step::{HalfMinute, StepCode, TotpSecret};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

/// The digits of this half minute.
pub fn digits(secret: &TotpSecret, at: HalfMinute) -> StepCode {
    // HMAC pads a short key with zeros to the block; given whole, it cannot be refused for its length.
    let mut block = [0; 64];
    block[..TotpSecret::BYTES].copy_from_slice(secret.as_bytes());
    let mut mac = Hmac::<Sha1>::new(&block.into());
    mac.update(&at.message());
    StepCode::of(&mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;

    /// RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    #[test]
    fn a_phone_shows_the_same_digits() {
        let secret = TotpSecret::from_bytes(*b"12345678901234567890");
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let at = HalfMinute::at(Timestamp(seconds * 1_000_000));
            assert_eq!(digits(&secret, at).expose(), expected, "{seconds}");
        }
    }
}
