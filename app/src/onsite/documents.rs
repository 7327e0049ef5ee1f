//! The page on a colleague's phone: the kiosk before which they stand, one button, and then until when they are signed in there.

use domain::accounts::Profile;
use domain::lockers::Place;
use domain::onsite::OnPhone;
use domain::{Moment, RefusalCode};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n;
use crate::t::onsite as text;
use crate::ui::{Banner, Button, ButtonLook, Drawing, Empty, Glyph, PageHeader, Tone};

/// The page. `refusal` is why the last press of the button signed nobody in.
pub fn at_kiosk(frame: &Frame<'_>, profile: &Profile, view: &OnPhone, refusal: Option<RefusalCode>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l)).live("bank");
    portal_page(frame, profile, head, || {
        let (title, words) = match refusal {
            Some(RefusalCode::Claimed) => (text::claimed(l), text::claimed_text(l)),
            _ => (text::refused(l), text::refused_text(l)),
        };
        let refused = refusal.is_some() || matches!(view, OnPhone::Nowhere { refused: true });
        let refused = refused.then(|| view! { <Banner tone=Tone::Bad title><p>{words}</p></Banner> });
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                {refused}
                <div data-live="kiosk" aria-live="polite">{state(frame, view)}</div>
            </div>
        }
        .into_any()
    })
}

fn state(frame: &Frame<'_>, view: &OnPhone) -> AnyView {
    let l = frame.locale;
    match view {
        OnPhone::Nowhere { .. } => {
            view! { <Empty drawing=Drawing::Bank title=text::nowhere(l) text=text::nowhere_text(l)/> }.into_any()
        }
        OnPhone::Before { place } => before(frame, place),
        OnPhone::SignedIn { place, since, until } => signed_in(frame, place, *since, *until),
    }
}

/// A name that people know it by, and where it is.
fn whereabouts(place: &Place) -> impl IntoView + use<> {
    let address = [place.address.as_str(), ", ", &place.city].concat();
    view! {
        <div translate="no">
            <h2>{place.name.clone()}</h2>
            <p class="quiet-text">{address}</p>
        </div>
    }
}

fn before(frame: &Frame<'_>, place: &Place) -> AnyView {
    let l = frame.locale;
    view! {
        <section class="card stack">
            {whereabouts(place)}
            <p>{text::before_text(l)}</p>
            <form method="post" action=frame.to("/here/staff")>
                <Button look=ButtonLook::Primary icon=Glyph::Key>{text::sign_in(l)}</Button>
            </form>
        </section>
    }
    .into_any()
}

fn signed_in(frame: &Frame<'_>, place: &Place, since: Moment, until: Moment) -> AnyView {
    let l = frame.locale;
    let (since, until) = (i18n::time(l, since), i18n::time(l, until));
    view! {
        <section class="card stack">
            <Banner tone=Tone::Good title=text::signed_in(l)>
                <p>{text::signed_in_text(l, &since, &until)}</p>
            </Banner>
            {whereabouts(place)}
            <form method="post" action=frame.to("/here/staff/end")>
                <Button icon=Glyph::SignOut>{text::end(l)}</Button>
            </form>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Locale, Span};

    use crate::site::samples::{NOW, files, frame, later, places, profile};

    fn everywhere(view: &OnPhone, refusal: Option<RefusalCode>) -> [String; 4] {
        let files = files();
        Locale::ALL.map(|l| {
            let html = at_kiosk(&frame(l, "/here/staff", &files), &profile(), view, refusal);
            assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
            assert!(!html.contains(" style=") && html.ends_with("</body></html>"), "{l:?}");
            html
        })
    }

    fn place() -> Place {
        let [place, ..] = places();
        Place {
            name: "Primăria <1>".into(),
            ..place
        }
    }

    #[test]
    fn one_button_signs_in_and_one_out() {
        let sign_in = "/here/staff\"";
        let sign_out = "/here/staff/end\"";
        let signed_in = OnPhone::SignedIn {
            place: place(),
            since: NOW,
            until: later(Span::minutes(10)),
        };
        for (l, html) in Locale::ALL.into_iter().zip(everywhere(&signed_in, None)) {
            assert!(html.contains("Primăria &lt;1&gt;") && html.contains("14:15"), "{l:?}");
            assert!(html.contains(&format!("action=\"/{}{sign_out}", l.code())), "{l:?}");
            assert!(!html.contains(text::refused(l)), "{l:?}");
        }
        for (l, html) in Locale::ALL
            .into_iter()
            .zip(everywhere(&OnPhone::Before { place: place() }, None))
        {
            assert!(html.contains(&format!("action=\"/{}{sign_in}", l.code())), "{l:?}");
            assert!(!html.contains(sign_out), "{l:?}");
        }
    }

    #[test]
    fn whoever_was_refused_reads_one_answer() {
        for (l, html) in Locale::ALL
            .into_iter()
            .zip(everywhere(&OnPhone::Nowhere { refused: true }, None))
        {
            assert!(
                html.contains(text::refused(l)) && html.contains(text::nowhere(l)),
                "{l:?}"
            );
            assert!(
                !html.contains("action=\"/en/here") && !html.contains("/here/staff/end\""),
                "{l:?}"
            );
        }
        let nowhere = OnPhone::Nowhere { refused: false };
        for (l, html) in Locale::ALL.into_iter().zip(everywhere(&nowhere, None)) {
            assert!(!html.contains(text::refused(l)), "{l:?}");
        }
        let claimed = everywhere(&nowhere, Some(RefusalCode::Claimed));
        let other = everywhere(&nowhere, Some(RefusalCode::PresenceNeeded));
        for (l, (claimed, other)) in Locale::ALL.into_iter().zip(claimed.into_iter().zip(other)) {
            assert!(
                claimed.contains(text::claimed(l)) && !claimed.contains(text::refused(l)),
                "{l:?}"
            );
            assert!(other.contains(text::refused(l)), "{l:?}");
        }
    }
}
