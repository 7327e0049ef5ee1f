//! What time does to the kiosk's screen: asking again, the end of an act, the reset when nobody is there. Counts seconds
//! that somebody tells it; knows no clock.

use super::look::Stage;

/// Without a touch for so many seconds the screen begins anew.
pub const RESET_AFTER: u32 = 45;
/// The same while a colleague is at work there.
const COLLEAGUE_AFTER: u32 = 120;
/// The last so many of them with a warning.
pub const WARNING: u32 = 10;
/// "Thank you" stands for so many seconds.
const DONE_STANDS: u32 = 8;
/// What is to be read after an act stands for so many.
const END_STANDS: u32 = 20;
/// Another door is offered for so many: for a child, or from a wheelchair. Whoever comes next finds no door on offer.
const OFFER_STANDS: u32 = 45;
/// Asks so often even if no nudge comes, in seconds.
const SLOW: u32 = 10;
/// The same while somebody stands before a door, or no nudge can come.
const QUICK: u32 = 2;
/// Without an answer for so long the house counts as lost, though no request has failed yet.
const SILENT: u32 = 25;

/// Seconds since this and that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rhythm {
    quiet: u32,
    since_asked: u32,
    presence_left: u32,
    ended_for: u32,
    since_answer: u32,
    /// Somebody chose a language while the end of an act stood.
    chose: bool,
    /// A colleague is at work, or about to sign in.
    colleague: bool,
}

/// What of the screen begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reset {
    /// All of it: nothing of the last person stays.
    Whole,
    /// All but the language: somebody who stands there has just chosen it.
    ButLanguage,
}

/// What a second brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beat {
    /// Ask the house again.
    pub ask: bool,
    /// Seconds until the reset, when that must be said.
    pub warning: Option<u32>,
    /// Begin anew.
    pub reset: Option<Reset>,
    /// The house has been silent for too long.
    pub silent: bool,
}

impl Rhythm {
    /// Somebody touched the screen or a key.
    pub const fn touched(&mut self) {
        self.quiet = 0;
    }

    /// Somebody chose a language. Before the end of an act, it is as a rule the next person who does.
    pub const fn chose(&mut self) {
        self.chose = true;
    }

    /// Whether a colleague is at work: they are not hurried so soon, and what their phone does is shown at once.
    pub const fn attended(&mut self, colleague: bool) {
        self.colleague = colleague;
    }

    /// The house was asked.
    pub const fn asked(&mut self) {
        self.since_asked = 0;
    }

    /// Whether a question that was asked last may still be answered; after that another one is worth a try.
    pub const fn may_be_answered(&self) -> bool {
        self.since_asked < SLOW
    }

    /// The house answered; the kiosk's own QR is good for so many seconds from now.
    pub const fn answered(&mut self, presence_for: u32) {
        self.presence_left = presence_for;
        self.since_answer = 0;
    }

    /// A second has passed. `dirty`: the last person left traces. `live`: nudges come.
    pub const fn second(&mut self, stage: Stage, dirty: bool, live: bool) -> Beat {
        self.since_asked += 1;
        self.since_answer = self.since_answer.saturating_add(1);
        let often = if live && !matches!(stage, Stage::UnderWay) && !self.colleague {
            SLOW
        } else {
            QUICK
        };
        let worn = self.presence_left == 1;
        self.presence_left = self.presence_left.saturating_sub(1);
        let beat = Beat {
            ask: worn || self.since_asked >= often,
            warning: None,
            reset: None,
            silent: self.since_answer >= SILENT,
        };
        if matches!(stage, Stage::UnderWay | Stage::None) {
            self.chose = false;
        }
        match stage {
            Stage::Done => self.ended(beat, DONE_STANDS),
            Stage::Ended => self.ended(beat, END_STANDS),
            Stage::Offering => self.ended(beat, OFFER_STANDS),
            Stage::None if dirty => self.silence(beat),
            // Nobody before an open door is hurried.
            Stage::UnderWay | Stage::None => {
                (self.quiet, self.ended_for) = (0, 0);
                beat
            }
        }
    }

    const fn ended(&mut self, beat: Beat, stands: u32) -> Beat {
        self.quiet = 0;
        self.ended_for += 1;
        if self.ended_for < stands {
            return beat;
        }
        let reset = if self.chose { Reset::ButLanguage } else { Reset::Whole };
        (self.ended_for, self.chose) = (0, false);
        Beat {
            reset: Some(reset),
            ..beat
        }
    }

    const fn silence(&mut self, beat: Beat) -> Beat {
        self.ended_for = 0;
        self.quiet += 1;
        let after = if self.colleague { COLLEAGUE_AFTER } else { RESET_AFTER };
        if self.quiet >= after {
            self.quiet = 0;
            return Beat {
                reset: Some(Reset::Whole),
                ..beat
            };
        }
        let left = after - self.quiet;
        let warning = if left <= WARNING { Some(left) } else { None };
        Beat { warning, ..beat }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(rhythm: &mut Rhythm, seconds: u32, stage: Stage, dirty: bool) -> Vec<Beat> {
        (0..seconds).map(|_| rhythm.second(stage, dirty, true)).collect()
    }

    #[test]
    fn silence_warns_for_ten_seconds_and_then_clears() {
        let mut rhythm = Rhythm::default();
        let beats = run(&mut rhythm, 45, Stage::None, true);
        assert!(beats[..34].iter().all(|b| b.warning.is_none() && b.reset.is_none()));
        let warned: Vec<_> = beats[34..44].iter().map(|b| b.warning).collect();
        assert_eq!(warned, (1..=10).rev().map(Some).collect::<Vec<_>>());
        assert_eq!(beats[44].reset, Some(Reset::Whole));
        assert!(
            run(&mut rhythm, 200, Stage::None, false)
                .iter()
                .all(|b| b.reset.is_none())
        );
    }

    #[test]
    fn a_touch_begins_the_count_anew() {
        let mut rhythm = Rhythm::default();
        run(&mut rhythm, 44, Stage::None, true);
        rhythm.touched();
        let beats = run(&mut rhythm, 34, Stage::None, true);
        assert!(beats.iter().all(|b| b.warning.is_none() && b.reset.is_none()));
    }

    #[test]
    fn a_colleague_has_two_minutes_and_is_followed_closely() {
        let mut rhythm = Rhythm::default();
        rhythm.attended(true);
        let beats = run(&mut rhythm, 120, Stage::None, true);
        assert_eq!(beats.iter().position(|b| b.warning.is_some()), Some(109));
        assert_eq!(beats[119].reset, Some(Reset::Whole));
        assert_eq!(beats.iter().position(|b| b.ask), Some(1));
        rhythm.attended(false);
        let beats = run(&mut rhythm, 45, Stage::None, true);
        assert_eq!(beats[44].reset, Some(Reset::Whole));
    }

    #[test]
    fn nobody_before_an_open_door_is_hurried() {
        let mut rhythm = Rhythm::default();
        run(&mut rhythm, 40, Stage::None, true);
        let beats = run(&mut rhythm, 300, Stage::UnderWay, true);
        assert!(beats.iter().all(|b| b.warning.is_none() && b.reset.is_none()));
    }

    #[test]
    fn the_end_of_an_act_stands_for_a_while() {
        for (stage, stands) in [(Stage::Done, 8), (Stage::Ended, 20), (Stage::Offering, 45)] {
            let mut rhythm = Rhythm::default();
            let beats = run(&mut rhythm, stands, stage, true);
            assert_eq!(beats.iter().position(|b| b.reset.is_some()), Some(beats.len() - 1));
        }
    }

    #[test]
    fn a_language_chosen_before_the_end_of_an_act_outlives_it_once() {
        for (stage, stands) in [(Stage::Done, 8), (Stage::Ended, 20)] {
            let mut rhythm = Rhythm::default();
            let last = |beats: &[Beat]| beats.last().and_then(|beat| beat.reset);
            run(&mut rhythm, 3, stage, true);
            rhythm.chose();
            assert_eq!(
                last(&run(&mut rhythm, stands - 3, stage, true)),
                Some(Reset::ButLanguage)
            );
            // Nobody touches it any more: then the language goes, too.
            assert_eq!(last(&run(&mut rhythm, 45, Stage::None, true)), Some(Reset::Whole));
            assert_eq!(last(&run(&mut rhythm, stands, stage, true)), Some(Reset::Whole));
            // Chosen by whoever stood at the open door: they leave with their thing.
            rhythm.chose();
            run(&mut rhythm, 5, Stage::UnderWay, true);
            assert_eq!(last(&run(&mut rhythm, stands, stage, true)), Some(Reset::Whole));
        }
    }

    #[test]
    fn it_asks_slowly_or_quickly_and_when_the_qr_is_worn() {
        let mut rhythm = Rhythm::default();
        assert_eq!(
            run(&mut rhythm, 10, Stage::None, false).iter().position(|b| b.ask),
            Some(9)
        );
        rhythm.asked();
        assert_eq!(
            run(&mut rhythm, 2, Stage::UnderWay, false).iter().position(|b| b.ask),
            Some(1)
        );
        rhythm.asked();
        rhythm.answered(3);
        assert_eq!(
            run(&mut rhythm, 4, Stage::None, false).iter().position(|b| b.ask),
            Some(2)
        );
        rhythm.asked();
        assert!(!rhythm.second(Stage::None, false, false).ask);
        assert!(rhythm.second(Stage::None, false, false).ask);
    }

    #[test]
    fn a_house_that_says_nothing_is_lost() {
        let mut rhythm = Rhythm::default();
        let beats = run(&mut rhythm, 25, Stage::None, false);
        assert_eq!(beats.iter().position(|b| b.silent), Some(24));
        rhythm.answered(30);
        assert!(!rhythm.second(Stage::None, false, true).silent);
    }
}
