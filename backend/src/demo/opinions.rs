//! What the demo's citizens said about their pickups: some of them, a few in words, each in their own language.
//!
//! What must not be here: the database. An opinion is only data.

use domain::custody::Means;
use domain::feedback::{Comment, Rating, Stars};
use domain::{Locale, Span};

use super::dice::Dice;
use super::plan::{Step, Way};

/// What somebody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opinion {
    overall: Stars,
    compartment: Option<Stars>,
    ease: Option<Stars>,
    words: Option<&'static str>,
}

impl Opinion {
    /// As a rating.
    pub(super) fn rating(self) -> Rating {
        Rating {
            overall: self.overall,
            compartment: self.compartment,
            ease: self.ease,
            comment: self.words.and_then(|words| Comment::parse(words).ok()),
        }
    }
}

/// Lets whoever collected say how it was, if they like: at the kiosk by one press, or later on their own page.
pub(super) fn say(dice: &mut Dice, way: &mut Way) {
    let collected = way.steps.iter().find_map(|(at, step)| match step {
        Step::Collect(means) => Some((*at, *means)),
        _ => None,
    });
    let Some((at, means)) = collected else { return };
    let troubled = way.steps.iter().any(|(_, step)| matches!(step, Step::LeaveInside(_)));
    let overall = overall(dice, troubled);
    if means != Means::Phone && dice.percent(17) {
        let pressed = Opinion {
            overall,
            compartment: None,
            ease: None,
            words: None,
        };
        way.steps.push((at + Span::seconds(40), Step::Rate(pressed)));
    } else if dice.percent(if means == Means::Phone { 30 } else { 15 }) {
        let near = |dice: &mut Dice| {
            let many = i64::from(overall.get()) + dice.between(-1, 1);
            dice.percent(70).then(|| stars(many))
        };
        let (compartment, ease) = (near(dice), near(dice));
        let words = dice.percent(60).then(|| words(dice, way.citizen.locale, overall));
        let later = Span::minutes(dice.between(2, 9 * 60));
        let written = Opinion {
            overall,
            compartment,
            ease,
            words: words.flatten(),
        };
        way.steps.push((at + later, Step::Rate(written)));
    }
}

fn stars(many: i64) -> Stars {
    let many = u8::try_from(many.clamp(1, 5)).ok();
    many.and_then(Stars::new).unwrap_or(Stars::ALL[4])
}

/// Most are content; whoever had to come twice to the same door less so.
fn overall(dice: &mut Dice, troubled: bool) -> Stars {
    let many = match dice.below(100) {
        0..=57 => 5,
        58..=83 => 4,
        84..=92 => 3,
        93..=96 => 2,
        _ => 1,
    };
    stars(if troubled { many - 1 } else { many })
}

fn words(dice: &mut Dice, language: Locale, overall: Stars) -> Option<&'static str> {
    let content = overall >= Stars::ALL[3];
    dice.one_of(match (language, content) {
        (Locale::Ro, true) => &RO_CONTENT,
        (Locale::Ro, false) => &RO_SORRY,
        (Locale::Ru, true) => &RU_CONTENT,
        (Locale::Ru, false) => &RU_SORRY,
        (Locale::Zh, true) => &ZH_CONTENT,
        (Locale::Zh, false) => &ZH_SORRY,
        (Locale::En, true) => &EN_CONTENT,
        (Locale::En, false) => &EN_SORRY,
    })
}

const RO_CONTENT: [&str; 5] = [
    "Foarte rapid, nu am mai stat la coadă.",
    "A mers din prima. Mulțumesc!",
    "Am venit seara, după program, și am ridicat buletinul într-un minut.",
    "Totul a fost clar, codul a funcționat imediat.",
    "Comod, la doi pași de casă.",
];
const RO_SORRY: [&str; 5] = [
    "Ecranul se vede greu în soare.",
    "A trebuit să împing ușa de două ori ca să se închidă.",
    "Compartimentul era plin de praf.",
    "Seara este întuneric la locker, ar trebui o lampă.",
    "Ploua și nu există niciun acoperiș deasupra ecranului.",
];
const RU_CONTENT: [&str; 5] = [
    "Быстро и без очереди, спасибо.",
    "Забрала паспорт вечером после работы, очень удобно.",
    "Всё понятно, дверца открылась сразу.",
    "Удобно, что не нужно отпрашиваться с работы.",
    "Одна минута, и документ в руках.",
];
const RU_SORRY: [&str; 5] = [
    "На солнце экран почти не видно.",
    "Дверца закрылась только со второго раза.",
    "В ячейке было пыльно.",
    "Вечером у автомата темно, не хватает лампы.",
    "Долго искала вход, указателя нет.",
];
const ZH_CONTENT: [&str; 5] = [
    "很方便，不用排队。",
    "下班后来取的，一分钟就好了。",
    "扫码就开，提示很清楚。",
    "柜子很干净，取证件很快。",
    "字很大，老人也能自己操作。",
];
const ZH_SORRY: [&str; 5] = [
    "阳光下屏幕看不清。",
    "柜门推了两次才关上。",
    "柜格里有灰尘。",
    "晚上这里太暗了，希望加一盏灯。",
    "找了很久才找到柜机，没有指示牌。",
];
const EN_CONTENT: [&str; 5] = [
    "In and out in a minute.",
    "Much easier than queueing at the counter.",
    "The code worked first time.",
    "I came after work and it was simply there. Thank you.",
    "Clear screen, even in the rain.",
];
const EN_SORRY: [&str; 5] = [
    "The screen is hard to read in the sun.",
    "I had to push the door twice before it shut.",
    "It is dark around the locker in the evening.",
    "The compartment was dusty.",
    "No roof over the screen, and it was raining.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_said_can_be_kept() {
        let mut dice = Dice::new(1);
        for language in Locale::ALL {
            for overall in Stars::ALL {
                for _ in 0..20 {
                    let said = words(&mut dice, language, overall).unwrap();
                    assert!(Comment::parse(said).is_ok(), "{said}");
                }
            }
        }
    }

    #[test]
    fn most_are_content_and_some_are_not() {
        let mut dice = Dice::new(2);
        let calm: Vec<Stars> = (0..500).map(|_| overall(&mut dice, false)).collect();
        let share = |many: usize| calm.iter().filter(|stars| usize::from(stars.get()) == many).count();
        assert!(share(5) > share(4) && share(4) > share(3) && share(1) >= 3, "{calm:?}");
        assert!((0..200).all(|_| overall(&mut dice, true) < Stars::ALL[4]));
    }
}
