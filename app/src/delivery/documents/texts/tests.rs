//! The pages of own words, in every language and every state that they know.

use domain::notices::{OwnForm, OwnKind, OwnKindView, OwnPreview, OwnWords, Segments, Template};
use domain::{Error, FieldError, Locale, Refusal, RefusalCode};

use super::{TextsPage, TextsState, list, one};
use crate::documents::Frame;
use crate::i18n::refusal_text;
use crate::site::samples::{files, frame, profile};
use crate::t::texts as text;

const READY: OwnKind = OwnKind::Message(Template::Ready);

fn everywhere(show: impl Fn(&Frame<'_>, Locale) -> String) -> Vec<(Locale, String)> {
    let files = files();
    let all = Locale::ALL.map(|l| (l, show(&frame(l, "/manager/texts", &files), l)));
    for (l, html) in &all {
        assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{l:?}");
        assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
        for bad in [" style=", "<script>", "null", "Some(", "{"] {
            assert!(!html.contains(bad), "{l:?}: {bad}");
        }
    }
    all.to_vec()
}

/// What the port would show for a form.
fn previews(form: &OwnForm) -> Vec<OwnPreview> {
    let preview = |locale: Locale| {
        let (paragraph, ending) = (form.paragraph(locale), form.ending(locale));
        let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        let standard = "Primăria: vă așteaptă. Cod ABC 123";
        let sms = [standard, "\n", ending].concat();
        OwnPreview {
            locale,
            organisation: "Primăria & Fiii".to_owned(),
            subject: "Vă așteaptă".to_owned(),
            mail: ["Bună ziua\n\n", paragraph, "\n\n-- \nfoot"].concat(),
            words: OwnWords {
                paragraph: some(paragraph),
                ending: some(ending),
            },
            size: Segments::of(&sms),
            standard: Segments::of(standard),
            sms,
        }
    };
    Locale::ALL.map(preview).to_vec()
}

fn typed() -> OwnForm {
    OwnForm {
        paragraph_ro: "Aduceți <script>\nactul vechi".to_owned(),
        ending_ro: "Etajul 2 & 3, intrarea din spate, lângă scara de marmură".to_owned(),
        ..OwnForm::default()
    }
}

#[test]
fn the_list_leads_to_every_kind_and_says_where_it_is_adapted() {
    let kinds: Vec<_> = OwnKind::ALL
        .into_iter()
        .map(|kind| OwnKindView {
            kind,
            adapted: match kind {
                OwnKind::Message(Template::Ready) => vec![Locale::Ro, Locale::Zh],
                _ => Vec::new(),
            },
        })
        .collect();
    for (l, html) in everywhere(|frame, _| list(frame, &profile(), &kinds)) {
        for kind in OwnKind::ALL {
            let href = ["href=\"/", l.code(), "/manager/texts/", kind.wire(), "\""].concat();
            assert!(html.contains(&href), "{l:?}: {href}");
        }
        assert_eq!(html.matches("own-language-tag").count(), 2, "{l:?}");
        let standard = [">", text::standard(l), "<"].concat();
        assert_eq!(html.matches(&standard).count(), OwnKind::ALL.len() - 1, "{l:?}");
    }
}

#[test]
fn what_is_added_is_marked_in_mail_and_text_message_and_nothing_is_carried_out() {
    let form = typed();
    let previews = previews(&form);
    let shown = |frame: &Frame<'_>, _| {
        let page = TextsPage {
            kind: READY,
            language: Locale::Ro,
            form: &form,
            refusal: None,
            previews: &previews,
            state: TextsState::Previewed,
            adapted: true,
        };
        one(frame, &profile(), page)
    };
    for (l, html) in everywhere(shown) {
        assert!(
            html.contains("<mark>Aduceți &lt;script&gt;\nactul vechi</mark>"),
            "{l:?}"
        );
        assert!(html.contains("<mark>Etajul 2 &amp; 3, intrarea"), "{l:?}");
        assert_eq!(html.matches("<mark>").count(), 2, "{l:?}");
        assert!(
            html.contains(text::previewed(l)) && html.contains(text::reset(l)),
            "{l:?}"
        );
        // Two parts now; one without the ending, and both are said.
        assert!(
            html.contains(&text::parts(l, 2)) && html.contains(text::standard_size(l)),
            "{l:?}"
        );
        let preview = ["formaction=\"/", l.code(), "/manager/texts/ready/preview?language=ro\""].concat();
        assert!(html.contains(&preview), "{l:?}");
    }
}

#[test]
fn what_was_refused_is_said_at_its_field_and_stays() {
    let form = typed();
    let wrong = |field: &str, code| FieldError {
        field: field.to_owned(),
        code,
    };
    let fields = vec![
        wrong("paragraph_ro", RefusalCode::LinkInText),
        wrong("ending_ro", RefusalCode::SmsGrows),
    ];
    let error = Error::Refused(Refusal::with_fields(RefusalCode::Form, fields));
    let shown = |frame: &Frame<'_>, _| {
        let page = TextsPage {
            kind: READY,
            language: Locale::En,
            form: &form,
            refusal: Some(&error),
            previews: &previews(&OwnForm::default()),
            state: TextsState::Kept,
            adapted: false,
        };
        one(frame, &profile(), page)
    };
    for (l, html) in everywhere(shown) {
        for code in [RefusalCode::LinkInText, RefusalCode::SmsGrows] {
            assert!(
                html.matches(refusal_text(l, code)).count() >= 2,
                "{l:?}: above, and at the field"
            );
        }
        assert!(
            html.contains("href=\"#paragraph_ro\"") && html.contains("id=\"ending_ro-error\""),
            "{l:?}"
        );
        assert!(html.contains("Aduceți &lt;script&gt;\nactul vechi</textarea>"), "{l:?}");
        assert!(
            html.contains(text::shows_kept(l)) && !html.contains(text::reset(l)),
            "{l:?}"
        );
        // The chosen one is shown beside it; the others wait.
        assert!(html.contains("</textarea>") && html.contains("id=\"own-en\""), "{l:?}");
        for waiting in ["id=\"own-ru\"", "id=\"own-zh\""] {
            assert!(!html.contains(waiting), "{l:?}");
        }
    }
}

#[test]
fn one_language_is_shown_and_what_was_typed_in_the_others_goes_along() {
    let form = typed();
    let previews = previews(&form);
    for chosen in Locale::ALL {
        let shown = |frame: &Frame<'_>, _| {
            let page = TextsPage {
                kind: READY,
                language: chosen,
                form: &form,
                refusal: None,
                previews: &previews,
                state: TextsState::Kept,
                adapted: false,
            };
            one(frame, &profile(), page)
        };
        for (l, html) in everywhere(shown) {
            for language in Locale::ALL {
                let heading = ["id=\"own-", language.code(), "\""].concat();
                assert_eq!(html.contains(&heading), language == chosen, "{l:?}: {language:?}");
                for field in [OwnForm::paragraph_field(language), OwnForm::ending_field(language)] {
                    let name = ["name=\"", field, "\""].concat();
                    assert_eq!(html.matches(&name).count(), 1, "{l:?}: {field}");
                }
                let tab = ["/manager/texts/ready/preview?language=", language.code(), "\""].concat();
                assert!(html.contains(&tab), "{l:?}: {language:?}");
            }
            assert_eq!(html.matches("class=\"own-tab\"").count(), 4, "{l:?}");
            assert_eq!(html.matches(text::has_words(l)).count(), 1, "{l:?}: Romanian");
            for kept in ["actul vechi", "lângă scara de marmură"] {
                assert!(html.contains(kept), "{l:?}: nothing typed is lost");
            }
            assert_eq!(html.matches("class=\"letter\"").count(), 1, "{l:?}");
            assert_eq!(html.matches("class=\"handset\"").count(), 1, "{l:?}: both channels");
        }
    }
}

#[test]
fn a_signature_has_no_text_message() {
    let form = typed();
    let shown = |frame: &Frame<'_>, _| {
        let page = TextsPage {
            kind: OwnKind::Signature,
            language: Locale::Zh,
            form: &form,
            refusal: None,
            previews: &previews(&form),
            state: TextsState::Saved,
            adapted: true,
        };
        one(frame, &profile(), page)
    };
    for (l, html) in everywhere(shown) {
        assert!(!html.contains("handset") && !html.contains("ending_ro"), "{l:?}");
        assert_eq!(html.matches("class=\"letter\"").count(), 1, "{l:?}");
        assert!(html.contains(text::saved(l)), "{l:?}");
    }
}
