//! Whether a house is as quick after years as it was at the beginning: the ways of people and the rounds of jobs, with
//! 10,000 things that were collected and with a million, and the same few hundred waiting.
//!
//! Prints p50 and p99 and the ratio many / few, and marks a p50 beyond [`BAR`]; decides nothing. SQLite always; PostgreSQL
//! too when `BENCH_POSTGRES_URL` names an empty database. `BENCH_LARGE` sets how many things are many: a million takes some
//! 5 GB of disk for each database. A map: `town` (what lives, through the ports), `years` (what ended, in SQL).

#![expect(clippy::disallowed_methods, reason = "a benchmark measures the time that passes")]

#[path = "../../growing.rs"]
mod growing;
mod town;
mod years;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use domain::Span;
use domain::custody::CustodyPort as _;
use domain::delivery::{CarePort as _, DeliveryFilter, DeliveryPort as _, DeliveryState};
use domain::lockers::LockersPort as _;

use growing::{Fallible, Times, compare, milliseconds, program};
use town::Town;

const FEW: i64 = 10_000;
const MANY: i64 = 1_000_000;
/// Rounds that only warm up: each thing that waits is opened once.
const WARM: usize = 40;
/// Rounds that count.
const ROUNDS: usize = 400;
/// What takes so many times as long with many as with few does not hold still over the years.
const BAR: f64 = 1.2;
/// As many as one page of a list shows.
const PAGE: usize = 50;

fn main() -> ExitCode {
    program(Box::pin(run()))
}

async fn run() -> Fallible<()> {
    let many = std::env::var("BENCH_LARGE").ok().and_then(|n| n.parse().ok());
    let many = many.unwrap_or(MANY);
    // Under target: a disk like the one that a server has, not a file system in memory.
    let folder = PathBuf::from("target").join(format!("bench-consignments-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = Box::pin(both(&folder, many)).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn both(folder: &Path, many: i64) -> Fallible<()> {
    let url = format!("sqlite://{}", folder.join("bench.db").display());
    measure("SQLite", &url, folder, many).await?;
    if let Ok(url) = std::env::var("BENCH_POSTGRES_URL") {
        measure("PostgreSQL", &url, folder, many).await?;
    }
    Ok(())
}

/// One database: with few things, then with many.
async fn measure(name: &str, url: &str, folder: &Path, many: i64) -> Fallible<()> {
    let mut town = Box::pin(Town::found(url, folder)).await?;
    town.grow(FEW).await?;
    let few = Box::pin(rounds(&town)).await?;
    let began = Instant::now();
    town.grow(many).await?;
    let grown = began.elapsed().as_secs_f64();
    let lots = Box::pin(rounds(&town)).await?;
    println!("{name}: grown in {grown:.0} s");
    let of = "with so many things that ended";
    compare(of, (FEW, &few.0[..]), (many, &lots.0[..]), Some(BAR));
    town.house.db.close().await;
    Ok(())
}

/// The times of all ways, in the order in which they were first gone.
struct Sheet(Vec<Times>);

impl Sheet {
    async fn time<T, E>(&mut self, what: &'static str, way: impl Future<Output = Result<T, E>>) -> Fallible<T>
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let way = Box::pin(way);
        let began = Instant::now();
        let done = way.await;
        let took = milliseconds(began.elapsed());
        match self.0.iter_mut().find(|times| times.what == what) {
            Some(times) => times.all.push(took),
            None => self.0.push(Times { what, all: vec![took] }),
        }
        done.map_err(Into::into)
    }
}

/// All ways in turns, so that what else the machine does meets all of them.
async fn rounds(town: &Town) -> Fallible<Sheet> {
    let mut sheet = Sheet(Vec::new());
    for round in 0..WARM + ROUNDS {
        if round == WARM {
            sheet.0.clear();
        }
        at_the_door(&mut sheet, town, round).await?;
        at_the_desk(&mut sheet, town, round).await?;
        by_itself(&mut sheet, town).await?;
    }
    for times in &mut sheet.0 {
        times.all.sort_by(f64::total_cmp);
    }
    Ok(sheet)
}

/// What recipients wait for.
async fn at_the_door(sheet: &mut Sheet, town: &Town, round: usize) -> Fallible<()> {
    let thing = &town.things[round % town.things.len()];
    let typed = town.custody.kiosk_enter(&thing.kiosk, thing.code.expose());
    sheet.time("typed code to committed command", typed).await?;
    town.left_inside(thing.bank).await?;
    let screen = town.custody.kiosk_state(&thing.kiosk);
    sheet.time("kiosk's screen", screen).await?;
    let page = town.custody.pickup(&town.visitor, &thing.pass, None);
    let page = sheet.time("pickup page", page).await?;
    right(page.items.len() == 1, "the pickup page")
}

/// What staff wait for.
async fn at_the_desk(sheet: &mut Sheet, town: &Town, round: usize) -> Fallible<()> {
    let thing = &town.things[round % town.things.len()];
    let number = i64::try_from(round)?.wrapping_mul(2_654_435_761) % town.ended + 1;
    let of = |state| DeliveryFilter {
        state: Some(state),
        ..DeliveryFilter::default()
    };
    let named = |search: &str| DeliveryFilter {
        search: search.to_owned(),
        ..DeliveryFilter::default()
    };
    let frequent = years::frequent(number);
    let lists = [
        ("deliveries: first page", DeliveryFilter::default(), PAGE),
        ("deliveries: waiting", of(DeliveryState::Stored), PAGE),
        ("deliveries: overdue (none)", of(DeliveryState::Overdue), 0),
        ("deliveries: at the door (none)", of(DeliveryState::AtTheDoor), 0),
        ("deliveries: collected", of(DeliveryState::Collected), PAGE),
        ("search: a whole name", named(&years::name(number)), 1),
        ("search: a name of every twentieth", named(&frequent), PAGE),
        ("search: nobody's name", named("xaver xylander"), 0),
        ("search: a reference number", named(&thing.reference), 1),
    ];
    for (what, filter, expected) in lists {
        let list = town.delivery.deliveries(&town.employee, &filter);
        let found = sheet.time(what, list).await?;
        right(found.rows.len() == expected, what)?;
    }
    let one = town.delivery.delivery(&town.employee, years::id(number)?);
    let one = sheet.time("one delivery's page", one).await?;
    right(one.history.len() == 4, "a delivery's page")?;
    let late = town.delivery.to_take_back(&town.employee);
    sheet.time("what to take back (nothing)", late).await?;
    let late = town.delivery.count_to_take_back(&town.employee);
    sheet.time("how much to take back", late).await?;
    let banks = town.lockers.banks(&town.manager);
    let banks = sheet.time("manager's banks", banks).await?;
    right(banks.len() == town.things.len(), "the manager's banks")
}

/// What nobody waits for, and what must not keep others waiting: each of these goes round every few seconds.
async fn by_itself(sheet: &mut Sheet, town: &Town) -> Fallible<()> {
    sheet
        .time("job: commands left behind", town.commands.publish_round())
        .await?;
    sheet.time("job: late commands", town.commands.clock_round()).await?;
    sheet
        .time("job: doors out of step", town.commands.reconcile_round())
        .await?;
    sheet.time("job: clocks", town.life.clock_round()).await?;
    sheet.time("job: reminders due", town.life.reminder_round()).await?;
    let linked = sheet.time("job: events to link", town.proofs.link_waiting()).await?;
    right(linked == 1, "linking what happened at the door")?;
    sheet.time("job: nothing to link", town.proofs.link_waiting()).await?;
    sheet
        .time("job: names to make known", town.delivery.name_waiting())
        .await?;
    let mut reader = town.house.db.read().await?;
    let since = town.house.now() - Span::hours(1);
    let waiting = backend::notices::waiting(&mut reader, since);
    sheet.time("doctor: messages", waiting).await?;
    Ok(())
}

/// Ends the benchmark where a way led somewhere else than it should.
fn right(is: bool, what: &str) -> Fallible<()> {
    if is {
        return Ok(());
    }
    Err(format!("{what}: something else was found").into())
}
