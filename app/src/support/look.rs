//! What requests for help are called and how they are coloured. No markup.

use domain::Locale;
use domain::support::{HelpAct, HelpFact, HelpLine, Origin, Problem, RequestStage, Side};

use crate::i18n::date_time;
use crate::t::support as text;
use crate::ui::{Glyph, TimelineItem, Tone};

/// What is wrong.
pub fn problem(l: Locale, problem: Problem) -> &'static str {
    match problem {
        Problem::LostCode => text::problem_lost_code(l),
        Problem::NotTaken => text::problem_not_taken(l),
        Problem::DoorStaysShut => text::problem_door_stays_shut(l),
        Problem::WrongOrEmpty => text::problem_wrong_or_empty(l),
        Problem::OutOfReach => text::problem_out_of_reach(l),
        Problem::Other => text::problem_other(l),
        Problem::Forced => text::problem_forced(l),
        Problem::Doubt => text::problem_doubt(l),
        Problem::TwiceShut => text::problem_twice_shut(l),
        Problem::Tampered => text::problem_tampered(l),
        Problem::NoMains => text::problem_no_mains(l),
        Problem::Broken => text::problem_broken(l),
    }
}

/// What a person can say is wrong, for a list of choices: what is sent, and how it is told.
pub fn problems(l: Locale) -> Vec<(String, String)> {
    Problem::ALL
        .map(|one| (one.wire().to_owned(), problem(l, one).to_owned()))
        .to_vec()
}

/// Where a request comes from.
pub fn origin(l: Locale, origin: Origin) -> &'static str {
    match origin {
        Origin::Pickup => text::origin_pickup(l),
        Origin::Kiosk => text::origin_kiosk(l),
        Origin::Staff => text::origin_staff(l),
        Origin::House => text::origin_house(l),
    }
}

/// Where a request is, for a badge.
pub fn stage(l: Locale, stage: RequestStage) -> (Tone, Glyph, &'static str) {
    match stage {
        RequestStage::Waiting => (Tone::Warn, Glyph::Bell, text::stage_waiting(l)),
        RequestStage::InHand => (Tone::Active, Glyph::Person, text::stage_in_hand(l)),
        RequestStage::Closed => (Tone::Good, Glyph::Check, text::stage_closed(l)),
    }
}

/// What a colleague did from afar.
pub fn act(l: Locale, act: &HelpAct) -> (Tone, Glyph, String) {
    let (tone, icon, words) = match act {
        HelpAct::NewCode => (Tone::Good, Glyph::Qr, text::did_new_code(l)),
        HelpAct::Opened => (Tone::Active, Glyph::DoorOpen, text::did_opened(l)),
        HelpAct::MovedEnd { days } => {
            return (Tone::Good, Glyph::Clock, text::did_moved(l, i64::from(*days)));
        }
        HelpAct::KeypadFreed => (Tone::Good, Glyph::Code, text::did_keypad(l)),
        HelpAct::DoorOut => (Tone::Warn, Glyph::Ban, text::did_out(l)),
        HelpAct::DoorBack => (Tone::Good, Glyph::Check, text::did_back(l)),
        HelpAct::DoorCleared => (Tone::Active, Glyph::Check, text::did_clear(l)),
        HelpAct::DoorTested => (Tone::Active, Glyph::DoorOpen, text::did_test(l)),
        HelpAct::MoveOrdered => (Tone::Active, Glyph::Wrench, text::did_move(l)),
        HelpAct::MoveAbandoned => (Tone::Neutral, Glyph::Ban, text::did_stay(l)),
    };
    (tone, icon, words.to_owned())
}

/// One line of a request's history: what happened, and what was said.
fn fact(l: Locale, fact: &HelpFact) -> (Tone, Glyph, String, Option<&str>) {
    let (tone, icon, title, words) = match fact {
        HelpFact::Asked { problem: what, .. } if what.is_incident() => {
            (Tone::Bad, Glyph::Alert, problem(l, *what), None)
        }
        HelpFact::Asked { problem: what, words } => {
            let title = text::fact_asked(l, problem(l, *what));
            return (Tone::Warn, Glyph::Bell, title, words.as_deref());
        }
        HelpFact::Did { what, reason } => {
            let (tone, icon, title) = act(l, what);
            return (tone, icon, title, Some(reason));
        }
        HelpFact::Answered { words } => (Tone::Good, Glyph::Send, text::fact_answered(l), Some(words)),
        HelpFact::Noted { words } => (Tone::Neutral, Glyph::Info, text::fact_noted(l), Some(words)),
        HelpFact::Taken => (Tone::Neutral, Glyph::Person, text::fact_taken(l), None),
        HelpFact::Released => (Tone::Neutral, Glyph::Return, text::fact_released(l), None),
        HelpFact::Closed => (Tone::Good, Glyph::Check, text::fact_closed(l), None),
    };
    (tone, icon, title.to_owned(), words.map(String::as_str))
}

/// The same as a line of the timeline, with the colleague's name behind the words.
pub fn line(l: Locale, line: &HelpLine) -> TimelineItem {
    let (tone, icon, title, words) = fact(l, &line.fact);
    let name = match &line.side {
        Side::Colleague { name } => Some(name.as_str()),
        Side::Asking => None,
    };
    let parts: Vec<&str> = [words, name].into_iter().flatten().collect();
    TimelineItem {
        tone,
        icon,
        title,
        detail: parts.join(" · "),
        when: date_time(l, line.at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_problem_and_origin_has_words_of_its_own() {
        let words = || "Words".to_owned();
        let acts = [
            HelpAct::NewCode,
            HelpAct::Opened,
            HelpAct::MovedEnd { days: 3 },
            HelpAct::KeypadFreed,
            HelpAct::DoorOut,
            HelpAct::DoorBack,
            HelpAct::DoorCleared,
            HelpAct::DoorTested,
            HelpAct::MoveOrdered,
            HelpAct::MoveAbandoned,
        ];
        for l in Locale::ALL {
            let mut said: Vec<String> = Problem::ALL.map(|p| problem(l, p).to_owned()).to_vec();
            said.extend(Problem::INCIDENTS.map(|p| problem(l, p).to_owned()));
            said.extend(Origin::ALL.map(|o| origin(l, o).to_owned()));
            said.extend(acts.iter().map(|one| act(l, one).2));
            let facts = [
                HelpFact::Answered { words: words() },
                HelpFact::Noted { words: words() },
                HelpFact::Taken,
                HelpFact::Released,
                HelpFact::Closed,
            ];
            said.extend(facts.iter().map(|one| fact(l, one).2));
            let all = said.len();
            said.sort();
            said.dedup();
            assert_eq!(said.len(), all, "{l:?}: {said:?}");
        }
    }
}
