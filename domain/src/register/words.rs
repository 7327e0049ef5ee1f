//! Words as they are compared: without case, without marks over letters, colours the same in every language, Chinese in
//! pairs of characters. What must not be here: how well two sets of words fit (`matching.rs`).

/// So many words of a text are compared; what is longer is no description.
const MOST: usize = 60;

/// Words that say nothing about a thing, folded.
const EMPTY: &[&str] = &[
    "the", "an", "and", "of", "with", "in", "on", "at", "my", "it", "is", "was", "to", "for", "un", "una", "unei",
    "unui", "si", "cu", "de", "din", "la", "pe", "in", "sau", "al", "ai", "ale", "este", "era", "mea", "meu", "и", "с",
    "со", "в", "на", "из", "мои", "моя", "был", "была", "у", "от", "или", "的", "了", "和", "在", "有", "我",
];

/// A colour and how it is said: whole words, beginnings of words, and signs of Chinese.
struct Colour {
    name: &'static str,
    words: &'static [&'static str],
    begin: &'static [&'static str],
    signs: &'static [char],
}

const fn colour(
    name: &'static str,
    words: &'static [&'static str],
    begin: &'static [&'static str],
    signs: &'static [char],
) -> Colour {
    Colour {
        name,
        words,
        begin,
        signs,
    }
}

const COLOURS: [Colour; 12] = [
    colour(
        "=black",
        &["black", "negru", "neagra", "negri", "negre"],
        &["черн"],
        &['黑'],
    ),
    colour(
        "=white",
        &["white", "alb", "alba", "albi", "albe"],
        &["белы", "бела", "бело"],
        &['白'],
    ),
    colour("=red", &["red", "rosu", "rosie", "rosii"], &["красн"], &['红']),
    colour("=blue", &["blue"], &["albast", "син", "голуб"], &['蓝']),
    colour("=green", &["green", "verde", "verzi"], &["зелен"], &['绿']),
    colour("=yellow", &["yellow"], &["galben", "желт"], &['黄']),
    colour("=grey", &["grey", "gray", "gri"], &["серы", "сера", "серо"], &['灰']),
    colour("=brown", &["brown", "maro", "maron"], &["коричнев"], &['棕', '褐']),
    colour("=pink", &["pink", "roz"], &["розов"], &['粉']),
    colour("=orange", &["orange"], &["portocal", "оранжев"], &['橙']),
    colour("=silver", &["silver"], &["argint", "серебр"], &['银']),
    colour("=gold", &["gold", "golden"], &["auri", "золот"], &['金']),
];

/// What of a text is compared: folded words, each once, in their order.
pub fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut put = |token: String| {
        if found.len() < MOST && !EMPTY.contains(&token.as_str()) && !found.contains(&token) {
            found.push(token);
        }
    };
    let folded: String = text.chars().flat_map(char::to_lowercase).filter_map(folded).collect();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        for run in runs(word) {
            of_run(&run, &mut put);
        }
    }
    found
}

/// A word where no run of it mixes Chinese with others.
fn runs(word: &str) -> Vec<Vec<char>> {
    let mut all: Vec<Vec<char>> = Vec::new();
    for c in word.chars() {
        match all.last_mut() {
            Some(run) if run.last().is_some_and(|last| is_han(*last) == is_han(c)) => run.push(c),
            _ => all.push(vec![c]),
        }
    }
    all
}

fn of_run(run: &[char], put: &mut impl FnMut(String)) {
    if run.first().copied().is_some_and(is_han) {
        for colour in COLOURS
            .iter()
            .filter(|colour| run.iter().any(|c| colour.signs.contains(c)))
        {
            put(colour.name.to_owned());
        }
        match run {
            [one] => put(one.to_string()),
            _ => run.windows(2).for_each(|pair| put(pair.iter().collect())),
        }
        return;
    }
    let word: String = run.iter().collect();
    let said = COLOURS.iter().find(|colour| {
        colour.words.contains(&word.as_str()) || colour.begin.iter().any(|begin| word.starts_with(begin))
    });
    match said {
        Some(colour) => put(colour.name.to_owned()),
        None if run.len() > 1 || run.iter().all(char::is_ascii_digit) => put(word),
        None => {}
    }
}

/// Whether a character is Chinese.
const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// A small letter without its marks; none for a mark that stands for itself.
const fn folded(c: char) -> Option<char> {
    Some(match c {
        '\u{300}'..='\u{36f}' => return None,
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'й' => 'и',
        other => other,
    })
}

/// How much alike two tokens are, of a hundred: the same, or one word in two of its forms.
pub(super) fn alike(one: &str, other: &str) -> u32 {
    if one == other {
        return 100;
    }
    if one.starts_with('=')
        || other.starts_with('=')
        || one.chars().any(is_han)
        || one.bytes().any(|b| b.is_ascii_digit())
    {
        return 0;
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let longer = a.len().max(b.len());
    if same >= 4 && longer - same <= 3 { 70 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(tokens(text), expected, "{text}");
    }

    #[test]
    fn words_lose_case_and_marks_in_all_four_languages() {
        check("A Leather WALLET, with 2 cards", &["leather", "wallet", "2", "cards"]);
        check("Umbrelă și mănuși", &["umbrela", "manusi"]);
        check("Umbrela si manusi", &["umbrela", "manusi"]);
        check("s\u{326}apca\u{306}", &["sapca"]);
        check("Ёлочный шарф, перчатки", &["елочныи", "шарф", "перчатки"]);
        check("雨伞", &["雨伞"]);
        check("真皮钱包", &["真皮", "皮钱", "钱包"]);
        check("伞", &["伞"]);
        check("iPhone15手机", &["iphone15", "手机"]);
        check("", &[]);
        check("the and of 的", &[]);
    }

    #[test]
    fn a_colour_is_the_same_in_every_language() {
        for black in ["black", "Neagră", "negru", "чёрный", "Черная", "黑色"] {
            assert!(tokens(black).contains(&"=black".to_owned()), "{black}");
        }
        for blue in ["blue", "albastră", "синий", "голубая", "蓝色书包"] {
            assert!(tokens(blue).contains(&"=blue".to_owned()), "{blue}");
        }
        assert!(!tokens("album").contains(&"=white".to_owned()));
    }

    #[test]
    fn forms_of_a_word_are_alike_and_other_words_are_not() {
        for (one, other) in [
            ("portofel", "portofelul"),
            ("umbrella", "umbrela"),
            ("кошелек", "кошельки"),
            ("card", "cards"),
        ] {
            assert!(alike(one, other) > 0, "{one} {other}");
        }
        for (one, other) in [
            ("cat", "car"),
            ("=red", "=rede"),
            ("iphone15", "iphone14"),
            ("钱包", "书包"),
        ] {
            assert_eq!(alike(one, other), 0, "{one} {other}");
        }
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let long = (0..500).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
        assert_eq!(tokens(&long).len(), MOST);
    }
}
