//! What things, claims and lines of a protocol look like: words, tones and icons. No markup.

use domain::Locale;
use domain::register::{ClaimStage, EndKind, Identity, ProtocolFact, Source, ThingStage};

use crate::t::register as text;
use crate::ui::{Glyph, Tone};

/// The stage of a thing for a badge.
pub fn stage(l: Locale, stage: ThingStage) -> (Tone, Glyph, &'static str) {
    match stage {
        ThingStage::Held => (Tone::Active, Glyph::Box, text::stage_held(l)),
        ThingStage::UnderProof => (Tone::Warn, Glyph::Search, text::stage_under_proof(l)),
        ThingStage::Promised => (Tone::Active, Glyph::Person, text::stage_promised(l)),
        ThingStage::HandedOut => (Tone::Good, Glyph::Check, text::stage_handed_out(l)),
        ThingStage::ReturnedToFinder => (Tone::Neutral, Glyph::Return, text::stage_returned_to_finder(l)),
        ThingStage::Sold => (Tone::Neutral, Glyph::Tag, text::stage_sold(l)),
        ThingStage::Destroyed => (Tone::Neutral, Glyph::Trash, text::stage_destroyed(l)),
        ThingStage::Authority => (Tone::Neutral, Glyph::Shield, text::stage_authority(l)),
    }
}

/// The stage of a claim for a badge.
pub fn claim(l: Locale, stage: ClaimStage) -> (Tone, Glyph, &'static str) {
    match stage {
        ClaimStage::Open => (Tone::Warn, Glyph::Search, text::claim_open(l)),
        ClaimStage::Accepted => (Tone::Good, Glyph::Check, text::claim_accepted(l)),
        ClaimStage::Declined => (Tone::Bad, Glyph::Ban, text::claim_declined(l)),
        ClaimStage::Lapsed => (Tone::Neutral, Glyph::Clock, text::claim_lapsed(l)),
        ClaimStage::Done => (Tone::Good, Glyph::Person, text::claim_done(l)),
    }
}

/// How a thing came to us.
pub fn source(l: Locale, source: Source) -> &'static str {
    match source {
        Source::Counter => text::source_counter(l),
        Source::Locker => text::source_locker(l),
        Source::Sent => text::source_sent(l),
    }
}

/// What somebody showed.
pub fn identity(l: Locale, identity: Identity) -> &'static str {
    match identity {
        Identity::IdentityCard => text::identity_card(l),
        Identity::Passport => text::identity_passport(l),
        Identity::DrivingLicence => text::identity_driving_licence(l),
        Identity::Other => text::identity_other(l),
    }
}

/// What can be done with a thing that nobody comes for, as an act.
pub fn end(l: Locale, how: EndKind) -> &'static str {
    match how {
        EndKind::ReturnedToFinder => text::end_returned_to_finder(l),
        EndKind::Sold => text::end_sold(l),
        EndKind::Destroyed => text::end_destroyed(l),
        EndKind::Authority => text::end_authority(l),
    }
}

/// So many days.
pub fn days(l: Locale, days: u32) -> String {
    text::days(l, i64::from(days))
}

/// A line of the protocol: what it means, its icon, what happened, and what else is said.
pub fn fact(l: Locale, fact: &ProtocolFact) -> (Tone, Glyph, &'static str, String) {
    use ProtocolFact as F;
    let of = |number: &domain::found::CaseNumber, more: &str| match more {
        "" => text::claim_number(l, &number.to_string()),
        more => [text::claim_number(l, &number.to_string()).as_str(), " · ", more].concat(),
    };
    let none = String::new;
    match fact {
        F::Entered { source: how } => (
            Tone::Neutral,
            Glyph::Plus,
            text::line_entered(l),
            source(l, *how).to_owned(),
        ),
        F::Changed => (Tone::Neutral, Glyph::Document, text::line_changed(l), none()),
        F::Moved { from, to } => {
            let way = [from.as_str(), " → ", to].concat();
            (Tone::Neutral, Glyph::Pin, text::line_moved(l), way)
        }
        F::Pictured => (Tone::Neutral, Glyph::Eye, text::line_pictured(l), none()),
        F::Unpictured => (Tone::Neutral, Glyph::Trash, text::line_unpictured(l), none()),
        F::Claimed {
            number,
            at_counter: true,
        } => (Tone::Warn, Glyph::Person, text::line_claimed_counter(l), of(number, "")),
        F::Claimed { number, .. } => (Tone::Warn, Glyph::Globe, text::line_claimed(l), of(number, "")),
        F::Declined { number, reason } => (Tone::Bad, Glyph::Ban, text::line_declined(l), of(number, reason)),
        F::Withdrawn { number } => (Tone::Neutral, Glyph::Return, text::line_withdrawn(l), of(number, "")),
        F::Accepted { number } => (Tone::Good, Glyph::Check, text::line_accepted(l), of(number, "")),
        F::Lapsed { number, reason } => (Tone::Neutral, Glyph::Clock, text::line_lapsed(l), of(number, reason)),
        F::HandedOut { number, document } => (
            Tone::Good,
            Glyph::Person,
            text::line_handed_out(l),
            of(number, identity(l, *document)),
        ),
        F::Due => (Tone::Warn, Glyph::Bell, text::line_due(l), none()),
        F::Ended { .. } => ended(l, fact),
        F::Forgotten => (Tone::Neutral, Glyph::Shield, text::line_forgotten(l), none()),
    }
}

fn ended(l: Locale, fact: &ProtocolFact) -> (Tone, Glyph, &'static str, String) {
    let ProtocolFact::Ended {
        how,
        witness,
        note,
        proceeds,
    } = fact
    else {
        return (Tone::Neutral, Glyph::Minus, text::end(l), String::new());
    };
    let word = match how {
        EndKind::ReturnedToFinder => text::line_returned_to_finder(l),
        EndKind::Sold => text::line_sold(l),
        EndKind::Destroyed => text::line_destroyed(l),
        EndKind::Authority => text::line_authority(l),
    };
    let mut parts = vec![note.clone()];
    parts.extend(proceeds.map(|money| money.written(l)));
    parts.extend(witness.as_ref().map(|name| text::line_witness(l, name)));
    (Tone::Neutral, Glyph::Check, word, parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Currency, Money};

    #[test]
    fn every_stage_and_act_has_a_word_of_its_own() {
        for l in Locale::ALL {
            let mut words: Vec<&str> = ThingStage::ALL.map(|s| stage(l, s).2).to_vec();
            words.extend(EndKind::ALL.map(|how| end(l, how)));
            let all = words.len();
            words.sort_unstable();
            words.dedup();
            // Selling and having sold may be one word in a language.
            assert!(words.len() + 2 >= all, "{l:?} {words:?}");
        }
    }

    #[test]
    fn an_end_says_everything_that_was_written() {
        let sold = ProtocolFact::Ended {
            how: EndKind::Sold,
            witness: Some("Mihai Dobre".into()),
            note: "Auction of May".into(),
            proceeds: Some(Money::new(2_500, Currency::Ron)),
        };
        let (_, _, word, detail) = fact(Locale::En, &sold);
        assert_eq!(word, "Sold");
        assert!(
            detail.contains("Auction of May") && detail.contains("25") && detail.ends_with("with Mihai Dobre"),
            "{detail}"
        );
    }
}
