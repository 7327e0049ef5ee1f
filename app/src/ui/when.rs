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

    #[test]
    fn machines_read_utc() {
        let moment = Moment {
            at: Timestamp(1_795_349_100_000_000),
            offset_seconds: 28_800,
        };
        assert_eq!(machine_time(moment), "2026-11-22T12:05:00Z");
    }
}
