//! The public site's questions: the ready-made ones, what was changed of them, and the bureau's own.

use domain::Locale;
use domain::accounts::Profile;
use domain::tags::{Question, QuestionPart, ReadyMade};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::number;
use crate::site::{part_title, ready_made};
use crate::t::trade as text;
use crate::tags::documents::parts::{head, sheet};
use crate::ui::{ButtonLook, Column, DataTable, Glyph, LinkButton, PageHeader, Row, StatusBadge, Tone};

/// The page.
pub fn questions(frame: &Frame<'_>, profile: &Profile, own: &[Question]) -> String {
    let l = frame.locale;
    let place = frame.to("/manager/questions");
    let new = [place.as_str(), "/new"].concat();
    let seen = frame.to("/questions");
    let back = (frame.to("/manager/products"), text::products_title(l).to_owned());
    sheet(frame, profile, head(text::questions_title(l)), || {
        let parts = QuestionPart::ALL.map(|of| part(l, &place, of, own));
        view! {
            <PageHeader title=text::questions_title(l) lead=text::questions_lead(l) back>
                <LinkButton href=seen icon=Glyph::Globe>{text::questions_see(l)}</LinkButton>
                <LinkButton href=new look=ButtonLook::Primary icon=Glyph::Plus>{text::question_new(l)}</LinkButton>
            </PageHeader>
            {parts.into_iter().collect_view()}
        }
        .into_any()
    })
}

/// One line: where it stands, its address, its words, what it is.
struct Line {
    place: u16,
    href: String,
    words: String,
    badge: (Tone, &'static str),
}

fn part(l: Locale, at: &str, part: QuestionPart, own: &[Question]) -> AnyView {
    let taken = |one: &ReadyMade| own.iter().any(|question| question.stands_for == Some(*one));
    let ready = ReadyMade::ALL
        .into_iter()
        .filter(|one| one.part() == part && !taken(one));
    let ready = ready.map(|one| Line {
        place: one.place(),
        href: [at, "/ready/", one.wire()].concat(),
        words: ready_made(one).0.get(l).to_owned(),
        badge: (Tone::Neutral, text::question_ready(l)),
    });
    let own = own
        .iter()
        .filter(|question| question.part == part)
        .map(|question| Line {
            place: question.place,
            href: format!("{at}/{}", question.id),
            words: question.question.get(l).to_owned(),
            badge: match (question.shown, question.stands_for) {
                (false, _) => (Tone::Warn, text::question_hidden(l)),
                (true, Some(_)) => (Tone::Active, text::question_changed(l)),
                (true, None) => (Tone::Good, text::question_own(l)),
            },
        });
    let mut lines: Vec<Line> = ready.chain(own).collect();
    lines.sort_by_key(|line| line.place);
    let rows = lines.into_iter().map(|line| {
        let (tone, label) = line.badge;
        let cells = vec![
            line.words.into_any(),
            number(l, i64::from(line.place)).into_any(),
            view! { <StatusBadge tone label/> }.into_any(),
        ];
        Row::linked(line.href, cells)
    });
    let rows = rows.collect();
    let columns = vec![
        Column::new(text::question(l)),
        Column::figures(text::question_place(l)),
        Column::new(text::state(l)),
    ];
    view! {
        <section class="stack">
            <h2>{part_title(l, part)}</h2>
            <DataTable caption=part_title(l, part) columns rows/>
        </section>
    }
    .into_any()
}
