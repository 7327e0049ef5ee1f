//! The key that signs commands to banks: what can be told of it, and what to do when it must be another.

use domain::accounts::Profile;
use domain::lockers::SigningKeyView;
use leptos::prelude::*;

use crate::documents::{Frame, Head, Script, portal_page};
use crate::i18n::number;
use crate::t::signing as text;
use crate::ui::{Detail, DetailList, PageHeader, WhenHere};

/// The page of the key.
pub fn signing_key(frame: &Frame<'_>, profile: &Profile, key: &SigningKeyView) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l)).with(Some(Script::Here));
    portal_page(frame, profile, head, || {
        let since = match key.since {
            Some(moment) => Detail::new(text::since(l), view! { <WhenHere moment/> }),
            None => Detail::new(text::since(l), text::unknown(l)),
        };
        let fingerprint = key.fingerprint.clone();
        let public = key.public.clone();
        let details = vec![
            Detail::own(text::fingerprint(l), view! { <samp>{fingerprint}</samp> }),
            Detail::own(text::public(l), view! { <samp class="lockers-key">{public}</samp> }),
            since,
            Detail::new(text::banks(l), number(l, key.banks)),
        ];
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                <section class="card measure"><DetailList details/></section>
                <section class="stack measure">
                    <h2>{text::change_title(l)}</h2>
                    <p>{text::change_text(l)}</p>
                </section>
            </div>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Locale;

    use crate::site::samples::{NOW, files, frame, profile};

    #[test]
    fn the_key_is_told_apart_in_every_language() {
        let files = files();
        for l in Locale::ALL {
            let mut key = SigningKeyView {
                public: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".into(),
                fingerprint: "0123 4567 89ab cdef 0123 4567 89ab cdef".into(),
                since: Some(NOW),
                banks: 12,
            };
            let html = signing_key(&frame(l, "/manager/keys", &files), &profile(), &key);
            for part in [key.public.as_str(), &key.fingerprint, "data-here", "signing.key"] {
                assert!(html.contains(part), "{l:?}: {part}");
            }
            key.since = None;
            let html = signing_key(&frame(l, "/manager/keys", &files), &profile(), &key);
            assert!(html.contains(text::unknown(l)) && !html.contains("data-here"), "{l:?}");
        }
    }
}
