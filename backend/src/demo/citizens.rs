//! Citizens who never were: names, addresses and numbers, made up as they are in each country.

use domain::Locale;

use super::dice::Dice;

/// Somebody who gets a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Citizen {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub locale: Locale,
}

/// Given names and how they are written in addresses.
type Names = &'static [(&'static str, &'static str)];

const RO_GIVEN: Names = &[
    ("Maria", "maria"),
    ("Andrei", "andrei"),
    ("Elena", "elena"),
    ("Ștefan", "stefan"),
    ("Ioana", "ioana"),
    ("Mihai", "mihai"),
    ("Alexandra", "alexandra"),
    ("Cristian", "cristian"),
    ("Gabriela", "gabriela"),
    ("Vlad", "vlad"),
    ("Daniela", "daniela"),
    ("Bogdan", "bogdan"),
];
const RO_FAMILY: Names = &[
    ("Popescu", "popescu"),
    ("Dumitrescu", "dumitrescu"),
    ("Stoica", "stoica"),
    ("Gheorghiu", "gheorghiu"),
    ("Rusu", "rusu"),
    ("Țurcanu", "turcanu"),
    ("Enache", "enache"),
    ("Lupu", "lupu"),
    ("Constantin", "constantin"),
    ("Bălan", "balan"),
    ("Niculescu", "niculescu"),
    ("Șerban", "serban"),
];
const RU_GIVEN: Names = &[
    ("Екатерина", "ekaterina"),
    ("Наталья", "natalya"),
    ("Ольга", "olga"),
    ("Татьяна", "tatyana"),
    ("Анастасия", "anastasia"),
    ("Мария", "maria"),
    ("Юлия", "yulia"),
    ("Светлана", "svetlana"),
];
const RU_FAMILY: Names = &[
    ("Кузнецова", "kuznetsova"),
    ("Попова", "popova"),
    ("Морозова", "morozova"),
    ("Новикова", "novikova"),
    ("Фёдорова", "fedorova"),
    ("Орлова", "orlova"),
    ("Зайцева", "zaytseva"),
    ("Шевченко", "shevchenko"),
];
const ZH_GIVEN: Names = &[
    ("伟", "wei"),
    ("芳", "fang"),
    ("秀英", "xiuying"),
    ("敏", "min"),
    ("静", "jing"),
    ("志强", "zhiqiang"),
    ("丽娟", "lijuan"),
    ("建国", "jianguo"),
    ("晓东", "xiaodong"),
    ("雨欣", "yuxin"),
];
const ZH_FAMILY: Names = &[
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("黄", "huang"),
    ("周", "zhou"),
    ("吴", "wu"),
    ("郑", "zheng"),
];
const EN_GIVEN: Names = &[
    ("James", "james"),
    ("Olivia", "olivia"),
    ("Thomas", "thomas"),
    ("Hannah", "hannah"),
    ("Priya", "priya"),
    ("Samuel", "samuel"),
    ("Grace", "grace"),
];
const EN_FAMILY: Names = &[
    ("Carter", "carter"),
    ("Hughes", "hughes"),
    ("Murphy", "murphy"),
    ("Bennett", "bennett"),
    ("Nair", "nair"),
    ("Okafor", "okafor"),
    ("Lindqvist", "lindqvist"),
];

/// Somebody who lives where this language is spoken; one in sixteen came from elsewhere.
pub(super) fn citizen(dice: &mut Dice, home: Locale) -> Citizen {
    let locale = if dice.below(16) == 0 { Locale::En } else { home };
    let (given, family) = match locale {
        Locale::Ro => (RO_GIVEN, RO_FAMILY),
        Locale::Ru => (RU_GIVEN, RU_FAMILY),
        Locale::Zh => (ZH_GIVEN, ZH_FAMILY),
        Locale::En => (EN_GIVEN, EN_FAMILY),
    };
    let (given, given_latin) = dice.one_of(given).unwrap_or_default();
    let (family, family_latin) = dice.one_of(family).unwrap_or_default();
    let name = if locale == Locale::Zh {
        format!("{family}{given}")
    } else {
        format!("{given} {family}")
    };
    let email = format!("{given_latin}.{family_latin}@example.org");
    let phone = match home {
        Locale::Ro => format!("+40 7{} 555 {:03}", dice.between(20, 69), dice.below(1000)),
        Locale::Ru => format!("+7 9{} 555 {:04}", dice.between(10, 89), dice.below(10_000)),
        Locale::Zh => format!("+86 13{} 5550 {:04}", dice.below(10), dice.below(10_000)),
        Locale::En => format!("+44 7700 900{:03}", dice.below(1000)),
    };
    // Most give one way to be reached, some both.
    let (email, phone) = match dice.below(10) {
        0..=4 => (email, String::new()),
        5..=6 => (String::new(), phone),
        _ => (email, phone),
    };
    Citizen {
        name,
        email,
        phone,
        locale,
    }
}
