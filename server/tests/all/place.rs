//! Where a bank stands, corrected over HTTP: kept by its manager, and nothing of it for strangers.

use domain::accounts::Role;
use domain::lockers::{NewBank, Place, Size};

use crate::stage::Stage;

/// A bank of the house to which everybody here belongs, as the address of its page.
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
    format!("/en/manager/banks/{}/place", bank.unwrap())
}

fn typed<'a>(version: &'a str, name: &'a str, hours: &'a str, hotline: &'a str) -> [(&'a str, &'a str); 9] {
    [
        ("version", version),
        ("name", name),
        ("address", "Strada Mare 1"),
        ("city", "Cluj"),
        ("latitude", "46.7"),
        ("longitude", "23.6"),
        ("time_zone", "Europe/Bucharest"),
        ("opening_hours", hours),
        ("hotline", hotline),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_corrects_it_and_nobody_undoes_that_unseen() {
    let stage = Stage::start().await;
    let mut manager = stage.signed_in_as("elena.test@example.org", Role::Manager).await;
    let place = with_bank(&stage).await;
    let number = "+40 21 555 0100";
    let page = manager.get(&place).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("value=\"24/7\"") && page.body.contains("value=\"46.7\""));

    let answer = manager.post(&place, &typed("1", "Gara <b>", "8–20", "112")).await;
    assert_eq!(answer.status, 422);
    for part in [
        "id=\"hotline-error\"",
        "value=\"112\"",
        "value=\"8–20\"",
        "value=\"Gara &lt;b",
    ] {
        assert!(answer.body.contains(part), "{part}");
    }
    let first = typed("1", "Gara", "8–20", number);
    for _ in 0..2 {
        let answer = manager.post(&place, &first).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, format!("{place}?done=saved").as_str()),
            "also the second click"
        );
    }
    let page = manager.get(&format!("{place}?done=saved")).await;
    assert!(page.body.contains("value=\"8–20\"") && page.body.contains("Saved."));

    // A form that was begun before that shows what was saved, and keeps it from being undone unseen.
    let late = manager.post(&place, &typed("1", "Piața", "24/7", number)).await;
    assert_eq!(late.status, 422);
    for part in [
        "Somebody else saved",
        "8–20",
        "value=\"Piața\"",
        "value=\"24/7\"",
        "value=\"2\"",
    ] {
        assert!(late.body.contains(part), "{part}");
    }
    assert!(manager.get(&place).await.body.contains("value=\"Gara\""));
    assert_eq!(
        manager.post(&place, &typed("2", "Piața", "24/7", number)).await.status,
        303
    );
    // A form that could not be read must not look as if all was left empty.
    let unread = manager.post(&place, &[("name", "x")]).await;
    assert_eq!(unread.status, 422);
    assert!(unread.body.contains("value=\"Piața\""));
    stage.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_are_told_nothing() {
    let stage = Stage::start().await;
    let mut manager = stage.signed_in_as("elena.test@example.org", Role::Manager).await;
    let mut employee = stage.signed_in_as("ana.other@example.org", Role::Employee).await;
    let place = with_bank(&stage).await;
    stage
        .add_person("Other house", "oana.test@example.org", &[Role::Manager])
        .await;
    let mut other = stage.signed_in_again("oana.test@example.org").await;
    let change = typed("1", "Theirs", "never", "+40 21 555 0199");
    for stranger in [&mut employee, &mut other] {
        assert_eq!(stranger.get(&place).await.status, 404);
        assert_eq!(stranger.post(&place, &change).await.status, 404);
        assert_eq!(stranger.post(&place, &[]).await.status, 404);
    }
    let mut visitor = stage.browser();
    assert!(visitor.get(&place).await.location().starts_with("/en/sign-in"));
    assert!(manager.get(&place).await.body.contains("value=\"Primăria\""));
    stage.stop().await;
}
