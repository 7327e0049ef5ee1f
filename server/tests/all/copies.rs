//! The house as files, with real processes: it is copied while the program is killed, and it moves to PostgreSQL and works on there.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use app::delivery::shown::Shown;
use backend::demo::{PASSWORD, Past, furnish};
use backend::house::Settings;
use bank::simulated::{Act, Status};
use domain::Page;
use domain::delivery::{DeliveryFilter, DeliveryRow, DeliveryState, NewDelivery};
use domain::ids::{BankId, ConsignmentId};
use domain::lockers::{BankSummary, Size};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use server::compose::{Parts, payment_settings};

use crate::browser::Browser;
use crate::nodes::database::Database;
use crate::process::program;
use crate::stage::{Folder, config, prepare};

const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(50);
/// At so many moments of its work a copying program is killed.
const KILLS: u32 = 14;
/// Who gets the document that is brought before the move and fetched after it.
const RECIPIENT: &str = "moves.with.us@example.org";

/// Looks again until something is found.
macro_rules! until {
    ($what:literal, $look:expr) => {{
        let looking = async {
            loop {
                if let Some(found) = $look {
                    break found;
                }
                tokio::time::sleep(PAUSE).await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, looking).await;
        found.unwrap_or_else(|_| panic!("in vain: {}", $what))
    }};
}

/// A process that is killed with the value.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The real program, as it runs.
struct Running {
    process: Process,
    /// Held open: who writes to nobody would stumble.
    said: BufReader<ChildStdout>,
}

impl Running {
    /// Starts it with these variables besides.
    fn start(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut log = std::fs::OpenOptions::new();
        let log = log.create(true).append(true).open(folder.join("log")).unwrap();
        let mut child = program(folder, args)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self {
            process: Process(child),
            said,
        }
    }

    /// The first line in which this stands; what stands behind it.
    fn says(&mut self, words: &str, folder: &Path) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.said.read_line(&mut line).unwrap();
            let log = || std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            assert!(read > 0, "it ended before it said {words}: {}", log());
            if let Some((_, rest)) = line.split_once(words) {
                return rest.trim().trim_end_matches(')').to_owned();
            }
        }
    }
}

/// The program inside a bank, and a human before it.
struct BankProgram {
    hands: ChildStdin,
    seen: Arc<Mutex<Option<Status>>>,
    _process: Process,
}

impl BankProgram {
    fn start(folder: &Path, papers: &Path) -> Self {
        let args = ["bank", "run", "--bank-config", papers.to_str().unwrap()];
        let Running { mut process, said } = Running::start(folder, &args, &[]);
        let seen = Arc::new(Mutex::new(None));
        let shown = Arc::clone(&seen);
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if let Ok(status) = serde_json::from_str(&line) {
                    *shown.lock().unwrap() = Some(status);
                }
            }
        });
        Self {
            hands: process.0.stdin.take().unwrap(),
            seen,
            _process: process,
        }
    }

    fn act(&mut self, act: Act) {
        let line = serde_json::to_string(&act).unwrap();
        writeln!(self.hands, "{line}").unwrap();
    }

    fn is_connected(&self) -> bool {
        self.seen
            .lock()
            .unwrap()
            .as_ref()
            .is_some_and(|status| status.connected)
    }

    /// Whether a door stands open.
    fn is_open(&self, compartment: u16) -> bool {
        let seen = self.seen.lock().unwrap();
        let mut doors = seen.iter().flat_map(|status| &status.doors);
        doors.any(|door| door.compartment == compartment && door.open)
    }
}

/// The same cookies at another address.
fn now_at(browser: &Browser, origin: &str) -> Browser {
    let mut other = Browser::new(origin.to_owned());
    other.cookies.clone_from(&browser.cookies);
    other
}

async fn asked(browser: &mut Browser, function: &str, value: Value) -> (u16, String) {
    let request = browser.request("POST", &["/api/fn/", function].concat()).json(&value);
    let answer = browser.send(request).await;
    (answer.status, answer.body)
}

async fn told<T: DeserializeOwned>(browser: &mut Browser, function: &str, value: Value) -> T {
    let (status, body) = asked(browser, function, value).await;
    assert_eq!(status, 200, "{function}: {body}");
    serde_json::from_str(&body).unwrap()
}

async fn view(employee: &mut Browser, id: ConsignmentId) -> Shown {
    told(employee, "delivery/one", json!({ "id": id, "locale": "en" })).await
}

/// What lies where, as an employee sees it.
async fn list(employee: &mut Browser) -> Vec<(ConsignmentId, DeliveryState)> {
    let filter = json!({ "filter": DeliveryFilter::default() });
    let page: Page<DeliveryRow> = told(employee, "delivery/list", filter).await;
    page.rows.iter().map(|row| (row.id, row.state)).collect()
}

/// Enters a delivery and has its door opened.
async fn brought(employee: &mut Browser, bank: BankId, once: &str) -> Option<Shown> {
    for size in Size::ALL {
        let form = NewDelivery {
            name: "Maria Dumitrescu".to_owned(),
            email: RECIPIENT.to_owned(),
            locale: "en".to_owned(),
            item: "passport".to_owned(),
            bank: bank.to_string(),
            size: size.wire().to_owned(),
            once: format!("{once}-{}", size.wire().to_lowercase()),
            ..NewDelivery::default()
        };
        let (status, body) = asked(employee, "delivery/create", json!({ "form": form })).await;
        if status == 200 {
            let id: ConsignmentId = serde_json::from_str(&body).unwrap();
            let () = told(employee, "delivery/open", json!({ "id": id })).await;
            return Some(view(employee, id).await);
        }
    }
    None
}

/// A hand at one of the demo's banks.
async fn hand(browser: &mut Browser, bank: BankId, act: &str, door: u16) {
    let path = format!("/en/demo/banks/{bank}/act");
    let answer = browser.post(&path, &[("act", act), ("door", &door.to_string())]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn demo_door_is_open(browser: &mut Browser, bank: BankId, door: u16) -> bool {
    let answer = browser.get(&format!("/en/demo/banks/{bank}/status")).await;
    let seen: Value = serde_json::from_str(&answer.body).unwrap();
    let doors = seen["simulated"]["doors"].as_array().unwrap();
    doors.iter().any(|one| one["number"] == door && one["open"] == true)
}

/// The way to the pickup page in the message to somebody, as soon as it is in the demo's inbox.
async fn link_to(browser: &mut Browser, to: &str) -> Option<String> {
    let inbox = browser.get("/en/demo/inbox").await.body;
    let line = inbox.split("<a ").find(|line| line.contains(to))?;
    let message = line.split('"').find(|part| part.starts_with("/en/demo/inbox/"))?;
    let text = browser.get(message).await.body;
    let (_, rest) = text.split_once("/en/p/")?;
    let secret: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Some(["/en/p/", &secret].concat())
}

/// The code on the pickup page.
fn code_on(page: &str) -> String {
    let groups = page.split("class=\"plate-group\">").skip(1);
    groups.filter_map(|rest| rest.split('<').next()).collect()
}

/// What the demo leaves behind when it is killed: its only folder in this one.
fn left_in(folder: &Path) -> PathBuf {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut homes = entries.filter(|path| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("cloakroom-demo-")
    });
    homes.next().expect("the demo's folder")
}

/// Whether a program still runs whose arguments name this folder.
fn is_run_from(folder: &Path) -> bool {
    let folder = folder.to_str().unwrap();
    let arguments = |entry: std::io::Result<std::fs::DirEntry>| std::fs::read(entry.ok()?.path().join("cmdline")).ok();
    let mut all = std::fs::read_dir("/proc").unwrap().filter_map(arguments);
    all.any(|bytes| String::from_utf8_lossy(&bytes).contains(folder))
}

/// What a document needs on its way over the move.
struct Waiting {
    employee: Browser,
    kiosk: Browser,
    bank: BankId,
    id: ConsignmentId,
    door: u16,
    link: String,
    all: Vec<(ConsignmentId, DeliveryState)>,
}

/// A document is brought in the demo.
async fn deposit(origin: &str) -> Waiting {
    let mut employee = Browser::new(origin.to_owned());
    let answer = employee.post("/en/demo/sign-in", &[("role", "employee")]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let banks: Vec<BankSummary> = told(&mut employee, "lockers/banks", json!({})).await;
    let mut there = None;
    for bank in &banks {
        if let Some(thing) = brought(&mut employee, bank.id, "before-the-move").await {
            there = Some((bank.id, thing));
            break;
        }
    }
    let (bank, thing) = there.expect("a bank with a free compartment");
    let mut kiosk = Browser::new(origin.to_owned());
    let answer = kiosk.post("/en/demo/kiosk", &[("bank", &bank.to_string())]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let (id, door) = (thing.id, thing.compartment);
    until!(
        "the door opens",
        demo_door_is_open(&mut kiosk, bank, door).await.then_some(())
    );
    hand(&mut kiosk, bank, "put", door).await;
    hand(&mut kiosk, bank, "push", door).await;
    until!("it is stored", {
        let state = view(&mut employee, id).await.state;
        (state == DeliveryState::Stored).then_some(())
    });
    let link = until!("its recipient is told", link_to(&mut kiosk, RECIPIENT).await);
    let all = list(&mut employee).await;
    Waiting {
        employee,
        kiosk,
        bank,
        id,
        door,
        link,
        all,
    }
}

/// It is fetched where the house is now, and another one is brought.
async fn pickup(origin: &str, waiting: Waiting, mut bank: BankProgram) {
    let (id, door) = (waiting.id, waiting.door);
    let mut employee = now_at(&waiting.employee, origin);
    assert_eq!(list(&mut employee).await, waiting.all, "everything is where it was");
    let before = view(&mut employee, id).await;
    assert!(before.told.is_some(), "{before:?}");
    let mut citizen = Browser::new(origin.to_owned());
    let answer = citizen.get(&waiting.link).await;
    assert_eq!((answer.status, answer.location()), (303, "/en/pickup"));
    let code = code_on(&citizen.get("/en/pickup").await.body);
    assert!(code.len() >= 6, "the page shows the code: {code:?}");

    until!("the bank is there", bank.is_connected().then_some(()));
    let kiosk = now_at(&waiting.kiosk, origin);
    until!("the kiosk takes the code", {
        let request = kiosk.request("POST", "/api/fn/kiosk/enter").form(&[("typed", &code)]);
        (request.send().await.unwrap().status() == 200).then_some(())
    });
    until!("the door opens", bank.is_open(door).then_some(()));
    bank.act(Act::TakeItem { compartment: door });
    bank.act(Act::PushShut { compartment: door });
    until!("it is collected", {
        let state = view(&mut employee, id).await.state;
        (state == DeliveryState::Collected).then_some(())
    });
    let after = view(&mut employee, id).await;
    assert!(
        after.history.len() > before.history.len(),
        "one history over both: {after:?}"
    );

    let next = brought(&mut employee, waiting.bank, "after-the-move").await.unwrap();
    let door = next.compartment;
    until!("the next door opens", bank.is_open(door).then_some(()));
    bank.act(Act::PutItem { compartment: door });
    bank.act(Act::PushShut { compartment: door });
    until!("the next one is stored", {
        let state = view(&mut employee, next.id).await.state;
        (state == DeliveryState::Stored).then_some(())
    });
    let mut again = Browser::new(origin.to_owned());
    let form = [("email", "radu.stanescu@demo.example"), ("password", PASSWORD)];
    assert_eq!(
        again.post("/en/sign-in", &form).await.status,
        303,
        "whoever signs in anew"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_moves_to_postgres_and_what_was_brought_before_is_fetched_after() {
    prepare();
    let folder = Folder::new();
    let path = folder.path();
    let temporary = path.to_str().unwrap();
    let mut demo = Running::start(
        path,
        &["demo", "--port", "0", "--cases", "40"],
        &[("TMPDIR", temporary)],
    );
    let origin = demo.says("CLOAKROOM_READY ", path);
    let waiting = deposit(&origin).await;
    // It would clear up behind itself if it were asked to end.
    drop(demo);
    let home = left_in(path);
    until!("its banks end", (!is_run_from(&home)).then_some(()));

    let database = Database::create("moved").await;
    let data = home.to_str().unwrap();
    let output = program(path, &["migrate-to", &database.url])
        .env("CLOAKROOM_DATA_DIR", data)
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{text}");
    assert!(
        text.contains("consignments  equal") && text.contains("each compared with the original"),
        "{text}"
    );
    // Nobody can look into the old one by mistake.
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(home.join(["cloakroom.db", ending].concat()));
    }
    let papers = home.join("banks").join(waiting.bank.to_string()).join("bank.toml");
    let broker = std::fs::read_to_string(&papers).unwrap();
    let (_, broker) = broker.split_once("mqtt://").unwrap();
    let broker = broker.split('"').next().unwrap();
    let mut serving = Running::start(
        path,
        &["serve"],
        &[
            ("CLOAKROOM_DATA_DIR", data),
            ("CLOAKROOM_DATABASE_URL", &database.url),
            ("CLOAKROOM_BROKER_LISTEN", broker),
        ],
    );
    let origin = ["http://", &serving.says("listening at ", path)].concat();
    let bank = BankProgram::start(path, &papers);
    pickup(&origin, waiting, bank).await;
    assert!(!home.join("cloakroom.db").exists(), "it lives in PostgreSQL alone");
    drop(serving);
    database.remove().await;
}

/// "so many rows of so many tables", as the program says it.
fn rows_in(text: &str) -> String {
    let (before, rest) = text.split_once(" tables").unwrap_or_else(|| panic!("{text}"));
    let words: Vec<&str> = before.rsplit(' ').take(4).collect();
    assert!(words.len() == 4 && !rest.is_empty(), "{text}");
    words.into_iter().rev().collect::<Vec<_>>().join(" ")
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a process works is measured by the machine's clock"
)]
fn now() -> Instant {
    Instant::now()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_whose_program_was_killed_is_whole_or_is_none() {
    prepare();
    let folder = Folder::new();
    let settings = config(folder.path());
    let house = Settings {
        public_url: "http://127.0.0.1:1".to_owned(),
        demo: true,
        payments: payment_settings(&settings),
    };
    let parts = Parts::open(&settings, house).await.unwrap();
    furnish(&parts.house, &parts.signing, Past { days: 6, cases: 16 })
        .await
        .unwrap();
    parts.house.db.close().await;
    let run = |args: &[&str]| crate::process::said(folder.path(), args);
    let (fine, text) = run(&["backup", "first"]);
    assert!(fine, "{text}");
    let began = now();
    let (fine, text) = run(&["backup", "whole"]);
    let took = now() - began;
    assert!(fine, "{text}");
    let whole = rows_in(&text);

    let (mut cut_off, mut drafts) = (0, 0);
    for kill in 0..KILLS {
        let name = format!("copy-{kill}");
        let mut child = program(folder.path(), &["backup", &name])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        tokio::time::sleep(took * kill / KILLS).await;
        child.kill().unwrap();
        child.wait().unwrap();
        // What was left where a copy was made is none, or is as whole as one.
        for (left, is_copy) in [(name.clone(), true), (format!("{name}.draft"), false)] {
            if !folder.path().join(&left).exists() {
                continue;
            }
            drafts += u32::from(!is_copy);
            let into = format!("{left}-house");
            let (fine, text) = run(&["restore", &left, "--into", &into]);
            assert!(fine || !is_copy, "{left} has the name of a copy: {text}");
            assert_eq!(folder.path().join(&into).join("cloakroom.db").exists(), fine, "{text}");
            if fine {
                assert_eq!(rows_in(&text), whole, "{left}");
            }
        }
        if !folder.path().join(&name).exists() {
            cut_off += 1;
            let (fine, text) = run(&["backup", &name]);
            assert!(
                fine && rows_in(&text) == whole,
                "what was cut off is in nobody's way: {text}"
            );
            assert!(!folder.path().join(format!("{name}.draft")).exists());
        }
    }
    println!("{cut_off} of {KILLS} were cut off, {drafts} left a draft");
    assert!(cut_off > 3, "only {cut_off} were cut off");
}
