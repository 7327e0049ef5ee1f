//! Questions and answers.

use domain::Locale;
use leptos::prelude::*;

use crate::site::frame::{Frame, Head, page};
use crate::t::bureau as text;
use crate::ui::{ButtonLook, Glyph, Icon, LinkButton, PageHeader};

/// A word of the catalogue of texts.
type Word = fn(Locale) -> &'static str;

const FINDERS: [(Word, Word); 5] = [
    (text::q_found, text::a_found),
    (text::q_name, text::a_name),
    (text::q_reward, text::a_reward),
    (text::q_locker, text::a_locker),
    (text::q_no_tag, text::a_no_tag),
];
const OWNERS: [(Word, Word); 3] = [
    (text::q_activate, text::a_activate),
    (text::q_lapsed, text::a_lapsed),
    (text::q_transfer, text::a_transfer),
];
const MONEY: [(Word, Word); 3] = [
    (text::q_cost, text::a_cost),
    (text::q_data, text::a_data),
    (text::q_card, text::a_card),
];

/// The page.
pub fn questions(frame: &Frame<'_>) -> String {
    let l = frame.locale;
    let head = Head::public(
        [text::questions_title(l), " · Cloakroom"].concat(),
        text::questions_description(l),
    );
    page(frame, head, || {
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::questions_title(l) lead=text::questions_lead(l)/>
                {part(l, text::q_finders, &FINDERS)}
                {part(l, text::q_owners, &OWNERS)}
                {part(l, text::q_money, &MONEY)}
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

fn part(l: Locale, title: Word, all: &[(Word, Word)]) -> AnyView {
    let all = all.iter().map(|(question, answer)| {
        view! {
            <details class="question">
                <summary><h3>{question(l)}</h3><Icon glyph=Glyph::ChevronDown/></summary>
                <p>{answer(l)}</p>
            </details>
        }
    });
    view! {
        <section class="stack stack-s">
            <h2>{title(l)}</h2>
            {all.collect_view()}
        </section>
    }
    .into_any()
}
