//! Dates and times of day as each language writes them, at the place that the moment belongs to.
//!
//! All four languages get the 24-hour clock, as their timetables and town halls do.

use domain::{Civil, Locale, Moment};

use crate::t;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_RO: [&str; 12] = [
    "ianuarie",
    "februarie",
    "martie",
    "aprilie",
    "mai",
    "iunie",
    "iulie",
    "august",
    "septembrie",
    "octombrie",
    "noiembrie",
    "decembrie",
];
/// In the genitive, as a date needs it.
const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const SHORT_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const SHORT_RO: [&str; 12] = [
    "ian.", "feb.", "mar.", "apr.", "mai", "iun.", "iul.", "aug.", "sept.", "oct.", "nov.", "dec.",
];
const SHORT_RU: [&str; 12] = [
    "янв.",
    "февр.",
    "мар.",
    "апр.",
    "мая",
    "июн.",
    "июл.",
    "авг.",
    "сент.",
    "окт.",
    "нояб.",
    "дек.",
];
const DAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const DAYS_RO: [&str; 7] = ["luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică"];
const DAYS_RU: [&str; 7] = [
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
];
const DAYS_ZH: [&str; 7] = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];

/// `22 November 2026`, `22 noiembrie 2026`, `22 ноября 2026 г.`, `2026年11月22日`.
pub fn date(l: Locale, moment: Moment) -> String {
    let c = moment.civil();
    written(l, c, [&MONTHS_EN, &MONTHS_RO, &MONTHS_RU])
}

/// The same with the month cut short, for dense tables.
pub fn date_short(l: Locale, moment: Moment) -> String {
    let c = moment.civil();
    written(l, c, [&SHORT_EN, &SHORT_RO, &SHORT_RU])
}

/// With the day of the week before (or, in Chinese, after): `Sunday, 22 November 2026`.
pub fn weekday_date(l: Locale, moment: Moment) -> String {
    let c = moment.civil();
    let i = usize::from(c.weekday.clamp(1, 7) - 1);
    let day = date(l, moment);
    match l {
        Locale::En => [DAYS_EN[i], ", ", &day].concat(),
        Locale::Ro => [DAYS_RO[i], ", ", &day].concat(),
        Locale::Ru => [DAYS_RU[i], ", ", &day].concat(),
        Locale::Zh => [day.as_str(), DAYS_ZH[i]].concat(),
    }
}

/// `14:05`.
pub fn time(_: Locale, moment: Moment) -> String {
    let c = moment.civil();
    clock(c)
}

/// Date (month cut short) and time of day: `22 Nov 2026, 14:05`.
pub fn date_time(l: Locale, moment: Moment) -> String {
    let between = if l == Locale::Zh { " " } else { ", " };
    [date_short(l, moment).as_str(), between, &clock(moment.civil())].concat()
}

/// How far `moment` is from `now`, in words: `3 minutes ago`, `in 2 days`, `just now`; beyond thirty days its date.
/// Days are those of the calendar: the end of tomorrow is in one day, in the morning as in the evening.
pub fn relative(l: Locale, moment: Moment, now: Moment) -> String {
    let seconds = (moment.at - now.at).as_seconds();
    let (past, far) = (seconds < 0, seconds.unsigned_abs());
    let count = |unit: u64| i64::try_from((far + unit / 2) / unit).unwrap_or(i64::MAX);
    if far < 45 {
        return t::time::now(l).to_owned();
    }
    if far < 45 * 60 {
        let n = count(60).max(1);
        return if past {
            t::time::minutes_ago(l, n)
        } else {
            t::time::in_minutes(l, n)
        };
    }
    let days = day_number(moment).abs_diff(day_number(now));
    if far < 22 * 3_600 || days == 0 {
        let n = count(3_600).max(1);
        return if past {
            t::time::hours_ago(l, n)
        } else {
            t::time::in_hours(l, n)
        };
    }
    if far < 30 * 86_400 {
        let n = i64::try_from(days).unwrap_or(i64::MAX);
        return if past {
            t::time::days_ago(l, n)
        } else {
            t::time::in_days(l, n)
        };
    }
    date(l, moment)
}

/// Days since 1970-01-01 at the place.
fn day_number(moment: Moment) -> i64 {
    (moment.at.0.div_euclid(1_000_000) + i64::from(moment.offset_seconds)).div_euclid(86_400)
}

fn written(l: Locale, c: Civil, [en, ro, ru]: [&[&str; 12]; 3]) -> String {
    let i = usize::from(c.month.clamp(1, 12) - 1);
    let (day, year) = (c.day.to_string(), c.year.to_string());
    match l {
        Locale::En => [day.as_str(), " ", en[i], " ", &year].concat(),
        Locale::Ro => [day.as_str(), " ", ro[i], " ", &year].concat(),
        Locale::Ru => [day.as_str(), " ", ru[i], " ", &year, "\u{a0}г."].concat(),
        Locale::Zh => [year.as_str(), "年", &c.month.to_string(), "月", &day, "日"].concat(),
    }
}

fn clock(c: Civil) -> String {
    let mut out = String::with_capacity(5);
    for (before, part) in [("", c.hour), (":", c.minute)] {
        out.push_str(before);
        out.push(char::from(b'0' + part / 10 % 10));
        out.push(char::from(b'0' + part % 10));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Span, Timestamp};

    /// 2026-11-22 12:05:00 UTC (a Sunday), read in Bucharest (+2 h).
    const NOON: Moment = Moment {
        at: Timestamp(1_795_349_100_000_000),
        offset_seconds: 7_200,
    };

    #[test]
    fn each_language_writes_its_own_dates() {
        let check = |l, long: &str, with_time: &str, with_day: &str| {
            assert_eq!(date(l, NOON), long);
            assert_eq!(date_time(l, NOON), with_time);
            assert_eq!(weekday_date(l, NOON), with_day);
            assert_eq!(time(l, NOON), "14:05");
        };
        check(
            Locale::En,
            "22 November 2026",
            "22 Nov 2026, 14:05",
            "Sunday, 22 November 2026",
        );
        check(
            Locale::Ro,
            "22 noiembrie 2026",
            "22 nov. 2026, 14:05",
            "duminică, 22 noiembrie 2026",
        );
        check(
            Locale::Ru,
            "22 ноября 2026\u{a0}г.",
            "22 нояб. 2026\u{a0}г., 14:05",
            "воскресенье, 22 ноября 2026\u{a0}г.",
        );
        check(
            Locale::Zh,
            "2026年11月22日",
            "2026年11月22日 14:05",
            "2026年11月22日星期日",
        );
    }

    #[test]
    fn distance_in_words() {
        let check = |l, seconds, expected: &str| {
            let moment = Moment {
                at: NOON.at + Span::seconds(seconds),
                ..NOON
            };
            assert_eq!(relative(l, moment, NOON), expected);
        };
        check(Locale::En, 0, "just now");
        check(Locale::En, -44, "just now");
        check(Locale::En, -60, "1 minute ago");
        check(Locale::En, 120, "in 2 minutes");
        check(Locale::En, -3_600, "1 hour ago");
        check(Locale::En, 86_400 * 3, "in 3 days");
        check(Locale::En, 86_400 * 31, "23 December 2026");
        check(Locale::Ro, -20 * 60, "acum 20 de minute");
        check(Locale::Ro, 2 * 60, "peste 2 minute");
        check(Locale::Ru, -21 * 60, "21 минуту назад");
        check(Locale::Ru, -5 * 3_600, "5 часов назад");
        check(Locale::Ru, 2 * 86_400, "через 2 дня");
        // Until the end of a day, from 14:05.
        check(Locale::En, 9 * 3_600 + 54 * 60 + 59, "in 10 hours");
        check(Locale::En, 33 * 3_600 + 54 * 60 + 59, "in 1 day");
        check(Locale::En, 7 * 86_400 + 9 * 3_600 + 54 * 60 + 59, "in 7 days");
        check(Locale::En, -39 * 3_600, "2 days ago");
        check(Locale::Zh, -3 * 86_400, "3天前");
        check(Locale::Zh, 60, "1分钟后");
    }
}
