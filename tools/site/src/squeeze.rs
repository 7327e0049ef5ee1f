//! Shortens a style sheet without changing what it says: comments go, white space shrinks.
//!
//! What must not be here: anything that needs to understand a rule (merging, reordering, shorter colours).

use crate::css::piece_at;

/// `text` without comments and needless white space. Strings are kept as they are.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut at = 0;
    while let Some(piece) = piece_at(text, at) {
        at += piece.len();
        if piece.starts_with("/*") {
            continue;
        }
        if piece.chars().all(char::is_whitespace) {
            gap = true;
            continue;
        }
        // A space before `:` can be a descendant (`.a :hover`); one behind it never means anything.
        let tight_before = out.is_empty() || out.ends_with(['{', '}', ';', ',', ':']);
        let tight_after = matches!(piece, "{" | "}" | ";" | ",");
        if gap && !tight_before && !tight_after {
            out.push(' ');
        }
        if piece == "}" && out.ends_with(';') {
            out.pop();
        }
        out.push_str(piece);
        gap = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn shortens_without_changing_the_meaning() {
        let cases = [
            ("a {\n  color : red;\n  top: 0;\n}\n", "a{color :red;top:0}"),
            (
                ".a :hover , .b > i { width: calc(1px + 2px) }",
                ".a :hover,.b > i{width:calc(1px + 2px)}",
            ),
            (
                "a::before { content: \"  /* kept */ ; \" }",
                "a::before{content:\"  /* kept */ ; \"}",
            ),
            (
                "@media (width >= 40rem) and (hover) { a { top: 0 } }",
                "@media (width >= 40rem) and (hover){a{top:0}}",
            ),
            ("/* gone */a/* gone */{}", "a{}"),
            ("a { content: 'it\\'s' }", "a{content:'it\\'s'}"),
        ];
        for (input, expected) in cases {
            assert_eq!(squeeze(input), expected);
        }
    }

    #[test]
    fn squeezing_twice_changes_nothing() {
        let once = squeeze("a { color: red; & :hover { top: 0 } }");
        assert_eq!(squeeze(&once), once);
    }
}
