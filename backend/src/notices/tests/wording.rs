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
                assert!(with.text.chars().count() > without.text.chars().count() + 8, "{what}: {}", with.text);
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
