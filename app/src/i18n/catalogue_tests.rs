//! What the catalogue generator makes, and what it refuses.

use super::catalogue::generate;

fn refused(source: &str, expected: &str) {
    let problem = generate(source).expect_err(source);
    assert!(problem.contains(expected), "{problem:?} does not say {expected:?}");
}

#[test]
fn a_plain_text_becomes_a_static_function() {
    let code = generate("[save]\nen = 'Save'\nro = 'Salvează'\nru = 'Сохранить'\nzh = '保存'").unwrap();
    assert!(code.contains("pub fn save(l: Locale) -> &'static str {"), "{code}");
    assert!(
        code.contains("pick(l, \"Save\\u{1f}Salvează\\u{1f}Сохранить\\u{1f}保存\")"),
        "{code}"
    );
}

#[test]
fn placeholders_become_parameters_in_english_order() {
    let code =
        generate("[return]\nen='{who} took {what}'\nro='{what} la {who}'\nru='{what} у {who}'\nzh='{who}取走{what}'")
            .unwrap();
    assert!(
        code.contains("pub fn r#return(l: Locale, who: &str, what: &str) -> String {"),
        "{code}"
    );
    assert!(code.contains("\\u{1f}\\u{2} la \\u{1}\\u{1f}"), "{code}");
    assert!(code.contains("&[who, what])"), "{code}");
}

#[test]
fn plurals_follow_the_language() {
    let code = generate(
        "[w]\nen={one='One in {place}',other='{n} in {place}'}\nro={one='Unul în {place}',few='{n} în {place}',other='{n} de în {place}'}\n\
         ru={one='{n} в {place}',few='{n} в {place}',many='{n} в {place}',other='{n} в {place}'}\nzh={other='{place}{n}'}",
    )
    .unwrap();
    assert!(
        code.contains("pub fn w(l: Locale, n: i64, place: &str) -> String {"),
        "{code}"
    );
    assert!(
        code.contains("count(l, n, \"One in \\u{2}\\u{1e}\\u{1} in \\u{2}\\u{1f}"),
        "{code}"
    );
    assert!(code.contains("&[&shown, place])"), "{code}");
}

#[test]
fn what_is_missing_or_differs_stops_the_build() {
    refused("[a]\nen='x'\nro='x'\nru='x'", "[a] has no text in `zh`");
    refused("[a]\nen='x'\nro='x'\nru='x'\nzh='x'\nde='x'", "no language `de`");
    refused("[a]\nen='{x}'\nro='{x}'\nru='{y}'\nzh='{x}'", "in `ru`: placeholders");
    refused("[a]\nen='x'\nro=' '\nru='x'\nzh='x'", "in `ro`: is empty");
    refused("[a]\nen='x'\nro='paşi'\nru='x'\nzh='x'", "cedilla");
    refused("[a]\nen=\"x\\u001f\"\nro='x'\nru='x'\nzh='x'", "cannot be seen");
    refused("[a]\nen='{x'\nro='x'\nru='x'\nzh='x'", "{ without }");
    refused("[a]\nen='x}'\nro='x'\nru='x'\nzh='x'", "} without {");
    refused("[a]\nen='{n}'\nro='{n}'\nru='{n}'\nzh='{n}'", "go together");
    refused(
        "[a]\nen={one='x',other='{n}'}\nro={one='x',other='{n}'}\nru='x'\nzh='x'",
        "lacks the plural category `few`",
    );
    refused(
        "[a]\nen={one='x',other='{n}'}\nro={one='x',few='{n}',other='{n}'}\nru={one='x',few='{n}',many='{n}'}\nzh={other='{n}'}",
        "must show {n}",
    );
    refused(
        "[a]\nen={one='x',two='y',other='{n}'}\nro='x'\nru='x'\nzh='x'",
        "no plural category `two`",
    );
    refused("[A]\nen='x'", "made of a-z");
    refused("[a", "not TOML");
}
