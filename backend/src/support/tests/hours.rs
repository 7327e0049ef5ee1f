//! What is promised where help is not given at any time.

use domain::Timestamp;
use domain::support::{HelpHours, Problem};

use super::super::HelpTimes;
use super::Trouble;
use crate::both;

both! {
    async fn who_asks_on_a_sunday_is_promised_an_answer_on_monday(world: World) {
        let mut t = Trouble::new(world).await;
        // The world begins on a Sunday.
        t.support = t.support.clone().in_hours(HelpTimes {
            hours: HelpHours::parse("mon-fri 08:00-18:00").unwrap(),
            time_zone: "Europe/Bucharest".to_owned(),
        });
        t.asks(Problem::LostCode, "I deleted the message").await.unwrap();
        let seen = t.view(t.only().await).await;
        let noon: jiff::Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
        assert_eq!(seen.row.promised.unwrap().at, Timestamp(noon.as_microsecond()));
        assert!(!seen.row.late);
    }
}
