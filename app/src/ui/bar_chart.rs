//! Figures over some months (or by some names) as columns, drawn by the server, with the same figures as a table behind.
//!
//! What must not be here: where figures come from. They are given with their words, in the reader's language.

use domain::Locale;
use leptos::prelude::*;

use crate::i18n::{number, use_locale};
use crate::t;

/// One kind of figure: a column of its own colour in every group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// What is counted.
    pub name: String,
    /// A figure per label; what is missing counts as nothing.
    pub values: Vec<i64>,
}

impl Bars {
    /// Figures by a name.
    pub fn new(name: impl Into<String>, values: Vec<i64>) -> Self {
        Self {
            name: name.into(),
            values,
        }
    }

    fn at(&self, i: usize) -> i64 {
        self.values.get(i).copied().unwrap_or_default().max(0)
    }
}

/// A field on which is drawn. It is 250 high.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Canvas {
    width: i64,
    /// Where the columns begin; before them stands the scale.
    left: i64,
    /// No more labels than can be read beside each other.
    labels: i64,
}

/// For screens with room, and for phones: words keep their size there, and what has no room is in the table only.
const WIDE: Canvas = Canvas {
    width: 720,
    left: 64,
    labels: 13,
};
const NARROW: Canvas = Canvas {
    width: 300,
    left: 52,
    labels: 5,
};
const TOP: i64 = 12;
const FLOOR: i64 = 214;
/// Lines over the floor.
const STEPS: i64 = 4;

/// The chart. Two kinds of figures at most can be told apart by colour; the table has the same in words.
#[component]
pub fn BarChart(
    /// What is shown: the drawing's title and the table's caption.
    #[prop(into)]
    title: String,
    /// The begin of its ids.
    #[prop(into)]
    id: String,
    /// What stands below the groups: months, names. The first column of the table is called `of`.
    labels: Vec<String>,
    /// What the labels are.
    #[prop(into)]
    of: String,
    /// One or two kinds of figures.
    bars: Vec<Bars>,
    /// How a figure is written, at the scale and in the table.
    #[prop(default = number)]
    written: fn(Locale, i64) -> String,
    /// No figure can be greater, as with shares of a hundred: the scale ends there, whatever the figures are.
    #[prop(optional)]
    most: Option<i64>,
) -> impl IntoView {
    let l = use_locale();
    let top = top(most, &bars);
    let title_id = [id.as_str(), "-title"].concat();
    let legend = (bars.len() > 1).then(|| legend(&bars));
    let wide = drawing(l, (WIDE, top), &labels, &bars, written);
    let narrow = drawing(l, (NARROW, top), &labels, &bars, written);
    let table = table(l, &title, of, &labels, &bars, written);
    let (labelled, again) = (title_id.clone(), title.clone());
    view! {
        <figure class="chart">
            <figcaption class="chart-title">{title.clone()}</figcaption>
            {legend}
            <div class="chart-fit">
                <svg class="chart-drawing chart-wide" viewBox="0 0 720 250" role="img" aria-labelledby=labelled>
                    <title id=title_id>{title}</title>
                    {wide}
                </svg>
                <svg class="chart-drawing chart-narrow" viewBox="0 0 300 250" role="img" aria-label=again>
                    {narrow}
                </svg>
            </div>
            {table}
        </figure>
    }
    .into_any()
}

fn legend(bars: &[Bars]) -> AnyView {
    let names = bars.iter().enumerate().map(|(i, one)| {
        let name = one.name.clone();
        view! { <li><span class=["chart-key ", colour(i)].concat() aria-hidden="true"></span>{name}</li> }
    });
    view! { <ul class="chart-legend">{names.collect_view()}</ul> }.into_any()
}

const fn colour(i: usize) -> &'static str {
    if i == 0 { "chart-first" } else { "chart-second" }
}

/// On this field, with this figure at the end of the scale.
fn drawing(
    l: Locale,
    (canvas, top): (Canvas, i64),
    labels: &[String],
    bars: &[Bars],
    written: fn(Locale, i64) -> String,
) -> AnyView {
    let Canvas { width, left, .. } = canvas;
    let lines = (0..=STEPS).map(|step| {
        let y = FLOOR - (FLOOR - TOP) * step / STEPS;
        let d = format!("M{left} {y}H{width}");
        let class = if step == 0 { "chart-floor" } else { "chart-line" };
        view! {
            <path class=class d=d></path>
            <text class="chart-scale" x=(left - 8).to_string() y=(y + 4).to_string()>{written(l, top * step / STEPS)}</text>
        }
    });
    let lines = lines.collect_view();
    let groups = (0_i64..).zip(labels).map(|(i, label)| {
        let at = usize::try_from(i).unwrap_or_default();
        let spans = spans(canvas, i, labels.len(), bars.len());
        let columns = bars
            .iter()
            .enumerate()
            .zip(spans.columns)
            .map(|((kind, one), (x, width))| {
                let height = (FLOOR - TOP) * one.at(at) / top;
                let y = FLOOR - height;
                view! {
                    <rect
                        class=colour(kind)
                        x=x.to_string()
                        y=y.to_string()
                        width=width.to_string()
                        height=height.to_string()
                        rx="2"
                    ></rect>
                }
            });
        let columns = columns.collect_view();
        let label = below(canvas, label, (i, whole(labels.len())), spans.middle);
        view! {
            {columns}
            {label.map(|(x, class, words)| view! { <text class=class x=x.to_string() y="234">{words}</text> })}
        }
    });
    let groups = groups.collect_view();
    view! {
        <g aria-hidden="true">{lines}{groups}</g>
    }
    .into_any()
}

/// Where the columns of a group stand: left edge and width each; and the middle of the group.
struct Spans {
    columns: Vec<(i64, i64)>,
    middle: i64,
}

fn spans(canvas: Canvas, i: i64, groups: usize, kinds: usize) -> Spans {
    let (groups, kinds) = (whole(groups), whole(kinds));
    let room = canvas.width - canvas.left;
    let group = room / groups;
    let width = (group * 7 / 10 / kinds).clamp(1, 44);
    let middle = canvas.left + room * i / groups + group / 2;
    let first = middle - width * kinds / 2;
    // Where there is room, columns stand apart.
    let apart = i64::from(width > 3);
    let columns = (0..kinds).map(|k| (first + k * width, width - apart)).collect();
    Spans { columns, middle }
}

/// The words below group `i` of so many, around this middle: where, how, and as much of them as has room. The last group
/// has words, and as many before it as can be read.
fn below(canvas: Canvas, label: &str, (i, groups): (i64, i64), middle: i64) -> Option<(i64, &'static str, String)> {
    let step = (groups + canvas.labels - 1) / canvas.labels;
    if (groups - 1 - i) % step != 0 {
        return None;
    }
    let room = (canvas.width - canvas.left) / groups * step + 6;
    let words = cut(label, room);
    if middle + (measure(&words) + 1) / 2 > canvas.width {
        return Some((canvas.width, "chart-label chart-label-end", words));
    }
    Some((middle, "chart-label", words))
}

/// As much of a text as has room.
fn cut(text: &str, room: i64) -> String {
    if measure(text) <= room {
        return text.to_owned();
    }
    let mut words = String::new();
    for c in text.chars() {
        words.push(c);
        if measure(&words) + 8 > room {
            words.pop();
            break;
        }
    }
    [words.trim_end(), "\u{2026}"].concat()
}

/// About how wide a text is in the letters below a column: rather more than less, for what is drawn beyond the edge is cut.
/// A figure that is as wide as every other is wider than most letters.
fn measure(text: &str) -> i64 {
    let wide = |c: char| match u32::from(c) {
        ..0x80 => 7,
        0x80..0x2e80 => 8,
        _ => 12,
    };
    text.chars().map(wide).sum()
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX).max(1)
}

/// Where the scale ends: at the most there can be, or at a round figure that reaches the highest.
fn top(most: Option<i64>, bars: &[Bars]) -> i64 {
    let highest = bars.iter().flat_map(|b| b.values.iter().copied()).max();
    let highest = highest.unwrap_or_default();
    most.filter(|most| *most >= highest && *most > 0)
        .unwrap_or_else(|| ceiling(highest))
}

/// The smallest round figure from `most` on that four lines divide evenly: 4, 8, 12, 20, 40, 80, 120, 200, …
fn ceiling(most: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for step in [4_i64, 8, 12, 20, 24, 32] {
            match step.checked_mul(power) {
                Some(top) if top >= most => return top,
                Some(_) => {}
                None => return most,
            }
        }
        power = match power.checked_mul(10) {
            Some(next) => next,
            None => return most.max(1),
        };
    }
}

fn table(
    l: Locale,
    title: &str,
    of: String,
    labels: &[String],
    bars: &[Bars],
    written: fn(Locale, i64) -> String,
) -> AnyView {
    let heads = bars
        .iter()
        .map(|b| view! { <th scope="col" class="chart-figure">{b.name.clone()}</th> });
    let heads = heads.collect_view();
    let rows = labels.iter().enumerate().map(|(i, label)| {
        let cells = bars
            .iter()
            .map(|b| view! { <td class="chart-figure">{written(l, b.at(i))}</td> });
        view! { <tr><th scope="row">{label.clone()}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <details class="chart-table">
            <summary>{t::ui::chart_table(l)}</summary>
            <table>
                <caption class="unseen">{title.to_owned()}</caption>
                <thead>
                    <tr><th scope="col">{of}</th>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_round_and_reaches_the_highest() {
        for (most, expected) in [
            (0, 4),
            (4, 4),
            (5, 8),
            (13, 20),
            (33, 40),
            (81, 120),
            (201, 240),
            (1_999, 2_000),
        ] {
            assert_eq!(ceiling(most), expected, "{most}");
        }
        assert_eq!(ceiling(i64::MAX), i64::MAX);
        for most in 0..5_000 {
            let top = ceiling(most);
            assert!(top >= most && top % STEPS == 0, "{most}: {top}");
        }
    }

    #[test]
    fn the_scale_of_shares_ends_at_a_hundred() {
        let scale = |most, values: &[i64]| top(most, &[Bars::new("in time", values.to_vec())]);
        for values in [vec![], vec![0], vec![7, 40], vec![81, 99], vec![100]] {
            assert_eq!(scale(Some(100), &values), 100, "{values:?}");
        }
        assert_eq!(scale(None, &[100]), 120);
        // Nothing is drawn above the field, even if somebody counted wrong.
        assert_eq!(scale(Some(100), &[101]), 120);
    }

    #[test]
    fn columns_stay_on_the_field() {
        for canvas in [WIDE, NARROW] {
            for groups in 1..=100 {
                for kinds in 1..=2 {
                    for i in 0..groups {
                        let spans = spans(canvas, whole(i + 1) - 1, groups, kinds);
                        for (x, width) in spans.columns {
                            let fits = x >= canvas.left && x + width <= canvas.width && width > 0;
                            assert!(fits, "{canvas:?} {groups} {kinds} {i}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn words_below_columns_can_be_read_and_the_last_has_some() {
        let check = |canvas: Canvas, label: &str, groups: i64, expected: i64| {
            let count = usize::try_from(groups).unwrap();
            let at = |i| below(canvas, label, (i, groups), spans(canvas, i, count, 1).middle);
            let all: Vec<_> = (0..groups).filter_map(|i| Some((i, at(i)?))).collect();
            assert_eq!(whole(all.len()), expected, "{canvas:?} {groups}");
            assert_eq!(all.last().map(|(i, _)| *i), Some(groups - 1), "the newest is told");
            for (_, (x, class, words)) in &all {
                let half = if class.ends_with("-end") { 0 } else { measure(words) / 2 };
                assert!(x + half <= canvas.width, "{canvas:?} {groups}: {words}");
            }
        };
        check(WIDE, "03/2026", 12, 12);
        check(NARROW, "03/2026", 12, 4);
        check(WIDE, "03-31", 92, 12);
        check(NARROW, "03-31", 92, 5);
        check(NARROW, "Primăria Sectorului 3", 1, 1);
        check(NARROW, "福田区行政服务大厅", 5, 5);
        // However many months there are, their names stand whole, and the last one within the edge.
        for canvas in [WIDE, NARROW] {
            for groups in 1..=36 {
                let count = usize::try_from(groups).unwrap();
                for i in 0..groups {
                    let middle = spans(canvas, i, count, 1).middle;
                    let Some((x, class, words)) = below(canvas, "03/2026", (i, groups), middle) else {
                        continue;
                    };
                    assert_eq!(words, "03/2026", "{canvas:?} {groups}");
                    let ends = class.ends_with("-end");
                    assert!(ends || x + 25 <= canvas.width, "{canvas:?} {groups}: cut at the edge");
                }
            }
        }
    }

    #[test]
    fn a_long_name_is_cut_where_its_neighbour_begins() {
        assert_eq!(cut("Cluj", 60), "Cluj");
        let short = cut("Primăria Sectorului 3", 60);
        assert!(short.ends_with('\u{2026}') && measure(&short) <= 68, "{short}");
        assert_eq!(cut("福田区行政服务大厅", 60), "福田区行\u{2026}");
    }
}
