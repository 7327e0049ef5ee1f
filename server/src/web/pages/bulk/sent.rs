//! A list as a form sends it: within limits, with what was corrected.

use axum::extract::Multipart;
use domain::delivery::bulk::{BulkFile, BulkForm, BulkLine, FileTrouble, MOST_BYTES, MOST_UNUSED, amend, read};

use super::super::photos;
use crate::web::Signed;

/// The most bytes of all that is typed in a preview. The list itself grows a little by being written.
const MOST_WORDS: usize = 2 * MOST_BYTES;

/// A list as a form sends it: a file, or what a preview carries.
#[derive(Default)]
pub(super) struct Sent {
    words: Vec<(String, String)>,
    file: Option<Vec<u8>>,
    too_large: bool,
}

impl Sent {
    /// Reads a form to its end.
    pub(super) async fn read(mut form: Multipart) -> Self {
        let mut sent = Self::default();
        let mut left = MOST_WORDS;
        while let Ok(Some(mut field)) = form.next_field().await {
            let name = field.name().unwrap_or_default().to_owned();
            let is_file = name == "file";
            let most = if is_file { MOST_BYTES } else { left };
            let Some(bytes) = photos::bytes(&mut field, most).await else {
                sent.too_large = true;
                continue;
            };
            if is_file {
                sent.file = Some(bytes);
            } else {
                left -= bytes.len();
                sent.words.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        sent
    }

    fn word(&self, name: &str) -> &str {
        let found = self.words.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The lines, with what was corrected; and what of the file is not used.
    pub(super) fn list(&self) -> Result<BulkFile, FileTrouble> {
        if self.too_large {
            return Err(FileTrouble::TooLarge);
        }
        let mut list = match &self.file {
            Some(file) => read(file)?,
            // What was written has our columns only: the page carries the names of the others beside it.
            None => BulkFile {
                unused: self.unused(),
                ..read(self.word("list").as_bytes())?
            },
        };
        let typed = self.words.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        amend(&mut list.lines, typed);
        Ok(list)
    }

    fn unused(&self) -> Vec<String> {
        let told = self.words.iter().filter(|(name, _)| name == "unused");
        told.map(|(_, head)| head.clone()).take(MOST_UNUSED).collect()
    }

    /// With these lines, as the port takes it.
    pub(super) fn form(&self, signed: &Signed, lines: Vec<BulkLine>) -> BulkForm {
        let once = match self.word("once") {
            // Made when the lines are first shown, so that a second press enters nothing twice.
            "" => signed.web.house.outside.uuid7().to_string(),
            once => once.to_owned(),
        };
        BulkForm {
            bank: self.word("bank").to_owned(),
            size: self.word("size").to_owned(),
            once,
            lines,
        }
    }
}
