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

/// The width of the field on which is drawn (it is 250 high), and the part of it for the columns.
const WIDTH: i64 = 720;
const LEFT: i64 = 64;
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
) -> impl IntoView {
    let l = use_locale();
    let title_id = [id.as_str(), "-title"].concat();
    let legend = (bars.len() > 1).then(|| legend(&bars));
    let drawing = drawing(l, &labels, &bars, written);
    let table = table(l, &title, of, &labels, &bars, written);
    let (labelled, scrolled) = (title_id.clone(), title.clone());
    view! {
        <figure class="chart">
            <figcaption class="chart-title">{title.clone()}</figcaption>
            {legend}
            <div class="chart-scroll" tabindex="0" role="region" aria-label=scrolled>
                <svg class="chart-drawing" viewBox="0 0 720 250" role="img" aria-labelledby=labelled>
                    <title id=title_id>{title}</title>
                    {drawing}
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

fn drawing(l: Locale, labels: &[String], bars: &[Bars], written: fn(Locale, i64) -> String) -> AnyView {
    let top = ceiling(
        bars.iter()
            .flat_map(|b| b.values.iter().copied())
            .max()
            .unwrap_or_default(),
    );
    let lines = (0..=STEPS).map(|step| {
        let y = FLOOR - (FLOOR - TOP) * step / STEPS;
        let d = format!("M{LEFT} {y}H{WIDTH}");
        let class = if step == 0 { "chart-floor" } else { "chart-line" };
        view! {
            <path class=class d=d></path>
            <text class="chart-scale" x=(LEFT - 8).to_string() y=(y + 4).to_string()>{written(l, top * step / STEPS)}</text>
        }
    });
    let lines = lines.collect_view();
    let groups = (0_i64..).zip(labels).map(|(i, label)| {
        let at = usize::try_from(i).unwrap_or_default();
        let spans = spans(i, labels.len(), bars.len());
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
        let label = label.clone();
        view! {
            {columns}
            <text class="chart-label" x=spans.middle.to_string() y="234">{label}</text>
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

fn spans(i: i64, groups: usize, kinds: usize) -> Spans {
    let (groups, kinds) = (whole(groups), whole(kinds));
    let group = (WIDTH - LEFT) / groups;
    let width = (group * 7 / 10 / kinds).clamp(2, 44);
    let middle = LEFT + group * i + group / 2;
    let first = middle - width * kinds / 2;
    let columns = (0..kinds).map(|k| (first + k * width, (width - 1).max(1))).collect();
    Spans { columns, middle }
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX).max(1)
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
    fn columns_stay_on_the_field() {
        for groups in 1..40 {
            for kinds in 1..=2 {
                for i in 0..groups {
                    let spans = spans(whole(i + 1) - 1, groups, kinds);
                    for (x, width) in spans.columns {
                        assert!(x >= LEFT && x + width <= WIDTH && width > 0, "{groups} {kinds} {i}");
                    }
                }
            }
        }
    }
}
