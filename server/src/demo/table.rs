//! What the terminal says when the demo stands: where to go, and as whom.

use std::fmt::Write as _;
use std::net::SocketAddr;

use backend::demo::{DemoHouse, PASSWORD};

/// The table, ready to be printed.
pub(super) fn table(house: &DemoHouse, origin: &str, broker: Option<SocketAddr>) -> String {
    let mut text =
        String::from("\nCloakroom demo. Everybody in it is made up, and all of it is gone when it stops (Ctrl-C).\n\n");
    let mut line = |left: &str, right: &str| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "  {left:<16} {right}");
    };
    line("Begin here", &format!("{origin}/en/demo"));
    line("Home page", &format!("{origin}/en/   (also /ro/ /ru/ /zh/)"));
    line("Messages", &format!("{origin}/en/demo/inbox"));
    line(
        "Sign-in",
        &format!("{origin}/en/sign-in   (or one click on the first page)"),
    );
    if let Some(broker) = broker {
        line("MQTT broker", &format!("mqtt://{broker}"));
    }
    line("", "");
    line("Role", &format!("{:<34} password: {PASSWORD}", "e-mail"));
    for person in &house.people {
        line(person.role.wire(), &format!("{:<34} {}", person.email, person.name));
    }
    line("", "");
    line("Locker bank", "where one sees its doors and acts as the human");
    for bank in &house.banks {
        line(&bank.place.city, &format!("{origin}/en/demo/banks/{}", bank.id));
    }
    text.lines()
        .fold(String::new(), |all, line| all + line.trim_end() + "\n")
}
