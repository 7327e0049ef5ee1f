//! A question's form, in four languages.

use domain::accounts::Profile;
use domain::tags::{Question, QuestionForm, QuestionPart, ReadyMade};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::field_error;
use crate::site::{part_title, ready_made};
use crate::t::trade as text;
use crate::tags::documents::four::{Length, Typed, fields};
use crate::tags::documents::parts::{done, head, previews, sheet, wrong};
use crate::ui::{Button, ButtonLook, CheckField, Field, FieldKind, FormErrors, Glyph, PageHeader, SelectField};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct QuestionPage<'a> {
    /// The form as typed.
    pub form: &'a QuestionForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// Whether it was just saved.
    pub saved: bool,
}

impl QuestionPage<'_> {
    /// The form of a question as it is now.
    pub fn form_of(question: &Question) -> QuestionForm {
        QuestionForm {
            id: question.id.to_string(),
            part: question.part.wire().to_owned(),
            stands_for: question.stands_for.map_or("", ReadyMade::wire).to_owned(),
            place: question.place.to_string(),
            question: question.question.clone(),
            answer: question.answer.clone(),
            shown: question.shown,
        }
    }

    /// The form that begins with the words of a ready-made question.
    pub fn form_of_ready(one: ReadyMade) -> QuestionForm {
        let (question, answer) = ready_made(one);
        QuestionForm {
            id: String::new(),
            part: one.part().wire().to_owned(),
            stands_for: one.wire().to_owned(),
            place: one.place().to_string(),
            question,
            answer,
            shown: true,
        }
    }

    /// An empty form.
    pub fn form_of_new() -> QuestionForm {
        QuestionForm {
            part: QuestionPart::Finders.wire().to_owned(),
            place: "100".to_owned(),
            shown: true,
            ..QuestionForm::default()
        }
    }
}

/// Reads the form as a browser sends it.
pub fn question_typed(pairs: &[(String, String)]) -> QuestionForm {
    let typed = Typed(pairs);
    QuestionForm {
        id: typed.get("id"),
        part: typed.get("part"),
        stands_for: typed.get("stands_for"),
        place: typed.get("place"),
        question: typed.four("question"),
        answer: typed.four("answer"),
        shown: typed.ticked("shown"),
    }
}

/// The page.
pub fn question(frame: &Frame<'_>, profile: &Profile, what: QuestionPage<'_>) -> String {
    let l = frame.locale;
    let title = match what.form.question.get(l) {
        "" => text::question_new(l).to_owned(),
        words => words.to_owned(),
    };
    let place = frame.to("/manager/questions");
    let back = (place.clone(), text::questions_title(l).to_owned());
    sheet(frame, profile, head(&title), || {
        view! {
            <PageHeader title=title.clone() back/>
            {done(what.saved.then(|| text::saved(l)))}
            {form(l, [place.as_str(), "/save"].concat(), what)}
            {remove(l, &place, what.form)}
        }
        .into_any()
    })
}

fn form(l: Locale, action: String, what: QuestionPage<'_>) -> AnyView {
    let texts = [(text::question(l), "question"), (text::answer(l), "answer")];
    let others = [("part", text::question_part(l)), ("place", text::question_place(l))];
    let errors = wrong(l, what.refusal, &texts, &others);
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    let form = what.form;
    let parts = QuestionPart::ALL.map(|part| (part.wire().to_owned(), part_title(l, part).to_owned()));
    // What stands for a ready-made one stands under its heading.
    let under = form.stands_for.is_empty().then(|| {
        let (value, error) = (form.part.clone(), error("part"));
        let (label, options) = (text::question_part(l), parts.to_vec());
        view! { <SelectField name="part" label options value error required=true/> }
    });
    view! {
        <form class="form trade-form card" method="post" action=action novalidate>
            <FormErrors errors/>
            <input type="hidden" name="id" value=form.id.clone()/>
            <input type="hidden" name="stands_for" value=form.stands_for.clone()/>
            {fields(text::question(l), "question", Length::Line, &form.question, what.refusal, l)}
            {fields(text::answer(l), "answer", Length::Paragraphs, &form.answer, what.refusal, l)}
            <div class="form-pair">
                {under}
                <Field name="place" label=text::question_place(l) hint=text::question_place_hint(l)
                    kind=FieldKind::Number value=form.place.clone() error=error("place") required=true/>
            </div>
            <CheckField name="shown" label=text::question_shown(l) checked=form.shown/>
            <Button look=ButtonLook::Primary icon=Glyph::Check>{text::save(l)}</Button>
            {previews(l, "/manager/questions/preview")}
        </form>
    }
    .into_any()
}

fn remove(l: Locale, place: &str, form: &QuestionForm) -> Option<AnyView> {
    if form.id.is_empty() {
        return None;
    }
    let action = [place, "/", &form.id, "/remove"].concat();
    let (icon, words) = if form.stands_for.is_empty() {
        (Glyph::Trash, text::question_remove(l))
    } else {
        (Glyph::Return, text::question_restore(l))
    };
    let view = view! {
        <form method="post" action=action><Button look=ButtonLook::Danger icon>{words}</Button></form>
    };
    Some(view.into_any())
}

#[cfg(test)]
mod tests {
    use domain::RefusalCode;
    use domain::tags::InFour;

    use super::*;
    use crate::site::samples;
    use crate::tags::documents::bureau::questions;

    #[test]
    fn the_pages_of_questions_hold_in_every_language() {
        let (files, profile) = (samples::files(), samples::profile());
        let ready = QuestionPage::form_of_ready(ReadyMade::Cost);
        let kept = Question {
            id: samples::id(7),
            part: QuestionPart::Owners,
            stands_for: None,
            place: 15,
            question: InFour {
                en: "<b>Wash it?".into(),
                ..InFour::default()
            },
            answer: InFour::default(),
            shown: false,
        };
        let error = Error::from(RefusalCode::Form);
        for l in Locale::ALL {
            let frame = samples::frame(l, "/manager/questions", &files);
            let shown = |form: &QuestionForm, refusal| {
                let what = QuestionPage {
                    form,
                    refusal,
                    saved: false,
                };
                question(&frame, &profile, what)
            };
            let (new, own) = (shown(&ready, None), shown(&QuestionPage::form_of(&kept), Some(&error)));
            for other in Locale::ALL {
                let preview = ["formaction=\"/", other.code(), "/manager/questions/preview\""].concat();
                assert!(new.contains(&preview), "{l:?}: {preview}");
            }
            assert!(
                new.contains("name=\"stands_for\" value=\"cost\"") && !new.contains("/remove"),
                "{l:?}"
            );
            assert!(own.contains("/remove") && !own.contains("<b>"), "{l:?}");
            let list = questions(&frame, &profile, std::slice::from_ref(&kept));
            assert!(
                list.contains("/manager/questions/ready/found") && !list.contains("<b>"),
                "{l:?}"
            );
            assert!(list.contains(text::question_hidden(l)), "{l:?}");
        }
    }
}
