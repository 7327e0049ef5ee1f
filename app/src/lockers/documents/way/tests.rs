//! The manager's page of the way to a bank, in every language and state. Tests only.

use domain::lockers::{CaptionForm, DirectionsForm, InLanguages, WayThere, WayView};
use domain::{Error, FieldError, Locale, Refusal, RefusalCode};

use super::{WayPage, WayRefusal, WayState, way};
use crate::i18n::refusal_text;
use crate::site::samples::{files, frame, id, places, profile, waiting};
use crate::t::way as text;

/// As the sample of the pickup page: Romanian and Chinese, two photos, one of them without a caption.
fn view() -> WayView {
    let [place, ..] = places();
    WayView {
        bank: id(0),
        place,
        way: waiting(None).way,
    }
}

/// The opening tags of this name that hold all of these.
fn tags(html: &str, name: &str, parts: &[&str]) -> usize {
    let begin = ["<", name, " "].concat();
    let all = html.split(&begin).skip(1).filter_map(|rest| rest.split('>').next());
    all.filter(|tag| parts.iter().all(|part| tag.contains(part))).count()
}

fn shown(l: Locale, page: WayPage<'_>) -> String {
    let files = files();
    let html = way(&frame(l, "/manager/banks/x/way", &files), &profile(), page);
    assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
    for bad in [" style=", "<script>", "null", "Some(", "{", "<din>"] {
        assert!(!html.contains(bad), "{l:?}: {bad}");
    }
    let main = html.split("<main").nth(1).unwrap();
    let mut ids: Vec<&str> = main
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{l:?}: an id stands twice");
    html
}

fn page<'a>(view: &'a WayView, form: &'a DirectionsForm) -> WayPage<'a> {
    WayPage {
        view,
        form,
        read: &view.way.directions,
        refusal: None,
        state: WayState::Kept,
    }
}

fn wrong(field: &str, code: RefusalCode) -> Error {
    let field = FieldError {
        field: field.to_owned(),
        code,
    };
    Error::Refused(Refusal::with_fields(RefusalCode::Form, vec![field]))
}

#[test]
fn each_language_shows_what_its_readers_see() {
    let view = view();
    let form = DirectionsForm::from(&view.way.directions);
    for l in Locale::ALL {
        let html = shown(l, page(&view, &form));
        let romanian = "Intrați prin curte, pe lângă farmacie.\nLockerul este la stânga, sub scară.";
        // Once as typed; and once for each of English, Romanian and Russian, for the bank speaks Romanian first.
        assert_eq!(html.matches(romanian).count(), 4, "{l:?}");
        assert_eq!(html.matches("从药店旁的院子进入。").count(), 2, "{l:?}");
        let instead = text::instead(l, Locale::Ro.name());
        assert_eq!(html.matches(&instead).count(), 2, "{l:?}");
        let marked = tags(&html, "p", &["way-words", "lang=\"ro\""]);
        let expected = if l == Locale::Ro { 0 } else { 3 };
        assert_eq!(
            marked, expected,
            "{l:?}: marked where it is another language than the page"
        );
        assert_eq!(tags(&html, "option", &["value=\"ro\"", "selected"]), 1, "{l:?}");
        assert!(html.contains("Intrarea &lt;din&gt; curte"), "{l:?}");
    }
    let empty = WayView {
        way: WayThere::default(),
        ..view.clone()
    };
    let form = DirectionsForm::default();
    let html = shown(Locale::En, page(&empty, &form));
    assert_eq!(html.matches(text::nothing(Locale::En)).count(), 4);
    assert!(!html.contains("<img"));
}

#[test]
fn a_photo_without_a_caption_says_so_and_all_can_be_moved_and_removed() {
    let view = view();
    let form = DirectionsForm::from(&view.way.directions);
    for l in Locale::ALL {
        let html = shown(l, page(&view, &form));
        assert_eq!(html.matches(text::hidden(l)).count(), 1, "{l:?}");
        assert_eq!(html.matches(text::is_shown(l)).count(), 1, "{l:?}");
        for (act, times) in [("/earlier\"", 1), ("/later\"", 1), ("/remove\"", 2)] {
            assert_eq!(html.matches(act).count(), times, "{l:?} {act}");
        }
        assert!(
            html.contains("id=\"caption_zh-2\"") && html.contains("/way/photo\""),
            "{l:?}"
        );
        // The one that is not shown is in nobody's preview.
        let [one, other] = [0, 1].map(|at| view.way.photos[at].id.to_string());
        assert_eq!(tags(&html, "img", &[one.as_str()]), 1 + Locale::ALL.len(), "{l:?}");
        assert_eq!(tags(&html, "img", &[other.as_str()]), 1, "{l:?}");
    }
    let mut full = view;
    let more = full.way.photos[0].clone();
    full.way.photos.extend([more.clone(), more]);
    let html = shown(Locale::En, page(&full, &form));
    assert!(html.contains(text::enough(Locale::En)) && !html.contains("type=\"file\""));
}

#[test]
fn what_was_refused_is_said_at_its_field_and_nothing_typed_is_lost() {
    let view = view();
    let form = DirectionsForm {
        words_ru: "Смотрите <b> example.org".into(),
        ..DirectionsForm::default()
    };
    let linked = wrong("words_ru", RefusalCode::LinkInText);
    let captions = CaptionForm {
        caption_en: "The & door".into(),
        ..CaptionForm::from(&InLanguages::default())
    };
    let long = wrong("caption_en", RefusalCode::TooLong);
    let no_picture = Error::from(RefusalCode::NotAPicture);
    for l in Locale::ALL {
        let with = |refusal| WayPage {
            refusal: Some(refusal),
            ..page(&view, &form)
        };
        let html = shown(l, with(WayRefusal::Directions(&linked)));
        assert!(
            html.contains("id=\"words_ru-error\"") && html.contains("href=\"#words_ru\""),
            "{l:?}"
        );
        assert!(html.contains("Смотрите &lt;b&gt; example.org</textarea>"), "{l:?}");
        assert!(html.contains(text::shows_kept(l)), "{l:?}");

        let second = view.way.photos[1].id;
        let html = shown(l, with(WayRefusal::Captions(second, &captions, &long)));
        assert!(
            html.contains("id=\"caption_en-2-error\"") && html.contains("href=\"#caption_en-2\""),
            "{l:?}"
        );
        assert!(
            html.contains("value=\"The &amp; door\"") && !html.contains("caption_en-1-error"),
            "{l:?}"
        );

        let html = shown(l, with(WayRefusal::Upload(&no_picture)));
        let said = refusal_text(l, RefusalCode::NotAPicture).replace('&', "&amp;");
        assert!(html.matches(&said).count() >= 2, "{l:?}: above, and at the field");
    }
}

#[test]
fn every_state_says_what_became_of_the_last_try() {
    let view = view();
    let form = DirectionsForm::from(&view.way.directions);
    for l in Locale::ALL {
        for (state, words) in [
            (WayState::Saved, text::saved(l)),
            (WayState::Previewed, text::previewed(l)),
            (WayState::Added, text::added(l)),
            (WayState::Captioned, text::captioned(l)),
            (WayState::Removed, text::removed(l)),
        ] {
            let page = WayPage {
                state,
                ..page(&view, &form)
            };
            assert!(shown(l, page).contains(words), "{l:?} {state:?}");
        }
    }
}
