//! What the kiosk's screen says. Looks come in, texts in the reader's language go out.

use domain::custody::{ActPhase, KioskAct, Means};
use domain::lockers::Purpose;
use domain::{Locale, Phone};

use super::keys::Asks;
use super::look::{Hero, Refused, Third, Trouble};
use crate::i18n;
use crate::t::kiosk as text;

/// What is the matter, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// In few words.
    pub title: String,
    /// What to do about it.
    pub todo: String,
}

fn words(title: impl Into<String>, todo: impl Into<String>) -> Words {
    Words {
        title: title.into(),
        todo: todo.into(),
    }
}

/// The place of honour at home; `open_door` is a door that stands open.
pub fn hero(l: Locale, hero: Hero, open_door: Option<u16>) -> Words {
    match hero {
        Hero::Invite => words(text::invite(l), text::invite_lead(l)),
        Hero::Checking => words(text::checking(l), text::checking_text(l)),
        Hero::Cut => words(text::cut(l), text::cut_do(l)),
        Hero::Locked(until) => words(text::locked(l, &i18n::time(l, until)), text::locked_do(l)),
        Hero::Refused(refused) => trouble(l, refused, open_door),
    }
}

/// As [`hero`], before the keys for what is typed next.
pub fn asking(l: Locale, shown: Hero, asks: Asks, open_door: Option<u16>) -> Words {
    let wrong_code = Hero::Refused(Refused {
        means: Means::Code,
        trouble: Trouble::WrongCode,
    });
    match asks {
        Asks::Digits if shown == Hero::Invite => words(text::invite(l), text::invite_digits(l)),
        Asks::PhoneEnd if shown == Hero::Invite => words(text::phone_end(l), text::phone_end_text(l)),
        // One answer, whichever of the two was wrong.
        Asks::Digits | Asks::PhoneEnd if shown == wrong_code => words(text::wrong_digits(l), text::wrong_digits_do(l)),
        Asks::Signs | Asks::Digits | Asks::PhoneEnd => hero(l, shown, open_door),
    }
}

/// Why nothing opened, and what to do.
pub fn trouble(l: Locale, refused: Refused, open_door: Option<u16>) -> Words {
    match refused.trouble {
        Trouble::WrongCode if refused.means == Means::Qr => words(text::wrong_qr(l), text::wrong_qr_do(l)),
        Trouble::WrongCode => words(text::wrong_code(l), text::wrong_code_do(l)),
        Trouble::KeypadLocked => words(text::locked_now(l), text::locked_do(l)),
        Trouble::BankOffline => words(text::offline_now(l), text::offline_now_do(l)),
        Trouble::OutOfService => words(text::out_now(l), text::call_do(l)),
        Trouble::AnotherDoorOpen => words(
            text::another_door(l),
            open_door.map_or_else(
                || text::another_door_do(l).to_owned(),
                |door| text::close_door_do(l, &door.to_string()),
            ),
        ),
        Trouble::DeadlinePassed => words(text::late(l), text::late_do(l)),
        Trouble::BeingMoved => words(text::being_moved(l), text::being_moved_do(l)),
        Trouble::InDoubt => words(text::in_doubt(l), text::in_doubt_do(l)),
        Trouble::WrongState => words(text::done_already(l), text::call_do(l)),
        Trouble::DoorDidNotOpen => words(text::not_opened(l), text::not_opened_do(l)),
        Trouble::VisitOver => words(text::visit_over(l), text::visit_over_do(l)),
        Trouble::SlowDown => words(text::slow_down(l), text::slow_down_do(l)),
        Trouble::Foreign => words(text::foreign(l), text::foreign_do(l)),
        Trouble::Cut => words(text::cut(l), text::cut_do(l)),
        Trouble::Inside => words(text::inside(l), text::inside_do(l)),
    }
}

/// An opening: what is happening at the door, and what it means.
pub fn act(l: Locale, act: &KioskAct) -> Words {
    let door = act.compartment.to_string();
    match act.phase {
        ActPhase::Opening => words(text::opening(l, &door), text::opening_do(l)),
        ActPhase::Open => words(text::open(l, &door), inside(l, act.purpose)),
        ActPhase::LeftOpen => words(text::left_open(l, &door), text::left_open_do(l)),
        ActPhase::Done => words(text::done(l), done(l, act.purpose)),
        ActPhase::LeftInside => words(text::left_inside(l, &door), left_inside(l, act.purpose)),
        ActPhase::NothingInside => words(text::nothing_inside(l, &door), text::nothing_inside_do(l)),
        ActPhase::Failed { why } => failed(l, &door, why.into()),
    }
}

/// What is said aloud when a door opens, or has stood open for too long: the number of the door and nothing of whose it
/// is, because everybody around hears it.
pub fn aloud(l: Locale, act: &KioskAct) -> Option<String> {
    let door = act.compartment.to_string();
    match act.phase {
        ActPhase::Open => Some(text::open(l, &door)),
        ActPhase::LeftOpen => Some(text::left_open(l, &door)),
        ActPhase::Opening
        | ActPhase::Done
        | ActPhase::LeftInside
        | ActPhase::NothingInside
        | ActPhase::Failed { .. } => None,
    }
}

/// What to do at the open door.
pub fn inside(l: Locale, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Pickup => text::take(l),
        Purpose::Withdraw | Purpose::Return | Purpose::MoveOut => text::take_back(l),
        Purpose::Deposit | Purpose::MoveIn | Purpose::MoveBack => text::put(l),
        Purpose::Revisit => text::look_in(l),
        Purpose::Test => text::try_door(l),
    }
}

fn done(l: Locale, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Deposit | Purpose::MoveIn => text::done_deposit(l),
        Purpose::MoveOut => text::done_move_out(l),
        Purpose::Pickup
        | Purpose::Withdraw
        | Purpose::Return
        | Purpose::Revisit
        | Purpose::MoveBack
        | Purpose::Test => text::done_pickup(l),
    }
}

/// What to do about what still lies inside: a colleague has no code.
fn left_inside(l: Locale, purpose: Purpose) -> &'static str {
    if purpose == Purpose::MoveOut {
        text::left_inside_move_do(l)
    } else {
        text::left_inside_do(l)
    }
}

fn failed(l: Locale, door: &str, why: Trouble) -> Words {
    let refused = Refused {
        means: Means::Code,
        trouble: why,
    };
    let todo = match why {
        Trouble::Inside | Trouble::DoorDidNotOpen | Trouble::WrongState => text::not_opened_do(l).to_owned(),
        _ => trouble(l, refused, None).todo,
    };
    words(text::failed(l, door), todo)
}

/// `left · top`, as far as there is something to tell apart.
pub fn whereabouts(l: Locale, (side, height): (Option<Third>, Option<Third>)) -> Option<String> {
    let side = side.map(|third| match third {
        Third::First => text::left(l),
        Third::Second => text::middle(l),
        Third::Last => text::right(l),
    });
    let height = height.map(|third| match third {
        Third::First => text::top(l),
        Third::Second => text::half_height(l),
        Third::Last => text::bottom(l),
    });
    match (side, height) {
        (Some(side), Some(height)) => Some([side, " · ", height].concat()),
        (side, height) => side.or(height).map(str::to_owned),
    }
}

/// A door on the drawing, read aloud.
pub fn door(l: Locale, number: u16, here: bool) -> String {
    let number = number.to_string();
    if here {
        text::door_here(l, &number)
    } else {
        text::door(l, &number)
    }
}

/// A telephone number in groups.
pub fn phone(number: &str) -> String {
    Phone::parse(number).map_or_else(|_| number.to_owned(), |phone| phone.grouped())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::RefusalCode;

    #[test]
    fn every_refusal_has_a_title_and_something_to_do_in_every_language() {
        for l in Locale::ALL {
            for &code in RefusalCode::ALL {
                for means in [Means::Code, Means::Qr] {
                    let refused = Refused {
                        means,
                        trouble: code.into(),
                    };
                    let said = trouble(l, refused, Some(5));
                    assert!(!said.title.is_empty() && !said.todo.is_empty(), "{code:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_asked_is_said_and_no_answer_tells_which_half_was_wrong() {
        let wrong = Hero::Refused(Refused {
            means: Means::Code,
            trouble: Trouble::WrongCode,
        });
        for l in Locale::ALL {
            let said = |shown, asks| asking(l, shown, asks, None);
            let invited = [Asks::Signs, Asks::Digits, Asks::PhoneEnd].map(|asks| said(Hero::Invite, asks).todo);
            assert!(invited[0] != invited[1] && invited[1] != invited[2], "{l:?}");
            assert!(
                invited[2].contains('4') || said(Hero::Invite, Asks::PhoneEnd).title.contains('4'),
                "{l:?}"
            );
            assert_eq!(said(wrong, Asks::Digits), said(wrong, Asks::PhoneEnd), "{l:?}");
            assert_ne!(said(wrong, Asks::Digits), said(wrong, Asks::Signs), "{l:?}");
            assert_eq!(said(Hero::Cut, Asks::PhoneEnd), hero(l, Hero::Cut, None), "{l:?}");
        }
    }

    #[test]
    fn a_failed_opening_says_which_door_and_why() {
        let said = act(
            Locale::En,
            &KioskAct {
                compartment: 12,
                purpose: Purpose::Pickup,
                phase: ActPhase::Failed {
                    why: RefusalCode::OutOfService,
                },
                collected: None,
            },
        );
        assert_eq!(said.title, "Door 12 did not open");
        assert_eq!(said.todo, text::call_do(Locale::En));
    }

    #[test]
    fn what_was_not_taken_out_is_not_told_to_go_into_another_door() {
        for l in Locale::ALL {
            let said = |phase| {
                let (compartment, purpose, collected) = (12, Purpose::MoveOut, None);
                act(
                    l,
                    &KioskAct {
                        compartment,
                        purpose,
                        phase,
                        collected,
                    },
                )
            };
            let (stayed, out) = (said(ActPhase::LeftInside), said(ActPhase::Done));
            assert_eq!(stayed, words(text::left_inside(l, "12"), text::left_inside_move_do(l)));
            assert_eq!(out.todo, text::done_move_out(l));
            assert_ne!(stayed.todo, text::left_inside_do(l), "a colleague has no code");
        }
    }

    #[test]
    fn only_an_open_door_is_spoken_of_and_only_by_its_number() {
        let spoken = |purpose, phase| {
            let act = KioskAct {
                compartment: 12,
                purpose,
                phase,
                collected: None,
            };
            Locale::ALL.map(|l| aloud(l, &act))
        };
        let open = spoken(Purpose::Pickup, ActPhase::Open);
        assert_eq!(open[0].as_deref(), Some("Door 12 is open"));
        assert!(open.iter().flatten().all(|said| said.contains("12")), "{open:?}");
        // Nobody hears what a door was opened for.
        assert_eq!(spoken(Purpose::Return, ActPhase::Open), open);
        assert_eq!(open.iter().flatten().count(), Locale::ALL.len());
        assert_eq!(
            spoken(Purpose::Pickup, ActPhase::LeftOpen)[0].as_deref(),
            Some("Please close door 12")
        );
        let failed = ActPhase::Failed {
            why: RefusalCode::OutOfService,
        };
        for phase in [
            ActPhase::Opening,
            ActPhase::Done,
            ActPhase::LeftInside,
            ActPhase::NothingInside,
            failed,
        ] {
            assert!(spoken(Purpose::Pickup, phase).iter().all(Option::is_none), "{phase:?}");
        }
    }

    #[test]
    fn whereabouts_say_only_what_helps() {
        let l = Locale::En;
        assert_eq!(
            whereabouts(l, (Some(Third::First), Some(Third::Last))).as_deref(),
            Some("left · bottom")
        );
        assert_eq!(whereabouts(l, (None, Some(Third::First))).as_deref(), Some("top"));
        assert_eq!(whereabouts(l, (None, None)), None);
    }

    #[test]
    fn the_hotline_is_grouped_and_nonsense_is_shown_as_it_is() {
        assert_eq!(phone("+8675582918333"), "+86 755 8291 8333");
        assert_eq!(phone("112"), "112");
    }
}
