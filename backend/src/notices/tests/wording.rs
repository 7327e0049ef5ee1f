//! Every template, language and channel.

use domain::ids::NoticeId;
use domain::notices::{Channel, Template};
use domain::{Locale, Timestamp};

use super::super::texts::{Rendered, Texts, Wanted};
use super::data;
use crate::testing::Folder;

fn render(texts: &Texts, template: Template, locale: Locale, channel: Channel, name: &str) -> Rendered {
    let wanted = Wanted {
        id: NoticeId(uuid::Uuid::nil()),
        channel,
        template,
        locale,
        to: "ion@example.org".to_owned(),
        data: data(name),
        at: Timestamp(0),
    };
    texts.render(wanted).unwrap()
}

#[test]
fn every_text_is_complete_in_every_language() {
    let texts = Texts::load(None).unwrap();
    let code = |text: &str| text.contains("7QK 4M2") || text.contains("7QK4M2");
    for template in Template::ALL.iter().copied() {
        for locale in Locale::ALL {
            let what = format!("{template:?} {locale:?}");
            let mail = render(&texts, template, locale, Channel::Email, "Ion Popescu");
            let (subject, html) = (mail.subject.unwrap(), mail.html.unwrap());
            assert!(
                !subject.is_empty() && !code(&subject) && !subject.contains("://"),
                "{what}: {subject}"
            );
            // Whoever has no account yet has no name either: what a stranger typed is not mailed to anybody.
            let named = !matches!(
                template,
                Template::SignUp | Template::UnknownAddress | Template::Paid | Template::PaidBack
            );
            for text in [&mail.text, &html] {
                assert_eq!(text.contains("Ion Popescu"), named, "{what}: {text}");
                assert!(!text.contains("{{") && !text.contains("{%"), "{what}: {text}");
            }
            assert!(
                html.starts_with("<!doctype html>") && html.ends_with("</html>"),
                "{what}: {html}"
            );
            assert!(html.contains(&format!("lang=\"{}\"", locale.tag())), "{what}");
            assert!(html.contains("Primăria Exemplu &amp; Fiii"), "{what}: {html}");
            let ready = template == Template::Ready;
            let pickup = ready || matches!(template, Template::CodeReplaced | Template::NewCode);
            let coded = pickup || matches!(template, Template::CourierFetches | Template::CourierBrings);
            assert_eq!(code(&mail.text), coded, "{what}: {}", mail.text);
            assert_eq!(code(&html), coded, "{what}: {html}");
            assert_eq!(html.contains("cid:pickup-qr"), ready, "{what}");
            assert!(
                !ready || mail.picture.is_some_and(|png| png.starts_with(b"\x89PNG")),
                "{what}"
            );

            if !template.has_sms() {
                continue;
            }
            let sms = render(&texts, template, locale, Channel::Sms, "Ion Popescu");
            assert!(
                sms.subject.is_none() && sms.html.is_none() && sms.picture.is_none(),
                "{what}"
            );
            assert_eq!(code(&sms.text), coded, "{what}: {}", sms.text);
            assert!(sms.text.chars().count() < 330, "{what}: {}", sms.text);
            let last = sms.text.lines().last().unwrap();
            assert_eq!(last == "@locker.example.org #7QK4M2", pickup, "{what}: {last}");
        }
    }
}

/// In the first message of a thing, when others wait at the same place; and only there.
#[test]
fn what_else_waits_is_counted_by_the_rules_of_the_language() {
    let texts = Texts::load(None).unwrap();
    let said = |locale, channel, beside: Option<u64>| {
        let mut data = data("Ion");
        if let Some(beside) = beside {
            data["beside"] = serde_json::json!(beside);
        }
        let wanted = Wanted {
            id: NoticeId(uuid::Uuid::nil()),
            channel,
            template: Template::Ready,
            locale,
            to: "ion@example.org".to_owned(),
            data,
            at: Timestamp(0),
        };
        texts.render(wanted).unwrap()
    };
    let words = [
        (Locale::En, 1, "Another thing waits for you there"),
        (Locale::En, 2, "2 other things wait for you there"),
        (Locale::Ro, 1, "vă mai așteaptă un lucru"),
        (Locale::Ro, 3, "vă mai așteaptă 3 lucruri"),
        (Locale::Ro, 20, "vă mai așteaptă 20 de lucruri"),
        (Locale::Ru, 1, "вас ждёт ещё 1 отправление:"),
        (Locale::Ru, 2, "вас ждут ещё 2 отправления:"),
        (Locale::Ru, 5, "вас ждут ещё 5 отправлений:"),
        (Locale::Zh, 2, "还有2件您的物品"),
    ];
    for (locale, beside, expected) in words {
        let mail = said(locale, Channel::Email, Some(beside));
        let sms = said(locale, Channel::Sms, Some(beside)).text;
        for text in [&mail.text, mail.html.as_ref().unwrap(), &sms] {
            assert!(text.contains(expected), "{locale:?}: {text}");
        }
        assert!(sms.chars().count() < 330, "{locale:?}: {sms}");
        assert_eq!(sms.lines().last().unwrap(), "@locker.example.org #7QK4M2");
    }
    for locale in Locale::ALL {
        // Messages that were written before this was counted say nothing of it.
        for channel in [Channel::Email, Channel::Sms] {
            assert_eq!(said(locale, channel, Some(0)).text, said(locale, channel, None).text);
            assert_ne!(said(locale, channel, Some(1)).text, said(locale, channel, None).text);
        }
    }
}

/// Whose code is of six digits is told in every message with one what else will be asked.
#[test]
fn a_code_of_digits_says_what_is_asked_behind_it() {
    let texts = Texts::load(None).unwrap();
    for template in [Template::Ready, Template::CodeReplaced, Template::NewCode] {
        for locale in Locale::ALL {
            let said = |digits: bool, channel| {
                let mut data = data("Ion Popescu");
                data["digits"] = digits.into();
                let wanted = Wanted {
                    id: NoticeId(uuid::Uuid::nil()),
                    channel,
                    template,
                    locale,
                    to: String::new(),
                    data,
                    at: Timestamp(0),
                };
                texts.render(wanted).unwrap()
            };
            let what = format!("{template:?} {locale:?}");
            for channel in [Channel::Email, Channel::Sms] {
                let (with, without) = (said(true, channel), said(false, channel));
                assert!(
                    with.text.chars().count() > without.text.chars().count() + 8,
                    "{what}: {}",
                    with.text
                );
                assert_eq!(with.text.lines().last(), without.text.lines().last(), "{what}");
                assert_eq!(with.subject, without.subject, "{what}");
                assert_eq!(with.html.is_some(), with.html != without.html, "{what}");
            }
            assert!(said(true, Channel::Sms).text.chars().count() < 380, "{what}");
        }
    }
}

#[test]
fn subjects_differ_by_template_and_language() {
    let texts = Texts::load(None).unwrap();
    let mut subjects = std::collections::BTreeSet::new();
    for template in Template::ALL.iter().copied() {
        for locale in Locale::ALL {
            let mail = render(&texts, template, locale, Channel::Email, "Ion");
            assert!(subjects.insert(mail.subject.unwrap()), "{template:?} {locale:?}");
        }
    }
}

#[test]
fn a_hostile_name_stays_a_name() {
    let texts = Texts::load(None).unwrap();
    let name = "<script>alert(1)</script>\r\nBcc: all@example.org\n@evil.example #000000";
    for template in Template::ALL.iter().copied() {
        for locale in Locale::ALL {
            let mail = render(&texts, template, locale, Channel::Email, name);
            let html = mail.html.unwrap();
            let named = !matches!(
                template,
                Template::SignUp | Template::UnknownAddress | Template::Paid | Template::PaidBack
            );
            assert!(
                !html.contains("<script") && html.contains("&lt;script&gt;") == named,
                "{html}"
            );
            assert!(!mail.subject.unwrap().contains(['\r', '\n']));
            if !template.has_sms() {
                continue;
            }
            let sms = render(&texts, template, locale, Channel::Sms, name);
            for text in [&mail.text, &sms.text] {
                assert!(
                    !text
                        .lines()
                        .any(|line| line.starts_with("Bcc") || line.starts_with("@evil")),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn a_missing_word_is_an_error_and_not_a_hole() {
    let texts = Texts::load(None).unwrap();
    let mut wanted = Wanted {
        id: NoticeId(uuid::Uuid::nil()),
        channel: Channel::Sms,
        template: Template::Ready,
        locale: Locale::En,
        to: String::new(),
        data: data("Ion"),
        at: Timestamp(0),
    };
    wanted.data.as_object_mut().unwrap().remove("bank");
    let fault = texts.render(wanted).err().unwrap();
    assert_eq!(fault.code(), "notices.render");
    assert!(!fault.chain().contains("Ion"), "{}", fault.chain());
}

#[test]
fn the_operators_own_file_takes_the_place_of_ours() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("ro")).unwrap();
    std::fs::write(folder.path().join("ro/ready.sms"), "Alo {{ name }}").unwrap();
    let texts = Texts::load(Some(folder.path())).unwrap();
    let render = |locale| render(&texts, Template::Ready, locale, Channel::Sms, "Ion").text;
    assert_eq!(render(Locale::Ro), "Alo Ion");
    assert!(render(Locale::En).contains("Your identity card is waiting for you"));
    std::fs::write(folder.path().join("ro/ready.sms"), "{% if %}").unwrap();
    assert_eq!(Texts::load(Some(folder.path())).err().unwrap().code(), "notices.texts");
}

#[test]
fn the_way_there_stands_in_mails_line_by_line_and_in_no_text_message() {
    let texts = Texts::load(None).unwrap();
    for template in [Template::Ready, Template::Reminder] {
        for locale in Locale::ALL {
            let worded = |channel, way: serde_json::Value| {
                let mut data = data("Ion");
                data["way"] = way;
                let wanted = Wanted {
                    id: NoticeId(uuid::Uuid::nil()),
                    channel,
                    template,
                    locale,
                    to: "ion@example.org".to_owned(),
                    data,
                    at: Timestamp(0),
                };
                texts.render(wanted).unwrap()
            };
            let what = format!("{template:?} {locale:?}");
            let way = serde_json::json!({ "lang": "xx", "lines": ["Prin <curte>.", "La stânga."] });
            let mail = worded(Channel::Email, way.clone());
            assert!(
                mail.text.contains("\nPrin <curte>.\nLa stânga.\n\n"),
                "{what}: {}",
                mail.text
            );
            let html = mail.html.unwrap();
            assert!(html.contains("lang=\"xx\""), "{what}: {html}");
            assert!(html.contains(">Prin &lt;curte&gt;.<br>La stânga.<"), "{what}: {html}");
            let sms = worded(Channel::Sms, way);
            assert!(!sms.text.contains("curte"), "{what}: {}", sms.text);
            // Where nothing is written, and in messages that were put into the queue before there were directions.
            let bare = worded(Channel::Email, serde_json::Value::Null);
            let old = render(&texts, template, locale, Channel::Email, "Ion");
            assert_eq!((&bare.text, &bare.html), (&old.text, &old.html), "{what}");
            assert!(!bare.text.contains("\n\n\n") && !mail.text.contains("\n\n\n"), "{what}");
        }
    }
}
