//! The one file on disk: lines with a checksum, appended and synced, and replaced as a whole when it has grown.
//!
//! What the lines mean is not known here (see `records`). Rules:
//! * A line is on disk before [`Journal::append`] returns, if it was asked to be durable.
//! * A torn last line (power lost while writing) never was durable and is cut off.
//! * A bad line with good ones after it is damage of the disk: the file is set aside, what can be read is kept, and
//!   the caller is told, so that it trusts no command from before.
//! * After a failed write nothing more is written: half a line must not get company.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failpoint;

const NAME: &str = "journal";
const DAMAGED: &str = "journal.damaged";
const LOCK: &str = "lock";
/// Hex digits of the checksum at the head of each line.
const SUM: usize = 16;

/// The open journal of one bank. One process at a time has it.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    len: u64,
    broken: bool,
    _lock: Lock,
}

/// What was found on opening.
#[derive(Debug)]
pub struct Found {
    /// The journal, ready to be written.
    pub journal: Journal,
    /// Its lines, oldest first.
    pub lines: Vec<String>,
    /// Whether something may be missing: the file was damaged, or there was none.
    pub gap: bool,
}

/// Why the journal could not be opened or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another process has it open.
    #[error("another process runs this bank: {0} is locked")]
    Taken(PathBuf),
    /// An earlier write failed, so nothing more is written.
    #[error("the journal failed before; the program must start anew")]
    Broken,
    /// The disk's own error.
    #[error("the journal could not be {doing}")]
    Disk {
        /// What we were doing.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

fn disk(doing: &'static str) -> impl Fn(io::Error) -> JournalError {
    move |source| JournalError::Disk { doing, source }
}

impl Journal {
    /// Opens or begins the journal in a directory, which is made if it is missing.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn open(dir: &Path) -> Result<Found, JournalError> {
        std::fs::create_dir_all(dir).map_err(disk("given a directory"))?;
        let lock = take_lock(&dir.join(LOCK))?;
        let path = dir.join(NAME);
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(disk("opened"))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(disk("read"))?;
        let read = read_lines(&bytes);
        let mut journal = Self {
            path,
            file,
            len: read.good_len,
            broken: false,
            _lock: lock,
        };
        let gap = read.damaged || bytes.is_empty();
        if read.damaged {
            tracing::error!("the journal is damaged: set aside as {DAMAGED}, the readable lines are kept");
            replace_file(&dir.join(DAMAGED), &bytes).map_err(disk("set aside"))?;
            journal.replace(&read.lines)?;
        } else if read.good_len < bytes.len() as u64 {
            journal.file.set_len(read.good_len).map_err(disk("cut"))?;
            journal.file.sync_all().map_err(disk("synced"))?;
        }
        sync_dir(dir).map_err(disk("synced"))?;
        Ok(Found {
            journal,
            lines: read.lines,
            gap,
        })
    }

    /// How many bytes it has.
    pub const fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing was ever written.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends one line (without line breaks). When it returns and `durable` was asked, the line survives a power cut.
    ///
    /// # Errors
    /// [`JournalError`]; after that every further write is refused.
    pub fn append(&mut self, line: &str, durable: bool) -> Result<(), JournalError> {
        if self.broken {
            return Err(JournalError::Broken);
        }
        self.broken = true;
        let framed = frame(line);
        failpoint::reached("before a line of the journal");
        self.file.write_all(framed.as_bytes()).map_err(disk("written"))?;
        if durable {
            failpoint::reached("before a line of the journal is synced");
            self.file.sync_data().map_err(disk("synced"))?;
        }
        failpoint::reached("after a line of the journal");
        self.len += framed.len() as u64;
        self.broken = false;
        Ok(())
    }

    /// Puts these lines in the place of all that is there, whole or not at all.
    ///
    /// # Errors
    /// [`JournalError`]; after that every further write is refused.
    pub fn replace(&mut self, lines: &[String]) -> Result<(), JournalError> {
        if self.broken {
            return Err(JournalError::Broken);
        }
        self.broken = true;
        let bytes: String = lines.iter().map(|line| frame(line)).collect();
        replace_file(&self.path, bytes.as_bytes()).map_err(disk("rewritten"))?;
        self.file = OpenOptions::new()
            .read(true)
            .append(true)
            .open(&self.path)
            .map_err(disk("opened"))?;
        self.len = bytes.len() as u64;
        self.broken = false;
        Ok(())
    }
}

/// Writes a file, synced, whole or not at all: a new one takes the place of the old.
///
/// # Errors
/// The disk's.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = path.with_extension("new");
    let mut file = File::create(&fresh)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    failpoint::reached("before a file takes the place of another");
    std::fs::rename(&fresh, path)?;
    failpoint::reached("after a file took the place of another");
    path.parent().map_or(Ok(()), sync_dir)
}

fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// That this process alone runs the bank.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    /// Let go, not only closed: a program that is just being started has a copy of every open file until it is itself, and
    /// the lock would be held by that copy for a moment longer.
    fn drop(&mut self) {
        // What cannot be let go ends with the process.
        let _ = self.0.unlock();
    }
}

fn take_lock(path: &Path) -> Result<Lock, JournalError> {
    let file = File::create(path).map_err(disk("locked"))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(JournalError::Taken(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(disk("locked")(source)),
    }
}

fn checksum(line: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(line.as_bytes())
        .iter()
        .take(SUM / 2)
        .fold(String::with_capacity(SUM), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

fn frame(line: &str) -> String {
    format!("{} {line}\n", checksum(line))
}

struct Readable {
    lines: Vec<String>,
    good_len: u64,
    damaged: bool,
}

fn read_lines(bytes: &[u8]) -> Readable {
    let mut read = Readable {
        lines: Vec::new(),
        good_len: 0,
        damaged: false,
    };
    let mut at = 0_u64;
    let mut bad = false;
    for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
        at += piece.len() as u64;
        if let Some(line) = unframe(piece) {
            // A bad line in front of a good one was not torn: torn lines are last.
            read.damaged |= bad;
            read.lines.push(line.to_owned());
            read.good_len = at;
        } else {
            bad = true;
        }
    }
    read
}

fn unframe(piece: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(piece).ok()?.strip_suffix('\n')?;
    let (sum, line) = text.split_once(' ')?;
    (sum == checksum(line)).then_some(line)
}
