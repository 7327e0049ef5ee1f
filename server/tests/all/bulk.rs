//! Lists of recipients over HTTP: what is read, what is said, what is kept, and who gets nothing there.

use domain::accounts::Role;
use domain::lockers::{NewBank, Place, Size};

use crate::browser::{Answer, Browser};
use crate::stage::{EMPLOYEE, PASSWORD, Stage};

const LIST: &str = "nume;e-mail;telefon;limba;document;referință\n\
    Ion <i>Popescu;ion@example.org;;ro;pașaport;R-1\n\
    Ana Pop;ana@example.org;;en;buletin;R-2";

/// Sends a form as browsers send one with a file; a file is what is called so.
async fn send(browser: &mut Browser, path: &str, parts: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, value) in parts {
        let file = if *name == "file" {
            "; filename=\"list.csv\"\r\nContent-Type: text/csv"
        } else {
            ""
        };
        body.push_str("--edge\r\nContent-Disposition: form-data; name=\"");
        body.push_str(&[name, "\"", file, "\r\n\r\n", value, "\r\n"].concat());
    }
    body.push_str("--edge--\r\n");
    let request = browser
        .request("POST", path)
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(body);
    browser.send(request).await
}

/// What a hidden field of a page holds.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let value = page.split(&mark).nth(1).unwrap().split('"').next().unwrap();
    let plain = [
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    plain
        .into_iter()
        .fold(value.to_owned(), |text, (coded, sign)| text.replace(coded, sign))
}

async fn with_bank(stage: &Stage) -> String {
    let place = Place {
        name: "Primăria".to_owned(),
        address: "Strada Mare 1".to_owned(),
        city: "Cluj".to_owned(),
        latitude: 46.7,
        longitude: 23.6,
        time_zone: "Europe/Bucharest".to_owned(),
        opening_hours: "24/7".to_owned(),
        hotline: "+40215550100".to_owned(),
    };
    let parts = &stage.running.parts;
    let organisation = parts.accounts.seed_organisation("Test house").await.unwrap();
    let columns = vec![vec![Size::S, Size::M]];
    let bank = parts.lockers.add_bank(organisation, &NewBank { place, columns }).await;
    bank.unwrap().to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_looked_at_corrected_entered_once_and_given_up() {
    let stage = Stage::start().await.with_employee().await;
    let bank = with_bank(&stage).await;
    let mut employee = stage.signed_in().await;
    assert_eq!(
        employee.get("/en/employee/bulk/preview").await.location(),
        "/en/employee/bulk/new"
    );
    let again = ["Ana Pop;ana@example.org;;en;buletin;R-2", "Vlad;;0721;ro;Lampă;R-3"];
    let list = [LIST, &again.join("\n")].join("\n");
    let sent = [("bank", bank.as_str()), ("size", "S"), ("file", &list)];
    let answer = send(&mut employee, "/en/employee/bulk/preview", &sent).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    for part in [
        "name=\"phone-5\"",
        "id=\"item-5-error\"",
        "id=\"reference-4-error\"",
        "out-2",
        "Lampă",
    ] {
        assert!(answer.body.contains(part), "{part}");
    }
    assert!(!answer.body.contains("<i>"), "what was sent is text");
    let (once, kept) = (hidden(&answer.body, "once"), hidden(&answer.body, "list"));
    let mut sent = vec![
        ("bank", bank.as_str()),
        ("size", "S"),
        ("once", once.as_str()),
        ("list", kept.as_str()),
        ("out-4", "on"),
        ("phone-5", "+40 721 555 010"),
    ];
    let answer = send(&mut employee, "/en/employee/bulk/enter", &sent).await;
    assert_eq!(answer.status, 422, "the document is no document of ours yet");
    assert!(
        answer.body.contains("value=\"+40 721 555 010\""),
        "what was typed is there"
    );
    sent.push(("item-5", "permit"));
    let first = send(&mut employee, "/en/employee/bulk/enter", &sent).await;
    assert_eq!(first.status, 303, "{}", first.body);
    let second = send(&mut employee, "/en/employee/bulk/enter", &sent).await;
    assert_eq!(second.location(), first.location(), "pressed twice");
    let place = first.location().split('?').next().unwrap().to_owned();
    let page = employee.get(&place).await;
    assert_eq!(page.status, 200);
    for reference in ["R-1", "R-2", "R-3"] {
        assert_eq!(page.body.matches(reference).count(), 1, "{reference}");
    }
    let desk = employee.get("/en/employee/bulk").await;
    assert!(desk.body.contains("3 documents wait"), "{}", desk.body);
    let given_up = employee.post(&format!("{place}/drop"), &[]).await;
    assert_eq!(given_up.location(), "/en/employee/bulk?done=dropped&lines=3");
    assert!(!employee.get("/en/employee/bulk").await.body.contains(" wait<"));
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_column_that_is_none_of_ours_is_left_out_and_said_at_every_look() {
    let stage = Stage::start().await.with_employee().await;
    let bank = with_bank(&stage).await;
    let mut employee = stage.signed_in().await;
    let file = "nume;pantof <b>;e-mail;limba;document;referință\nIon Pop;42 stânga;ion@example.org;ro;pașaport;R-1";
    let sent = [("bank", bank.as_str()), ("size", "S"), ("file", file)];
    let first = send(&mut employee, "/en/employee/bulk/preview", &sent).await;
    assert_eq!(first.status, 200, "{}", first.body);
    let said = "Column “pantof &lt;b";
    assert!(first.body.contains(said), "{}", first.body);
    assert!(!first.body.contains("42 stânga"), "what is not used is not carried on");
    let (once, kept) = (hidden(&first.body, "once"), hidden(&first.body, "list"));
    let unused = hidden(&first.body, "unused");
    assert_eq!(unused, "pantof <b>");
    let sent = [
        ("bank", bank.as_str()),
        ("size", "S"),
        ("once", once.as_str()),
        ("list", kept.as_str()),
        ("unused", unused.as_str()),
    ];
    let again = send(&mut employee, "/en/employee/bulk/preview", &sent).await;
    assert!(again.body.contains(said), "{}", again.body);
    let entered = send(&mut employee, "/en/employee/bulk/enter", &sent).await;
    assert_eq!(entered.status, 303, "{}", entered.body);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_list_is_said_in_words() {
    let stage = Stage::start().await.with_employee().await;
    let bank = with_bank(&stage).await;
    let mut employee = stage.signed_in().await;
    for (file, said) in [
        ("", "at least one line"),
        ("shoe;name\n1;2", "is missing"),
        ("name\nIon", "neither commas nor semicolons"),
    ] {
        let sent = [("bank", bank.as_str()), ("size", "M"), ("file", file)];
        let answer = send(&mut employee, "/en/employee/bulk/preview", &sent).await;
        assert_eq!(answer.status, 422, "{said}");
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
        assert!(answer.body.contains("id=\"file-error\""), "{said}");
    }
    let huge = "x".repeat(600 * 1024);
    let answer = send(&mut employee, "/en/employee/bulk/preview", &[("file", &huge)]).await;
    assert_eq!(answer.status, 422);
    let answer = send(&mut employee, "/en/employee/bulk/preview", &[("file", LIST)]).await;
    assert_eq!(answer.status, 422, "it says not where it goes");
    let example = employee.get("/ro/employee/bulk/example.csv").await;
    assert!(example.header("content-disposition").starts_with("attachment"));
    let sent = [("bank", bank.as_str()), ("size", "S"), ("file", &example.body)];
    let answer = send(&mut employee, "/ro/employee/bulk/preview", &sent).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("3 linii pot fi introduse"), "{}", answer.body);
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_the_bank_a_refusal_comes_back_with_its_number() {
    let stage = Stage::start().await.with_employee().await;
    let bank = with_bank(&stage).await;
    let mut employee = stage.signed_in().await;
    let place = format!("/en/employee/bulk/at/{bank}");
    let answer = employee.post(&place, &[("reference", " R <9> ")]).await;
    let again = format!("{place}?notice=not_on_list&said=R%20%3C9%3E");
    assert_eq!((answer.status, answer.location()), (303, again.as_str()));
    let page = employee.get(&again).await;
    assert!(
        page.body.contains("R &lt;9&gt;") && page.body.contains("autofocus"),
        "{}",
        page.body
    );
    // Nobody listens at a bank without a connection: nothing is kept for later.
    let sent = [
        ("bank", bank.as_str()),
        ("size", "S"),
        ("once", "once-list-1"),
        ("file", LIST),
    ];
    assert_eq!(send(&mut employee, "/en/employee/bulk/enter", &sent).await.status, 303);
    let answer = employee.post(&place, &[("reference", "R-1")]).await;
    assert_eq!(answer.location(), format!("{place}?notice=bank_offline&said=R-1"));
    assert!(employee.get(&place).await.body.contains("2 documents wait"));
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_are_for_whoever_may_create_deliveries() {
    let stage = Stage::start().await.with_employee().await;
    let bank = with_bank(&stage).await;
    stage
        .add_person("Test house", "sup.test@example.org", &[Role::Support])
        .await;
    let mut support = stage.browser();
    let form = [("email", "sup.test@example.org"), ("password", PASSWORD)];
    assert_eq!(support.post("/en/sign-in", &form).await.status, 303);
    let at = format!("/en/employee/bulk/at/{bank}");
    for path in ["/en/employee/bulk", "/en/employee/bulk/new", &at] {
        assert_eq!(support.get(path).await.status, 404, "{path}");
    }
    let sent = [
        ("bank", bank.as_str()),
        ("size", "S"),
        ("once", "once-list-1"),
        ("file", LIST),
    ];
    for path in ["/en/employee/bulk/preview", "/en/employee/bulk/enter"] {
        assert_eq!(send(&mut support, path, &sent).await.status, 404, "{path}");
    }
    assert_eq!(support.post(&at, &[("reference", "R-1")]).await.status, 404);
    // Whoever is not signed in is asked to.
    let mut visitor = stage.browser();
    assert_eq!(send(&mut visitor, "/en/employee/bulk/enter", &sent).await.status, 303);
    let mut employee = stage.signed_in().await;
    assert!(
        !employee.get("/en/employee/bulk").await.body.contains("documents wait"),
        "{EMPLOYEE}: nothing was kept"
    );
    stage.stop().await;
}
