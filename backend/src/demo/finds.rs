//! What is found in the demo's towns, where, and what people say about it: plain data.

use domain::Locale;

/// A town with an office of the bureau; in the order of the offices.
pub(super) struct Town {
    /// Two letters.
    pub country: &'static str,
    /// What most people speak there.
    pub locale: Locale,
    /// As the office's clock.
    pub zone: &'static str,
    /// Its name.
    pub city: &'static str,
    /// Of what thanks are paid.
    pub currency: &'static str,
    /// Street with number, and postcode.
    pub homes: &'static [(&'static str, &'static str)],
    /// Where things are found.
    pub finds: &'static [(&'static str, &'static str)],
    /// What a finder tells the owner.
    pub words: &'static [&'static str],
    /// What an owner answers.
    pub thanks: &'static [&'static str],
    /// Where people meet.
    pub meetings: &'static [&'static str],
    /// A bunch of keys, for a courier.
    pub what: &'static str,
    /// Why a case was closed: given out at the office, kept, no answer, a slip.
    pub ends: [&'static str; 4],
    /// What a dispatcher notes after a call: the owner was reached, nobody answers.
    pub calls: [&'static str; 2],
    /// What a courier writes who found nobody.
    pub in_vain: &'static str,
}

/// The towns of [`super::offices`], in that order.
pub(super) const TOWNS: [Town; 3] = [BUCHAREST, MOSCOW, SHENZHEN];

const BUCHAREST: Town = Town {
    country: "RO",
    locale: Locale::Ro,
    zone: "Europe/Bucharest",
    city: "București",
    currency: "RON",
    homes: &[
        ("Calea Victoriei 100", "010091"),
        ("Strada Lipscani 27", "030033"),
        ("Bulevardul Dacia 54", "020057"),
        ("Strada Traian 178", "024045"),
        ("Șoseaua Cotroceni 12", "060114"),
        ("Strada Popa Nan 45", "024076"),
        ("Bulevardul Magheru 9", "010322"),
        ("Strada Parfumului 3", "030838"),
    ],
    finds: &[
        ("Parcul Herăstrău, lângă debarcader", "011417"),
        ("Metrou Piața Unirii, peronul spre Pipera", "030119"),
        ("Cafeneaua din Strada Covaci 8", "030097"),
        ("Autobuzul 381, la capăt", "040055"),
        ("Gara de Nord, peronul 5", "010857"),
        ("Biblioteca Națională, sala de lectură", "030138"),
        ("Parcul IOR, terenul de joacă", "032258"),
        ("Taxi, luat din Piața Romană", "010378"),
    ],
    words: &[
        "Le-am găsit pe o bancă, sunt la mine în siguranță.",
        "Erau lângă casa de bilete.",
        "Sun după ora 18, lucrez.",
        "Le-am lăsat la paznic, spuneți numărul cazului.",
    ],
    thanks: &[
        "Vă mulțumesc din suflet! Le căutam de două zile.",
        "Mulțumesc mult, vin eu unde vă este mai ușor.",
    ],
    meetings: &[
        "Piața Unirii, la ceas",
        "Universitate, lângă fântână",
        "Gara de Nord, la informații",
    ],
    what: "O legătură de chei",
    ends: [
        "Predat la ghișeu, act de identitate verificat.",
        "Nimeni nu s-a prezentat; trecut în registru.",
        "Trei apeluri fără răspuns.",
        "Eticheta era încă la vânzător.",
    ],
    calls: ["Proprietarul știe, e foarte bucuros.", "Sună, dar nu răspunde."],
    in_vain: "Interfonul tace, telefonul e închis.",
};

const MOSCOW: Town = Town {
    country: "RU",
    locale: Locale::Ru,
    zone: "Europe/Moscow",
    city: "Москва",
    currency: "RUB",
    homes: &[
        ("ул. Арбат, 24", "119002"),
        ("Тверская ул., 18", "125009"),
        ("ул. Покровка, 31", "105062"),
        ("Ленинский проспект, 42", "119119"),
        ("ул. Сретенка, 12", "107045"),
        ("Большая Ордынка, 17", "119017"),
    ],
    finds: &[
        ("Парк Горького, у фонтана", "119049"),
        ("Метро «Киевская», эскалатор", "121059"),
        ("Кофейня на Пятницкой, 29", "119017"),
        ("Ленинградский вокзал, зал ожидания", "107140"),
        ("Каток на ВДНХ, раздевалка", "129223"),
        ("Трамвай А, конечная", "105062"),
    ],
    words: &[
        "Лежали на скамейке, у меня в сохранности.",
        "Могу отдать вечером после семи.",
        "Нашёл в снегу у подъезда.",
    ],
    thanks: &[
        "Огромное спасибо! Уже меняли бы замки.",
        "Спасибо, подойду, куда вам удобно.",
    ],
    meetings: &["Метро «Арбатская», в центре зала", "У памятника Пушкину"],
    what: "Связка ключей",
    ends: [
        "Выдано в офисе, документ проверен.",
        "Никто не пришёл; внесено в реестр.",
        "Три звонка без ответа.",
        "Метка ещё не продана: ошибка кассы.",
    ],
    calls: ["Владелица знает, очень рада.", "Гудки есть, никто не берёт трубку."],
    in_vain: "Домофон молчит, телефон выключен.",
};

const SHENZHEN: Town = Town {
    country: "CN",
    locale: Locale::Zh,
    zone: "Asia/Shanghai",
    city: "深圳",
    currency: "CNY",
    homes: &[
        ("福田区福华一路88号", "518048"),
        ("南山区科苑路15号", "518057"),
        ("罗湖区人民南路30号", "518001"),
        ("福田区莲花路1021号", "518036"),
        ("南山区海德三道12号", "518054"),
    ],
    finds: &[
        ("深圳北站，检票口旁", "518131"),
        ("莲花山公园，山顶广场", "518036"),
        ("地铁1号线，车公庙站", "518040"),
        ("华强北商场二楼咖啡店", "518031"),
        ("宝安机场T3，行李转盘", "518128"),
    ],
    words: &[
        "在长椅上捡到的，已妥善保管。",
        "晚上七点以后方便联系。",
        "放在前台了，报案件号即可。",
    ],
    thanks: &["太感谢了！找了整整两天。", "非常感谢，您方便的地方我都可以去。"],
    meetings: &["市民中心地铁站B口", "莲花山公园南门"],
    what: "一串钥匙",
    ends: [
        "已在前台领取，证件已核对。",
        "无人认领，已入库登记。",
        "三次致电均无人接听。",
        "标牌尚未售出，误报。",
    ],
    calls: ["已联系上失主，非常高兴。", "电话通了，无人接听。"],
    in_vain: "门铃无人应答，手机关机。",
};
