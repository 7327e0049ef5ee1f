//! The log of all servers of this process, kept to be looked through.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use server::config::{LogConfig, LogFormat};
use tracing_subscriber::fmt::MakeWriter;

static KEPT: OnceLock<Kept> = OnceLock::new();

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// As an operator who looks for something would set it: everything of ours in every detail.
pub fn start() {
    let kept = KEPT.get_or_init(Kept::default).clone();
    let config = LogConfig {
        format: LogFormat::Json,
        level: "info,server=trace,backend=trace,app=trace,tower_http=debug".to_owned(),
    };
    server::logs::start_into(&config, kept).unwrap();
}

/// Everything that was logged so far.
pub fn text() -> String {
    let bytes = KEPT
        .get()
        .map(|kept| kept.0.lock().unwrap().clone())
        .unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The lines in which this stands: for the message of a test that failed.
pub fn lines_with(part: &str) -> String {
    let text = text();
    let found: Vec<&str> = text.lines().filter(|line| line.contains(part)).collect();
    found.join("\n")
}
