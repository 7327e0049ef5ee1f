//! An open screen of an employee, which only listens. No test is in here.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use domain::ids::ConsignmentId;
use domain::live::Nudge;
use tokio::task::JoinHandle;

use super::{PATIENCE, PAUSE};

/// What it heard of, until it is dropped.
pub struct Screen {
    heard: Arc<Mutex<HashSet<ConsignmentId>>>,
    task: JoinHandle<()>,
}

impl Screen {
    /// Listens to a stream that was just opened.
    pub fn on(mut stream: reqwest::Response) -> Self {
        assert_eq!(stream.status().as_u16(), 200, "the screen is let in");
        let heard = Arc::new(Mutex::new(HashSet::new()));
        let to = Arc::clone(&heard);
        let task = tokio::spawn(async move {
            let mut text = String::new();
            while let Ok(Some(chunk)) = stream.chunk().await {
                text.push_str(&String::from_utf8_lossy(&chunk));
                while let Some((line, rest)) = text.split_once('\n') {
                    let json = line.strip_prefix("data: ").unwrap_or_default();
                    if let Ok(Nudge::Consignment { consignment, .. }) = serde_json::from_str(json) {
                        to.lock().unwrap().insert(consignment);
                    }
                    text = rest.to_owned();
                }
            }
        });
        Self { heard, task }
    }

    /// Waits until it was told of this one.
    pub async fn hears_of(&self, id: ConsignmentId) {
        let heard = async {
            while !self.heard.lock().unwrap().contains(&id) {
                tokio::time::sleep(PAUSE).await;
            }
        };
        let heard = tokio::time::timeout(PATIENCE, heard).await;
        heard.expect("the screen is told of a hand-over");
    }

    /// Whether its stream has not ended.
    pub fn is_open(&self) -> bool {
        !self.task.is_finished()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.task.abort();
    }
}
