//! What the demo's bureau sells, who sells it, and how much: plain data.

use domain::tags::{DealerForm, InFour, OfferForm, ProductForm};
use domain::{Locale, Moment, Span, Timestamp};

/// A pool to be ordered.
pub(super) struct Pool {
    /// How long ago.
    pub days_ago: i64,
    /// Which of [`products`].
    pub product: usize,
    /// How many keys.
    pub quantity: u32,
    /// What was said with it.
    pub note: &'static str,
    /// Nobody has paid it yet.
    pub open: bool,
    /// It is on the invoice and waits for a manager.
    pub waits: bool,
}

const fn pool(days_ago: i64, product: usize, quantity: u32) -> Pool {
    Pool {
        days_ago,
        product,
        quantity,
        note: "",
        open: false,
        waits: false,
    }
}

/// A dealer and their year.
pub(super) struct Dealer {
    name: &'static str,
    city: &'static str,
    address: &'static str,
    website: &'static str,
    email: &'static str,
    phone: &'static str,
    locale: &'static str,
    contract: &'static str,
    commission: &'static str,
    /// Their pools, oldest first.
    pub pools: &'static [Pool],
}

/// The dealers: a locksmith's shops in Romania, and a maker of luggage in Shenzhen.
pub(super) const DEALERS: [Dealer; 2] = [
    Dealer {
        name: "深圳远行箱包",
        city: "深圳",
        address: "福田区深南大道6008号",
        website: "https://yuanxing.example",
        email: "orders@yuanxing.example",
        phone: "+86 755 5550 1288",
        locale: "zh",
        contract: "C-2025-014",
        commission: "12.5",
        pools: &[
            pool(352, 1, 900),
            pool(238, 3, 800),
            pool(121, 1, 700),
            Pool {
                note: "新年促销",
                waits: true,
                ..pool(4, 3, 600)
            },
        ],
    },
    Dealer {
        name: "Cheia de Aur",
        city: "București",
        address: "Str. Lipscani 12",
        website: "https://cheiadeaur.example",
        email: "comenzi@cheiadeaur.example",
        phone: "+40 21 555 0123",
        locale: "ro",
        contract: "C-2025-009",
        commission: "15",
        pools: &[
            pool(345, 0, 700),
            pool(205, 2, 600),
            pool(62, 0, 500),
            Pool {
                open: true,
                ..pool(2, 0, 300)
            },
        ],
    },
];

/// What was made for our own shop.
pub(super) const OWN: [Pool; 2] = [pool(341, 0, 500), pool(150, 1, 300)];

/// Keys that each dealer sells in a month, the oldest month first.
pub(super) const SALES: [i64; 12] = [38, 52, 61, 70, 88, 96, 120, 134, 112, 128, 146, 171];

/// What people attach tags to: the kind, and what they call it, in their language.
pub(super) const fn things(locale: Locale) -> [(&'static str, &'static str); 8] {
    match locale {
        Locale::En => [
            ("keys", "House keys"),
            ("keys", "Keys to the office"),
            ("phone", "My phone"),
            ("laptop", "Laptop in the grey sleeve"),
            ("bag", "Blue suitcase"),
            ("wallet", "Wallet"),
            ("bicycle", "Green bicycle"),
            ("pet", "Rex"),
        ],
        Locale::Ro => [
            ("keys", "Cheile de acasă"),
            ("keys", "Cheile de la birou"),
            ("phone", "Telefonul meu"),
            ("laptop", "Laptopul din husa gri"),
            ("bag", "Valiza albastră"),
            ("wallet", "Portofelul"),
            ("bicycle", "Bicicleta verde"),
            ("pet", "Grivei"),
        ],
        Locale::Ru => [
            ("keys", "Ключи от дома"),
            ("keys", "Ключи от работы"),
            ("phone", "Мой телефон"),
            ("laptop", "Ноутбук в сером чехле"),
            ("bag", "Синий чемодан"),
            ("wallet", "Кошелёк"),
            ("bicycle", "Зелёный велосипед"),
            ("pet", "Мухтар"),
        ],
        Locale::Zh => [
            ("keys", "家门钥匙"),
            ("keys", "办公室钥匙"),
            ("phone", "我的手机"),
            ("laptop", "灰色保护套里的笔记本电脑"),
            ("bag", "蓝色行李箱"),
            ("wallet", "钱包"),
            ("bicycle", "绿色自行车"),
            ("pet", "旺财"),
        ],
    }
}

fn four(en: &str, ro: &str, ru: &str, zh: &str) -> InFour {
    InFour {
        en: en.to_owned(),
        ro: ro.to_owned(),
        ru: ru.to_owned(),
        zh: zh.to_owned(),
    }
}

fn product(slug: &str, kind: &str, name: InFour, text: InFour, [price, dealer, cover]: [&str; 3]) -> ProductForm {
    ProductForm {
        slug: slug.to_owned(),
        kind: kind.to_owned(),
        name,
        text,
        currency: "EUR".to_owned(),
        price: price.to_owned(),
        dealer_price: dealer.to_owned(),
        cover_price: cover.to_owned(),
        cover_days: "365".to_owned(),
        included_days: "365".to_owned(),
        vat: "19".to_owned(),
        sold_here: true,
        listed: true,
        ..ProductForm::default()
    }
}

/// The catalogue. Our own shop does not sell the last.
pub(super) fn products() -> Vec<ProductForm> {
    let collar = ProductForm {
        sold_here: false,
        ..collar_tag()
    };
    vec![keyring(), device_sticker(), wallet_card(), luggage_sticker(), collar]
}

fn keyring() -> ProductForm {
    product(
        "brass-keyring",
        "keyring",
        four("Brass keyring", "Breloc de alamă", "Латунный брелок", "黄铜钥匙扣"),
        four(
            "A disc of solid brass, as in an old cloakroom. The number is stamped, so that it can still be read after years in a pocket.",
            "Un disc din alamă masivă, ca într-o garderobă veche. Numărul e ștanțat și se citește și după ani de purtat în buzunar.",
            "Диск из цельной латуни, как в старом гардеробе. Номер выбит — его можно прочесть и через годы в кармане.",
            "实心黄铜圆牌，如同老式衣帽间的号牌。编号为压印，常年随身仍清晰可读。",
        ),
        ["9.90", "4.20", "6.00"],
    )
}

fn device_sticker() -> ProductForm {
    product(
        "device-sticker",
        "sticker",
        four(
            "Stickers for devices, set of two",
            "Abțibilduri pentru dispozitive, set de două",
            "Наклейки для техники, две штуки",
            "设备贴纸（两枚装）",
        ),
        four(
            "Thin, matt, and hard to peel off. For telephones, laptops, cameras, chargers.",
            "Subțiri, mate și greu de dezlipit. Pentru telefoane, laptopuri, aparate foto, încărcătoare.",
            "Тонкие, матовые, отклеить их трудно. Для телефонов, ноутбуков, камер и зарядок.",
            "轻薄哑光，不易撕下。适用于手机、笔记本电脑、相机和充电器。",
        ),
        ["4.90", "1.80", "6.00"],
    )
}

fn wallet_card() -> ProductForm {
    // Half a year: so some of the tags out there have lapsed.
    let goods = product(
        "wallet-card",
        "card",
        four(
            "Card for the wallet",
            "Card pentru portofel",
            "Карточка в кошелёк",
            "钱包卡片",
        ),
        four(
            "As thin as a bank card. Whoever opens the wallet finds the number first.",
            "Subțire cât un card bancar. Cine deschide portofelul vede mai întâi numărul.",
            "Тонкая, как банковская карта. Кто откроет кошелёк, сначала увидит номер.",
            "薄如银行卡。打开钱包，首先看到的就是编号。",
        ),
        ["5.90", "2.20", "6.00"],
    );
    ProductForm {
        included_days: "180".to_owned(),
        ..goods
    }
}

fn luggage_sticker() -> ProductForm {
    // Half a year: so some of the tags out there have lapsed.
    let goods = product(
        "luggage-sticker",
        "sticker",
        four(
            "Luggage label, weatherproof",
            "Etichetă de bagaj, rezistentă la intemperii",
            "Багажная этикетка, всепогодная",
            "防水行李标签",
        ),
        four(
            "A large label for suitcases, rucksacks and bicycles. Keeps its colours in rain, snow and sun.",
            "O etichetă mare pentru valize, rucsacuri și biciclete. Își păstrează culorile în ploaie, zăpadă și soare.",
            "Большая этикетка для чемоданов, рюкзаков и велосипедов. Не выцветает под дождём, снегом и солнцем.",
            "适用于行李箱、背包和自行车的大号标签，雨雪日晒不褪色。",
        ),
        ["7.90", "3.10", "6.00"],
    );
    ProductForm {
        included_days: "180".to_owned(),
        ..goods
    }
}

fn collar_tag() -> ProductForm {
    product(
        "collar-tag",
        "keyring",
        four(
            "Tag for a collar",
            "Etichetă pentru zgardă",
            "Бирка на ошейник",
            "宠物项圈牌",
        ),
        four(
            "Small and light, with a ring that does not open by itself. For dogs, and for cats who put up with it.",
            "Mică și ușoară, cu un inel care nu se deschide singur. Pentru câini și pentru pisicile care o acceptă.",
            "Маленькая и лёгкая, с кольцом, которое не раскроется само. Для собак и для кошек, которые согласны.",
            "小巧轻便，圆环不会自行松开。适合狗，以及愿意佩戴的猫。",
        ),
        ["8.90", "3.90", "6.00"],
    )
}

/// A dealer's contract.
pub(super) fn dealer(n: usize) -> DealerForm {
    let Some(dealer) = DEALERS.get(n) else {
        return DealerForm::default();
    };
    let own = |text: &str| text.to_owned();
    DealerForm {
        name: own(dealer.name),
        contract: own(dealer.contract),
        address: own(dealer.address),
        city: own(dealer.city),
        website: own(dealer.website),
        email: own(dealer.email),
        phone: own(dealer.phone),
        locale: own(dealer.locale),
        commission: own(dealer.commission),
        credit: own("25000"),
        currency: own("EUR"),
        most_keys: own("10000"),
        listed: true,
        active: true,
        ..DealerForm::default()
    }
}

/// Two offers that run now, one of them with a code.
pub(super) fn offers(now: Timestamp, products: &[String]) -> Vec<OfferForm> {
    let offer = |title, text, percent: &str, from, until| OfferForm {
        title,
        text,
        percent: percent.to_owned(),
        from: day(now - Span::days(from)),
        until: day(now + Span::days(until)),
        public: true,
        ..OfferForm::default()
    };
    vec![
        OfferForm {
            product: products.first().cloned().unwrap_or_default(),
            ..offer(
                four(
                    "Keys under the snow",
                    "Chei sub zăpadă",
                    "Ключи под снегом",
                    "雪下的钥匙",
                ),
                four(
                    "Most keys are lost in winter. Ours come back.",
                    "Cele mai multe chei se pierd iarna. Ale noastre se întorc.",
                    "Больше всего ключей теряют зимой. Наши возвращаются.",
                    "冬天最容易丢钥匙。我们的会回来。",
                ),
                "15",
                6,
                24,
            )
        },
        OfferForm {
            promo_code: "WELCOME10".to_owned(),
            ..offer(
                four(
                    "For the first tag",
                    "Pentru prima etichetă",
                    "На первую бирку",
                    "首枚标签优惠",
                ),
                four(
                    "Type the code when you buy.",
                    "Introduceți codul la cumpărare.",
                    "Введите код при покупке.",
                    "购买时输入优惠码即可。",
                ),
                "10",
                60,
                120,
            )
        },
    ]
}

/// As a date field sends it.
fn day(at: Timestamp) -> String {
    let c = Moment::utc(at).civil();
    format!("{:04}-{:02}-{:02}", c.year, c.month, c.day)
}
