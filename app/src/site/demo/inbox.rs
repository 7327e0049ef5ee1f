//! The captured inbox of the demo: what would have left the house.

use domain::notices::{CAPTURED_PAGE, CapturedView, Channel};
use domain::{Locale, Moment};
use leptos::prelude::*;

use crate::site::frame::{Frame, Head, Script, page};
use crate::t::demo as text;
use crate::ui::{Detail, DetailList, Drawing, Empty, Glyph, Icon, LinkButton, PageHeader, WhenHere};

/// A page of the messages, newest first, as the port gives them; `now` for "3 minutes ago".
pub fn demo_inbox(frame: &Frame<'_>, messages: &[CapturedView], number: u16, now: Moment) -> String {
    let l = frame.locale;
    let back = (frame.to("/demo"), text::title(l).to_owned());
    let here = frame.to("/demo/inbox");
    let older = (messages.len() == CAPTURED_PAGE).then(|| {
        let href = format!("{here}?page={}", number.saturating_add(1));
        view! { <p><LinkButton href>{text::older(l)}</LinkButton></p> }
    });
    let head = Head::private([text::inbox(l), " · Cloakroom"].concat(), text::inbox_lead(l)).with(Some(Script::Here));
    page(frame, head, || {
        let lines = messages.iter().map(|m| line(frame, m, now)).collect_view();
        let empty = messages.is_empty().then(|| {
            view! { <Empty drawing=Drawing::Envelope title=text::inbox_empty(l) text=text::inbox_empty_text(l)/> }
        });
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::inbox(l) lead=text::inbox_lead(l) back>
                    <LinkButton href=here>{text::reload(l)}</LinkButton>
                </PageHeader>
                {empty}
                <ul class="inbox">{lines}</ul>
                {older}
            </div>
        }
        .into_any()
    })
}

fn line(frame: &Frame<'_>, message: &CapturedView, now: Moment) -> impl IntoView + use<> {
    let l = frame.locale;
    let href = frame.to(&["/demo/inbox/", &message.id.to_string()].concat());
    let (glyph, channel) = channel(l, message.channel);
    let first = || {
        message
            .text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default()
    };
    let subject = message.subject.clone().unwrap_or_else(|| first().to_owned());
    view! {
        <li>
            <a class="inbox-line" href=href>
                <Icon glyph/>
                <span class="unseen">{channel} ": "</span>
                <span class="inbox-subject" lang=message.locale.tag() translate="no">{subject}</span>
                <span class="inbox-to" translate="no">{message.to.clone()}</span>
                <WhenHere moment=message.at now=Some(now)/>
            </a>
        </li>
    }
}

fn channel(l: Locale, channel: Channel) -> (Glyph, &'static str) {
    match channel {
        Channel::Email => (Glyph::Envelope, text::email(l)),
        Channel::Sms => (Glyph::Phone, text::sms(l)),
    }
}

/// One message: as its reader sees it (in a sandboxed frame from `…/{id}/html`), its links, and its plain text.
pub fn demo_message(frame: &Frame<'_>, message: &CapturedView) -> String {
    let l = frame.locale;
    let (_, channel) = channel(l, message.channel);
    let title = message.subject.clone().unwrap_or_else(|| channel.to_owned());
    let back = (frame.to("/demo/inbox"), text::inbox(l).to_owned());
    let html = ["/demo/inbox/", &message.id.to_string(), "/html"].concat();
    let html = message.html.is_some().then(|| frame.to(&html));
    let head = Head::private([&title, " · Cloakroom"].concat(), text::inbox_lead(l)).with(Some(Script::Here));
    page(frame, head, || {
        let details = vec![
            Detail::new(text::channel(l), channel),
            Detail::new(text::to(l), view! { <span translate="no">{message.to.clone()}</span> }),
            Detail::new(text::when(l), view! { <WhenHere moment=message.at/> }),
        ];
        view! {
            <div class="stack stack-l">
                <PageHeader title own=true eyebrow=channel back/>
                <DetailList details/>
                {links(l, &message.text)}
                {html.map(|src| shown(l, src))}
                <section class="stack stack-s">
                    <h2>{text::as_text(l)}</h2>
                    <pre class="card inbox-text" lang=message.locale.tag() translate="no" tabindex="0">{message.text.clone()}</pre>
                </section>
            </div>
        }
        .into_any()
    })
}

fn shown(l: Locale, src: String) -> impl IntoView {
    view! {
        <section class="stack stack-s">
            <h2>{text::as_shown(l)}</h2>
            <iframe
                class="inbox-frame"
                src=src
                title=text::html_frame(l)
                sandbox="allow-popups allow-popups-to-escape-sandbox"
            ></iframe>
        </section>
    }
}

/// The web addresses in a text, to be followed from here: the frame above follows none.
fn links(l: Locale, message: &str) -> Option<AnyView> {
    let found: Vec<String> = addresses(message).map(str::to_owned).collect();
    let items = found.iter().map(|address| {
        view! { <li><a href=address.clone() translate="no">{address.clone()}</a></li> }
    });
    let items = items.collect_view();
    (!found.is_empty()).then(|| {
        view! {
            <section class="stack stack-s">
                <h2>{text::links(l)}</h2>
                <ul class="inbox-links">{items}</ul>
            </section>
        }
        .into_any()
    })
}

fn addresses(message: &str) -> impl Iterator<Item = &str> {
    message
        .split_whitespace()
        .map(|word| {
            word.trim_matches(['<', '>', '(', ')', ',', ';', '"'])
                .trim_end_matches('.')
        })
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        let found: Vec<_> =
            addresses("Look: https://a.example/p/x. (http://b.example/) javascript:alert(1) @c.example #7QK4M2")
                .collect();
        assert_eq!(found, ["https://a.example/p/x", "http://b.example/"]);
    }
}
