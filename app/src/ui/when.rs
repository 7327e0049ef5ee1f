//! A point in time, in the reader's language and at the place's own clock.

use domain::Moment;
use leptos::prelude::*;

use crate::i18n::{date_time, relative, use_locale};

/// The moment relative to `now` with the exact one on hover; without `now`, the exact one.
#[component]
pub fn When(
    /// The moment.
    moment: Moment,
    /// What time it is.
    #[prop(optional_no_strip)]
    now: Option<Moment>,
) -> impl IntoView {
    let l = use_locale();
    let exact = date_time(l, moment);
    let machine = machine_time(moment);
    match now {
        Some(now) => {
            let words = relative(l, moment, now);
            view! { <time datetime=machine title=exact>{words}</time> }.into_any()
        }
        None => view! { <time datetime=machine>{exact}</time> }.into_any(),
    }
}

/// A moment that belongs to no place, at the reader's own clock: as soon as their browser told its time zone, in a portal by
/// itself, on other pages by `here.js`. Until then it says that it is UTC. With `now` it is relative, and the exact one on hover.
#[component]
pub fn WhenHere(
    /// The moment.
    moment: Moment,
    /// What time it is.
    #[prop(optional_no_strip)]
    now: Option<Moment>,
) -> impl IntoView {
    let l = use_locale();
    let here = RwSignal::new(None::<Moment>);
    Effect::new(move |_| here.set(at_own_clock(moment)));
    let exact = move || match here.get() {
        Some(moment) => date_time(l, moment),
        None => [&date_time(l, Moment::utc(moment.at)), " UTC"].concat(),
    };
    let machine = machine_time(moment);
    match now {
        Some(now) => {
            let words = relative(l, moment, now);
            view! { <time datetime=machine title=exact data-here="">{words}</time> }.into_any()
        }
        None => view! { <time datetime=machine data-here="">{exact}</time> }.into_any(),
    }
}

#[cfg(feature = "hydrate")]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::unnecessary_wraps,
    reason = "milliseconds of our time are below 2^53, a zone is at most a day away, and the server has no answer"
)]
fn at_own_clock(moment: Moment) -> Option<Moment> {
    let date = web_sys::js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(moment.at.0 as f64 / 1000.0));
    Some(Moment {
        offset_seconds: (-date.get_timezone_offset() * 60.0) as i32,
        ..moment
    })
}

#[cfg(not(feature = "hydrate"))]
const fn at_own_clock(_: Moment) -> Option<Moment> {
    None
}

/// `2026-11-22T12:05:00Z`, as `<time datetime>` wants it.
fn machine_time(moment: Moment) -> String {
    let c = Moment::utc(moment.at).civil();
    let mut out = c.year.to_string();
    for (mark, part) in [
        ('-', c.month),
        ('-', c.day),
        ('T', c.hour),
        (':', c.minute),
        (':', c.second),
    ] {
        out.push(mark);
        if part < 10 {
            out.push('0');
        }
        out.push_str(&part.to_string());
    }
    out.push('Z');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    #[cfg(feature = "ssr")]
    #[test]
    fn before_the_browser_told_its_zone_it_says_which_clock_it_is() {
        let moment = Moment::utc(Timestamp(1_795_349_100_000_000));
        let html = Owner::new().with(|| {
            provide_context(domain::Locale::En);
            view! { <WhenHere moment/> <WhenHere moment now=Some(moment)/> }.to_html()
        });
        assert_eq!(html.matches("data-here").count(), 2, "{html}");
        assert_eq!(html.matches("12:05 UTC").count(), 2, "{html}");
        assert_eq!(html.matches("datetime=\"2026-11-22T12:05:00Z\"").count(), 2, "{html}");
    }

    #[test]
    fn machines_read_utc() {
        let moment = Moment {
            at: Timestamp(1_795_349_100_000_000),
            offset_seconds: 28_800,
        };
        assert_eq!(machine_time(moment), "2026-11-22T12:05:00Z");
    }
}
