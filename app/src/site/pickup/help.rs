//! "I have a problem": the recipient says what is wrong, and reads here what support answers and does.

use domain::Locale;
use domain::custody::{OpenPhase, PickupItem, Sharing};
use domain::support::{HelpFact, HelpLine, HelpThread, Problem, RequestStage, Side};
use leptos::prelude::*;

use super::card::Ways;
use super::look;
use super::page::PickupPage;
use crate::i18n::{date_time, error_text, field_error};
use crate::support::look as words;
use crate::t::support as text;
use crate::ui::{Banner, Button, Choice, ChoiceField, Glyph, TextArea, Tone};

/// The conversation about a thing, and the way to begin one. Whoever the right was lent to calls the hotline: what was
/// said before is not for them.
pub(super) fn help(l: Locale, item: &PickupItem, page: PickupPage<'_>, ways: &Ways) -> Option<AnyView> {
    if matches!(item.sharing, Sharing::Borrowed) {
        return None;
    }
    let thread = page.threads.iter().find(|thread| thread.consignment == item.id);
    let gone = matches!(item.phase, OpenPhase::Gone { .. });
    if thread.is_none() && gone {
        return None;
    }
    let refused = page.asked.filter(|(id, ..)| *id == item.id);
    let open = refused.is_some();
    let said = thread.map(|thread| conversation(l, thread));
    let title = if thread.is_some() {
        text::help_more(l)
    } else {
        text::help_title(l)
    };
    Some(
        view! {
            <section class="pickup-help stack" id=["help-", &item.id.to_string()].concat()>
                {said}
                <details class="card" open=open>
                    <summary>{title}</summary>
                    {form(l, item, page, ways)}
                </details>
            </section>
        }
        .into_any(),
    )
}

fn form(l: Locale, item: &PickupItem, page: PickupPage<'_>, ways: &Ways) -> AnyView {
    let id = item.id.to_string();
    let refused = page.asked.filter(|(about, ..)| *about == item.id);
    let error = |field| refused.and_then(|(_, _, e)| field_error(l, e, field));
    let typed = refused.map(|(_, form, _)| form.clone()).unwrap_or_default();
    // What no field can be blamed for: too many words without an answer, something inside.
    let other = refused
        .filter(|(_, _, e)| e.refusal().is_none_or(|r| r.fields.is_empty()))
        .map(|(_, _, e)| view! { <Banner tone=Tone::Warn title=error_text(l, e)/> });
    let choices = Problem::ALL
        .map(|problem| Choice::new(problem.wire(), words::problem(l, problem)))
        .to_vec();
    let (problem_id, words_id) = (["problem-", &id].concat(), ["words-", &id].concat());
    view! {
        <form class="form" method="post" action=ways.help.clone() novalidate>
            <input type="hidden" name="consignment" value=id/>
            <p>{text::help_lead(l)}</p>
            {other}
            <ChoiceField id=problem_id name="problem" label=text::problem(l) choices value=typed.problem error=error("problem")/>
            <TextArea id=words_id name="words" label=text::help_words(l) value=typed.words error=error("words") maxlength=600_u32/>
            <Button icon=Glyph::Send>{text::help_send(l)}</Button>
        </form>
    }
    .into_any()
}

fn conversation(l: Locale, thread: &HelpThread) -> AnyView {
    let state = match (thread.stage, thread.promised) {
        (RequestStage::Closed, _) => Some(text::help_closed(l).to_owned()),
        (_, Some(until)) => Some(text::help_promised(l, &look::exact(l, until))),
        (_, None) => None,
    };
    let lines = thread.lines.iter().filter(|line| line.fact != HelpFact::Closed);
    let lines = lines.map(|one| line(l, one)).collect_view();
    let title = text::help_yours(l, &thread.number.to_string());
    view! {
        <div class="card stack">
            <h2>{title}</h2>
            <ul class="pickup-talk">{lines}</ul>
            {state.map(|words| view! { <p class="quiet-text">{words}</p> })}
        </div>
    }
    .into_any()
}

fn line(l: Locale, line: &HelpLine) -> AnyView {
    // What the locker itself reported is no word of theirs.
    let who = match (&line.side, &line.fact) {
        (Side::Asking, HelpFact::Asked { problem, .. }) if problem.is_incident() => text::we_said(l),
        (Side::Asking, _) => text::you_said(l),
        (Side::Colleague { .. }, _) => text::we_said(l),
    };
    let (title, said) = match &line.fact {
        HelpFact::Asked { problem, words: said } => (words::problem(l, *problem).to_owned(), said.clone()),
        HelpFact::Did { what, reason } => (words::act(l, what).2, Some(reason.clone())),
        HelpFact::Answered { words: said } => (String::new(), Some(said.clone())),
        HelpFact::Noted { .. } | HelpFact::Taken | HelpFact::Released | HelpFact::Closed => return ().into_any(),
    };
    let title = (!title.is_empty()).then(|| view! { <p>{title}</p> });
    view! {
        <li>
            <p class="eyebrow">{who} " · " {date_time(l, line.at)}</p>
            {title}
            {said.map(|said| view! { <p class="pickup-said" translate="no">{said}</p> })}
        </li>
    }
    .into_any()
}
