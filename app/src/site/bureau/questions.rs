//! Questions and answers: the ready-made ones, with what the bureau changed, hid and added.

use domain::Locale;
use domain::tags::{InFour, Question, QuestionPart, ReadyMade};
use leptos::prelude::*;

use super::preview;
use crate::site::frame::{Frame, Head, page};
use crate::t::bureau as text;
use crate::ui::{ButtonLook, Glyph, Icon, LinkButton, PageHeader};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct QuestionsPage<'a> {
    /// The bureau's own, hidden ones too.
    pub own: &'a [Question],
    /// Whether it only shows how a change would look.
    pub preview: bool,
}

/// The page.
pub fn questions(frame: &Frame<'_>, what: QuestionsPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::questions_title(l), " · Cloakroom"].concat();
    let head = if what.preview {
        Head::private(title, text::questions_description(l))
    } else {
        Head::public(title, text::questions_description(l))
    };
    page(frame, head, || {
        let parts = QuestionPart::ALL.map(|of| part(l, of, what.own));
        view! {
            <div class="stack stack-l">
                {what.preview.then(|| preview::banner(l))}
                <PageHeader title=text::questions_title(l) lead=text::questions_lead(l)/>
                {parts.into_iter().collect_view()}
                <div class="row">
                    <LinkButton href=frame.to("/found") look=ButtonLook::Primary icon=Glyph::Send>
                        {text::nav_found(l)}
                    </LinkButton>
                    <LinkButton href=frame.to("/catalogue") icon=Glyph::Tag>{text::protect_link(l)}</LinkButton>
                </div>
            </div>
        }
        .into_any()
    })
}

/// The heading of a part.
pub fn part_title(l: Locale, part: QuestionPart) -> &'static str {
    match part {
        QuestionPart::Finders => text::q_finders(l),
        QuestionPart::Owners => text::q_owners(l),
        QuestionPart::Money => text::q_money(l),
    }
}

/// The words of a ready-made question, in all languages: what is asked, what is answered.
pub fn ready_made(one: ReadyMade) -> (InFour, InFour) {
    let (question, answer) = words(one);
    let four = |word: fn(Locale) -> &'static str| {
        let mut all = InFour::default();
        for l in Locale::ALL {
            all.set(l, word(l).to_owned());
        }
        all
    };
    (four(question), four(answer))
}

/// A word of the catalogue of texts.
type Word = fn(Locale) -> &'static str;

fn words(one: ReadyMade) -> (Word, Word) {
    match one {
        ReadyMade::Found => (text::q_found, text::a_found),
        ReadyMade::Name => (text::q_name, text::a_name),
        ReadyMade::Reward => (text::q_reward, text::a_reward),
        ReadyMade::Locker => (text::q_locker, text::a_locker),
        ReadyMade::NoTag => (text::q_no_tag, text::a_no_tag),
        ReadyMade::Activate => (text::q_activate, text::a_activate),
        ReadyMade::Lapsed => (text::q_lapsed, text::a_lapsed),
        ReadyMade::Transfer => (text::q_transfer, text::a_transfer),
        ReadyMade::Cost => (text::q_cost, text::a_cost),
        ReadyMade::Data => (text::q_data, text::a_data),
        ReadyMade::Card => (text::q_card, text::a_card),
    }
}

/// What visitors read under a heading, in its order.
fn shown(l: Locale, part: QuestionPart, own: &[Question]) -> Vec<(String, String)> {
    let taken = |one: &ReadyMade| own.iter().any(|question| question.stands_for == Some(*one));
    let ready = ReadyMade::ALL
        .into_iter()
        .filter(|one| one.part() == part && !taken(one));
    let ready = ready.map(|one| {
        let (question, answer) = words(one);
        (one.place(), question(l).to_owned(), answer(l).to_owned())
    });
    let own = own.iter().filter(|question| question.part == part && question.shown);
    let own = own.map(|one| (one.place, one.question.get(l).to_owned(), one.answer.get(l).to_owned()));
    let mut all: Vec<(u16, String, String)> = ready.chain(own).collect();
    all.sort_by_key(|(place, ..)| *place);
    all.into_iter()
        .map(|(_, question, answer)| (question, answer))
        .collect()
}

fn part(l: Locale, part: QuestionPart, own: &[Question]) -> Option<AnyView> {
    let all = shown(l, part, own);
    if all.is_empty() {
        return None;
    }
    let all = all.into_iter().map(|(question, answer)| {
        let lines = answer.lines().map(str::trim).filter(|line| !line.is_empty());
        let lines = lines.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        view! {
            <details class="question">
                <summary><h3>{question}</h3><Icon glyph=Glyph::ChevronDown/></summary>
                {lines}
            </details>
        }
    });
    let view = view! {
        <section class="stack stack-s">
            <h2>{part_title(l, part)}</h2>
            {all.collect_view()}
        </section>
    };
    Some(view.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::samples::id;

    fn own(stands_for: Option<ReadyMade>, place: u16, en: &str, shown: bool) -> Question {
        let said = InFour {
            en: en.to_owned(),
            ..InFour::default()
        };
        Question {
            id: id(3),
            part: QuestionPart::Money,
            stands_for,
            place,
            question: said.clone(),
            answer: said,
            shown,
        }
    }

    #[test]
    fn what_the_bureau_says_stands_before_what_is_ready_made() {
        let asked = |own: &[Question]| {
            let all = shown(Locale::Ro, QuestionPart::Money, own);
            all.into_iter().map(|(question, _)| question).collect::<Vec<_>>()
        };
        let ready = [text::q_cost, text::q_data, text::q_card].map(|word| word(Locale::Ro).to_owned());
        assert_eq!(asked(&[]), ready);
        let changed = own(Some(ReadyMade::Cost), 10, "Prices", true);
        let hidden = own(Some(ReadyMade::Data), 20, "Data", false);
        let added = own(None, 15, "Invoices?", true);
        // Where a language says nothing, English is shown.
        assert_eq!(
            asked(&[changed, hidden, added]),
            ["Prices", "Invoices?", ready[2].as_str()]
        );
        assert_eq!(ready_made(ReadyMade::Card).0.get(Locale::Ro), ready[2]);
    }
}
