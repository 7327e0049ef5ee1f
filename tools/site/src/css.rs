//! Puts imported style sheets where their `@import` stands, so that a browser loads one file.
//!
//! Understood: `@import "x.css";`, with `url(…)` or not, with `layer`, `layer(name)` and a media query behind it.
//! What must not be here: changing what a rule says. Shortening is in `squeeze.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure};

/// The sheet at `path` with all its imports in it, and theirs.
pub fn inline(path: &Path) -> Result<String, Failure> {
    inline_within(path, &mut Vec::new())
}

fn inline_within(path: &Path, open: &mut Vec<PathBuf>) -> Result<String, Failure> {
    if open.iter().any(|other| other == path) {
        return Err(Failure::new(format!("{} imports itself", path.display())));
    }
    let text = fs::read_to_string(path).doing_at("read the style sheet", path)?;
    open.push(path.to_owned());
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = next_import(rest) {
        let (before, statement) = rest.split_at(at);
        out.push_str(before);
        let end = end_of_statement(statement)
            .ok_or_else(|| Failure::new(format!("an @import in {} has no end", path.display())))?;
        let import = Import::parse(&statement["@import".len()..end])
            .ok_or_else(|| Failure::new(format!("{}: cannot read `{}`", path.display(), &statement[..=end])))?;
        let inner = inline_within(&folder.join(&import.file), open)?;
        out.push_str(&import.wrap(&inner));
        rest = &statement[end + 1..];
    }
    out.push_str(rest);
    open.pop();
    Ok(out)
}

/// Where the next `@import` begins that is neither in a comment nor in a string.
fn next_import(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(piece) = piece_at(text, at) {
        if piece.starts_with("@import") {
            return Some(at);
        }
        at += piece.len();
    }
    None
}

/// Where the `;` stands that ends the statement at the start of `text`.
fn end_of_statement(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(piece) = piece_at(text, at) {
        if piece == ";" {
            return Some(at);
        }
        at += piece.len();
    }
    None
}

/// The comment, the string, the at-word or else the single character that begins at `at`.
///
/// Every scan over a sheet goes in these pieces, so that braces and keywords inside comments and strings are never taken for code.
pub fn piece_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let length = if rest.starts_with("/*") {
        rest.get(2..)
            .and_then(|inner| inner.find("*/"))
            .map_or(rest.len(), |end| end + 4)
    } else if first == '"' || first == '\'' {
        string_length(rest, first)
    } else if first == '@' {
        rest[1..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .map_or(rest.len(), |end| end + 1)
    } else {
        first.len_utf8()
    };
    rest.get(..length)
}

fn string_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return at + 1;
        }
    }
    rest.len()
}

/// One `@import`, taken apart.
#[derive(Debug, PartialEq, Eq)]
struct Import {
    file: String,
    /// `Some("")` is a layer without a name.
    layer: Option<String>,
    media: String,
}

impl Import {
    /// Takes apart what stands between `@import` and `;`.
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (file, rest) = if let Some(inner) = text.strip_prefix("url(") {
            let (file, rest) = inner.split_once(')')?;
            (file.trim().trim_matches(['"', '\'']), rest)
        } else {
            let string = piece_at(text, 0).filter(|piece| piece.len() > 2 && piece.starts_with(['"', '\'']))?;
            (&string[1..string.len() - 1], &text[string.len()..])
        };
        if file.is_empty() || file.contains("://") {
            return None;
        }
        let rest = rest.trim();
        let (layer, media) = match rest.strip_prefix("layer") {
            Some(named) if named.starts_with('(') => {
                let (name, media) = named[1..].split_once(')')?;
                (Some(name.trim().to_owned()), media)
            }
            Some(media) => (Some(String::new()), media),
            None => (None, rest),
        };
        Some(Self {
            file: file.to_owned(),
            layer,
            media: media.trim().to_owned(),
        })
    }

    /// `inner` under this import's layer and media query.
    fn wrap(&self, inner: &str) -> String {
        let layered = match self.layer.as_deref() {
            None => inner.to_owned(),
            Some("") => format!("@layer {{\n{inner}\n}}"),
            Some(name) => format!("@layer {name} {{\n{inner}\n}}"),
        };
        if self.media.is_empty() {
            layered
        } else {
            format!("@media {} {{\n{layered}\n}}", self.media)
        }
    }
}

/// `text` with each `url(…)` sent through `rename`, which gets the bare reference and returns the new one, or nothing to leave it.
pub fn rename_urls(text: &str, rename: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("url(") {
        let Some((inside, behind)) = after.split_once(')') else {
            break;
        };
        out.push_str(before);
        let bare = inside.trim().trim_matches(['"', '\'']);
        match rename(bare) {
            Some(new) => out.extend(["url(\"", &new, "\")"]),
            None => out.extend(["url(", inside, ")"]),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::tests::Scratch;
    use crate::squeeze::squeeze;

    fn check(name: &str, files: &[(&str, &str)], expected: &str) {
        let scratch = Scratch::new(name);
        for (file, text) in files {
            let path = scratch.0.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        assert_eq!(squeeze(&inline(&scratch.0.join(files[0].0)).unwrap()), expected);
    }

    #[test]
    fn imports_are_inlined_recursively_with_their_layers() {
        check(
            "css-layers",
            &[
                (
                    "main.css",
                    "@layer a, b;\n@import \"a.css\" layer(a);\n@import url('parts/b.css') layer(b) print;\np { color: red }",
                ),
                ("a.css", ".a { top: 0 }"),
                ("parts/b.css", "@import \"c.css\";\n.b { top: 0 }"),
                ("parts/c.css", ".c { top: 0 }"),
            ],
            "@layer a,b;@layer a{.a{top:0}}@media print{@layer b{.c{top:0}.b{top:0}}}p{color:red}",
        );
    }

    #[test]
    fn comments_and_strings_are_no_imports() {
        check(
            "css-comments",
            &[(
                "main.css",
                "/* @import \"x.css\"; */ a::after { content: \"@import 'y.css';\" }",
            )],
            "a::after{content:\"@import 'y.css';\"}",
        );
    }

    #[test]
    fn a_circle_is_refused() {
        let scratch = Scratch::new("css-circle");
        fs::write(scratch.0.join("a.css"), "@import \"b.css\";").unwrap();
        fs::write(scratch.0.join("b.css"), "@import \"a.css\";").unwrap();
        assert!(
            inline(&scratch.0.join("a.css"))
                .unwrap_err()
                .to_string()
                .contains("imports itself")
        );
    }

    #[test]
    fn a_missing_or_foreign_sheet_is_refused() {
        let scratch = Scratch::new("css-missing");
        fs::write(scratch.0.join("a.css"), "@import \"gone.css\";").unwrap();
        assert!(
            inline(&scratch.0.join("a.css"))
                .unwrap_err()
                .to_string()
                .contains("gone.css")
        );
        assert_eq!(Import::parse(" \"https://elsewhere.example/x.css\""), None);
    }

    #[test]
    fn urls_are_renamed_only_when_known() {
        let text = "a { background: url('img/x.svg') } b { background: url(data:image/png;base64,AA) }";
        let renamed = rename_urls(text, |name| (name == "img/x.svg").then(|| "img/x.1.svg".to_owned()));
        assert_eq!(
            renamed,
            "a { background: url(\"img/x.1.svg\") } b { background: url(data:image/png;base64,AA) }"
        );
    }
}
