//! Many pages at once: a neighbour project saw Leptos panic under concurrent rendering; ours must not.
//!
//! 20 clients, some of whose requests are broken off, against 1, 2 and 4 worker threads. `CLOAKROOM_TEST_SOAK` says how many
//! requests each client makes (1000 for the full measure; the usual run is shorter).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use crate::browser::Browser;
use crate::stage::{Stage, prepare};

const CLIENTS: usize = 20;
const USUAL: usize = 40;
const THREADS: &str = "soak-server";

const PAGES: [&str; 8] = [
    "/en/employee/deliveries",
    "/ro/employee/deliveries/new",
    "/ru/manager/banks",
    "/zh/manager/people",
    "/en/account",
    "/ro/",
    "/ru/sign-in",
    "/zh/nowhere",
];

static PANICS: AtomicUsize = AtomicUsize::new(0);

#[test]
fn many_pages_at_once_and_none_of_them_torn() {
    prepare();
    count_panics();
    let each = std::env::var("CLOAKROOM_TEST_SOAK")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(USUAL);
    for workers in [1, 2, 4] {
        soak(workers, each);
    }
    assert_eq!(PANICS.load(Ordering::SeqCst), 0, "threads of the server panicked");
}

/// Also those that no handler sees: in a task that Leptos started.
fn count_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current()
            .name()
            .is_some_and(|name| name.starts_with(THREADS))
        {
            PANICS.fetch_add(1, Ordering::SeqCst);
        }
        before(panic);
    }));
}

fn soak(workers: usize, each: usize) {
    let server = runtime(workers, THREADS);
    let clients = runtime(2, "soak-clients");
    let stage = server.block_on(async { Stage::start().await.with_employee().await });
    let session = clients.block_on(stage.signed_in()).cookies;
    let whole = Arc::new(AtomicUsize::new(0));
    clients.block_on(async {
        let mut tasks = JoinSet::new();
        for client in 0..CLIENTS {
            let mut browser = stage.browser();
            browser.cookies.clone_from(&session);
            tasks.spawn(one_client(browser, client, each, Arc::clone(&whole)));
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
    });
    assert!(
        whole.load(Ordering::SeqCst) > CLIENTS * each / 2,
        "most requests were not broken off"
    );
    server.block_on(stage.stop());
}

async fn one_client(mut browser: Browser, client: usize, each: usize, whole: Arc<AtomicUsize>) {
    for number in 0..each {
        let page = PAGES[(client + number) % PAGES.len()];
        if (client * 7 + number).is_multiple_of(9) {
            // Broken off somewhere between the request and the last byte.
            let patience = Duration::from_micros(((client * 977 + number * 131) % 9000) as u64);
            let _ = tokio::time::timeout(patience, browser.get(page)).await;
            continue;
        }
        if (client + number).is_multiple_of(11) {
            let asked = browser
                .request("POST", "/api/fn/lockers/banks")
                .json(&serde_json::json!({}));
            let answer = browser.send(asked).await;
            assert_eq!((answer.status, answer.body.as_str()), (200, "[]"), "a server function");
            continue;
        }
        let answer = browser.get(page).await;
        let expected = if page.ends_with("nowhere") { 404 } else { 200 };
        // The sign-in page sends whoever is signed in to their work.
        let expected = if page.ends_with("sign-in") { 303 } else { expected };
        assert_eq!(answer.status, expected, "{page}");
        if expected != 303 {
            assert!(
                answer.body.ends_with("</html>"),
                "{page} is torn: …{}",
                tail(&answer.body)
            );
        }
        whole.fetch_add(1, Ordering::SeqCst);
    }
}

fn tail(body: &str) -> String {
    let chars: Vec<char> = body.chars().rev().take(120).collect();
    chars.into_iter().rev().collect()
}

fn runtime(workers: usize, name: &str) -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(workers)
        .thread_name(name)
        .enable_all()
        .build()
        .unwrap()
}
