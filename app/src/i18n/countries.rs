//! What countries are called in the reader's language.
//!
//! What must not be here: which countries the house works in.

use domain::Locale;

/// ISO 3166 code, and the names in English, Romanian, Russian, Chinese; in the order of the codes.
const NAMES: [(&str, [&str; 4]); 77] = [
    (
        "AE",
        [
            "United Arab Emirates",
            "Emiratele Arabe Unite",
            "ОАЭ",
            "阿拉伯联合酋长国",
        ],
    ),
    ("AL", ["Albania", "Albania", "Албания", "阿尔巴尼亚"]),
    ("AM", ["Armenia", "Armenia", "Армения", "亚美尼亚"]),
    ("AR", ["Argentina", "Argentina", "Аргентина", "阿根廷"]),
    ("AT", ["Austria", "Austria", "Австрия", "奥地利"]),
    ("AU", ["Australia", "Australia", "Австралия", "澳大利亚"]),
    ("AZ", ["Azerbaijan", "Azerbaidjan", "Азербайджан", "阿塞拜疆"]),
    (
        "BA",
        [
            "Bosnia and Herzegovina",
            "Bosnia și Herțegovina",
            "Босния и Герцеговина",
            "波斯尼亚和黑塞哥维那",
        ],
    ),
    ("BE", ["Belgium", "Belgia", "Бельгия", "比利时"]),
    ("BG", ["Bulgaria", "Bulgaria", "Болгария", "保加利亚"]),
    ("BR", ["Brazil", "Brazilia", "Бразилия", "巴西"]),
    ("BY", ["Belarus", "Belarus", "Беларусь", "白俄罗斯"]),
    ("CA", ["Canada", "Canada", "Канада", "加拿大"]),
    ("CH", ["Switzerland", "Elveția", "Швейцария", "瑞士"]),
    ("CL", ["Chile", "Chile", "Чили", "智利"]),
    ("CN", ["China", "China", "Китай", "中国"]),
    ("CY", ["Cyprus", "Cipru", "Кипр", "塞浦路斯"]),
    ("CZ", ["Czechia", "Cehia", "Чехия", "捷克"]),
    ("DE", ["Germany", "Germania", "Германия", "德国"]),
    ("DK", ["Denmark", "Danemarca", "Дания", "丹麦"]),
    ("EE", ["Estonia", "Estonia", "Эстония", "爱沙尼亚"]),
    ("EG", ["Egypt", "Egipt", "Египет", "埃及"]),
    ("ES", ["Spain", "Spania", "Испания", "西班牙"]),
    ("FI", ["Finland", "Finlanda", "Финляндия", "芬兰"]),
    ("FR", ["France", "Franța", "Франция", "法国"]),
    ("GB", ["United Kingdom", "Regatul Unit", "Великобритания", "英国"]),
    ("GE", ["Georgia", "Georgia", "Грузия", "格鲁吉亚"]),
    ("GR", ["Greece", "Grecia", "Греция", "希腊"]),
    ("HK", ["Hong Kong", "Hong Kong", "Гонконг", "中国香港"]),
    ("HR", ["Croatia", "Croația", "Хорватия", "克罗地亚"]),
    ("HU", ["Hungary", "Ungaria", "Венгрия", "匈牙利"]),
    ("ID", ["Indonesia", "Indonezia", "Индонезия", "印度尼西亚"]),
    ("IE", ["Ireland", "Irlanda", "Ирландия", "爱尔兰"]),
    ("IL", ["Israel", "Israel", "Израиль", "以色列"]),
    ("IN", ["India", "India", "Индия", "印度"]),
    ("IS", ["Iceland", "Islanda", "Исландия", "冰岛"]),
    ("IT", ["Italy", "Italia", "Италия", "意大利"]),
    ("JP", ["Japan", "Japonia", "Япония", "日本"]),
    ("KG", ["Kyrgyzstan", "Kârgâzstan", "Киргизия", "吉尔吉斯斯坦"]),
    ("KR", ["South Korea", "Coreea de Sud", "Южная Корея", "韩国"]),
    ("KZ", ["Kazakhstan", "Kazahstan", "Казахстан", "哈萨克斯坦"]),
    ("LI", ["Liechtenstein", "Liechtenstein", "Лихтенштейн", "列支敦士登"]),
    ("LT", ["Lithuania", "Lituania", "Литва", "立陶宛"]),
    ("LU", ["Luxembourg", "Luxemburg", "Люксембург", "卢森堡"]),
    ("LV", ["Latvia", "Letonia", "Латвия", "拉脱维亚"]),
    ("MD", ["Moldova", "Moldova", "Молдавия", "摩尔多瓦"]),
    ("ME", ["Montenegro", "Muntenegru", "Черногория", "黑山"]),
    (
        "MK",
        ["North Macedonia", "Macedonia de Nord", "Северная Македония", "北马其顿"],
    ),
    ("MN", ["Mongolia", "Mongolia", "Монголия", "蒙古"]),
    ("MO", ["Macao", "Macao", "Макао", "中国澳门"]),
    ("MT", ["Malta", "Malta", "Мальта", "马耳他"]),
    ("MX", ["Mexico", "Mexic", "Мексика", "墨西哥"]),
    ("MY", ["Malaysia", "Malaysia", "Малайзия", "马来西亚"]),
    ("NL", ["Netherlands", "Țările de Jos", "Нидерланды", "荷兰"]),
    ("NO", ["Norway", "Norvegia", "Норвегия", "挪威"]),
    ("NZ", ["New Zealand", "Noua Zeelandă", "Новая Зеландия", "新西兰"]),
    ("PH", ["Philippines", "Filipine", "Филиппины", "菲律宾"]),
    ("PL", ["Poland", "Polonia", "Польша", "波兰"]),
    ("PT", ["Portugal", "Portugalia", "Португалия", "葡萄牙"]),
    ("RO", ["Romania", "România", "Румыния", "罗马尼亚"]),
    ("RS", ["Serbia", "Serbia", "Сербия", "塞尔维亚"]),
    ("RU", ["Russia", "Rusia", "Россия", "俄罗斯"]),
    ("SE", ["Sweden", "Suedia", "Швеция", "瑞典"]),
    ("SG", ["Singapore", "Singapore", "Сингапур", "新加坡"]),
    ("SI", ["Slovenia", "Slovenia", "Словения", "斯洛文尼亚"]),
    ("SK", ["Slovakia", "Slovacia", "Словакия", "斯洛伐克"]),
    ("TH", ["Thailand", "Thailanda", "Таиланд", "泰国"]),
    ("TJ", ["Tajikistan", "Tadjikistan", "Таджикистан", "塔吉克斯坦"]),
    ("TM", ["Turkmenistan", "Turkmenistan", "Туркмения", "土库曼斯坦"]),
    ("TR", ["Turkey", "Turcia", "Турция", "土耳其"]),
    ("TW", ["Taiwan", "Taiwan", "Тайвань", "中国台湾"]),
    ("UA", ["Ukraine", "Ucraina", "Украина", "乌克兰"]),
    ("US", ["United States", "Statele Unite", "США", "美国"]),
    ("UZ", ["Uzbekistan", "Uzbekistan", "Узбекистан", "乌兹别克斯坦"]),
    ("VN", ["Vietnam", "Vietnam", "Вьетнам", "越南"]),
    ("XK", ["Kosovo", "Kosovo", "Косово", "科索沃"]),
    ("ZA", ["South Africa", "Africa de Sud", "ЮАР", "南非"]),
];

/// What a country is called; one that has no name here is called by its two letters, as on a car.
pub fn country(l: Locale, code: &str) -> String {
    let Ok(at) = NAMES.binary_search_by_key(&code, |(own, _)| *own) else {
        return code.to_owned();
    };
    let [en, ro, ru, zh] = NAMES[at].1;
    let name = match l {
        Locale::En => en,
        Locale::Ro => ro,
        Locale::Ru => ru,
        Locale::Zh => zh,
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_found_and_named() {
        assert!(NAMES.is_sorted_by_key(|(code, _)| *code));
        for (code, names) in NAMES {
            assert_eq!(country(Locale::En, code), names[0]);
            assert!(names[2].chars().all(|c| !c.is_ascii_alphabetic()), "{code}");
            assert!(!names[3].is_ascii(), "{code}");
        }
        assert_eq!(country(Locale::Ro, "RO"), "România");
        assert_eq!(country(Locale::Zh, "QQ"), "QQ");
    }
}
