-- The register of found things without a key: handed in at an office, cleared from a locker.

-- Kinds of things, with their names and the questions that whoever claims one is asked, as JSON in four languages.
CREATE TABLE register_categories (
    code      TEXT   NOT NULL PRIMARY KEY,
    position  BIGINT NOT NULL,
    names     TEXT   NOT NULL,
    questions TEXT   NOT NULL
);

-- How long things are kept. Empty country or category: every one without a rule of its own; the closest rule holds. These
-- rules are where a house begins, not advice on law: whoever runs the bureau answers for them and changes them on its pages.
CREATE TABLE register_retention (
    country  TEXT   NOT NULL,                 -- ISO 3166, two letters
    category TEXT   NOT NULL,
    days     BIGINT NOT NULL,
    note     TEXT   NOT NULL,                 -- where the rule comes from
    PRIMARY KEY (country, category)
);

CREATE TABLE register_things (
    id                TEXT   NOT NULL PRIMARY KEY,
    organisation_id   TEXT   NOT NULL REFERENCES organisations (id),
    office_id         TEXT   NOT NULL REFERENCES offices (id),
    year              BIGINT NOT NULL,        -- by the calendar of the office
    number            BIGINT NOT NULL,        -- counted up per office and year, without gaps
    category          TEXT   NOT NULL REFERENCES register_categories (code),
    what              TEXT   NOT NULL,
    description       TEXT   NOT NULL,        -- searched, shown to colleagues only
    words             TEXT   NOT NULL,        -- what and description, folded for the search; a blank around each
    hidden_sealed     TEXT,                   -- what only its owner knows, and where exactly it was found
    question          TEXT,                   -- asked beside those of the category
    area              TEXT   NOT NULL,        -- where it was found, as people who search are told
    found_day         BIGINT NOT NULL,        -- days after 1970-01-01
    storage           TEXT   NOT NULL,
    source            TEXT   NOT NULL,
    country           TEXT   NOT NULL,        -- whose law says how long it is kept; may be empty
    keep_days         BIGINT NOT NULL,
    keep_note         TEXT   NOT NULL,        -- the rule's note when it was entered
    keep_until        BIGINT NOT NULL,
    finder_sealed     TEXT,
    finder_email_hash TEXT,
    finder_phone_hash TEXT,
    finder_wants      BIGINT NOT NULL,
    stage             TEXT   NOT NULL,        -- the word of the state
    state_body        TEXT   NOT NULL,        -- the state as JSON
    open_claims       BIGINT NOT NULL DEFAULT 0,
    entered_by        TEXT   NOT NULL REFERENCES people (id),
    entered_at        BIGINT NOT NULL,
    due_noted_at      BIGINT,                 -- when the protocol said that the time has passed
    ended_at          BIGINT,
    forgotten_at      BIGINT,                 -- when everything personal was taken away
    once_key          TEXT   NOT NULL,
    version           BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX register_things_number ON register_things (office_id, year, number);
CREATE UNIQUE INDEX register_things_once ON register_things (once_key);
CREATE INDEX register_things_by_stage ON register_things (organisation_id, stage, keep_until);
CREATE INDEX register_things_by_day ON register_things (organisation_id, found_day);
CREATE INDEX register_things_by_finder_email ON register_things (finder_email_hash);
CREATE INDEX register_things_by_finder_phone ON register_things (finder_phone_hash);

-- The last number of an office's year.
CREATE TABLE register_counters (
    office_id TEXT   NOT NULL REFERENCES offices (id),
    year      BIGINT NOT NULL,
    last      BIGINT NOT NULL,
    PRIMARY KEY (office_id, year)
);

CREATE TABLE register_photos (
    thing_id TEXT NOT NULL PRIMARY KEY REFERENCES register_things (id),
    media    TEXT NOT NULL,
    body     TEXT NOT NULL                    -- base64, without what the camera wrote about place and time
);

CREATE TABLE register_claims (
    id          TEXT   NOT NULL PRIMARY KEY,
    thing_id    TEXT   NOT NULL REFERENCES register_things (id),
    number      TEXT   NOT NULL,              -- what the claimant was told
    stage       TEXT   NOT NULL,
    said_sealed TEXT,                         -- who, how to reach them, what they said; none once it was forgotten
    email_hash  TEXT,
    phone_hash  TEXT,
    from_hash   TEXT,                         -- keyed: where it came from, for limits
    once_key    TEXT   NOT NULL,
    made_at     BIGINT NOT NULL,
    decided_at  BIGINT
);
CREATE UNIQUE INDEX register_claims_number ON register_claims (number);
CREATE UNIQUE INDEX register_claims_once ON register_claims (once_key);
-- A thing is promised to one person at a time.
CREATE UNIQUE INDEX register_claims_accepted ON register_claims (thing_id) WHERE stage = 'accepted';
CREATE INDEX register_claims_by_thing ON register_claims (thing_id, made_at);
CREATE INDEX register_claims_by_email ON register_claims (email_hash);
CREATE INDEX register_claims_by_phone ON register_claims (phone_hash);
CREATE INDEX register_claims_by_from ON register_claims (from_hash, made_at);

CREATE TABLE register_protocol (
    thing_id  TEXT   NOT NULL REFERENCES register_things (id),
    line      BIGINT NOT NULL,                -- from 1 on, none left out
    at        BIGINT NOT NULL,
    person_id TEXT   REFERENCES people (id),
    body      TEXT   NOT NULL,                -- the fact as JSON; never a citizen's name
    PRIMARY KEY (thing_id, line)
);

INSERT INTO register_categories (code, position, names, questions) VALUES
('phone', 1, '{"en": "Phone", "ro": "Telefon", "ru": "Телефон", "zh": "手机"}',
 '[{"en": "Which make is it, and what does its case look like?", "ro": "Ce marcă este și cum arată husa?", "ru": "Какой он марки и как выглядит чехол?", "zh": "是什么品牌，保护壳是什么样的？"}, {"en": "What can be seen on its locked screen?", "ro": "Ce se vede pe ecranul blocat?", "ru": "Что видно на заблокированном экране?", "zh": "锁屏画面是什么？"}]'),
('electronics', 2, '{"en": "Laptop, tablet, camera, headphones", "ro": "Laptop, tabletă, aparat foto, căști", "ru": "Ноутбук, планшет, камера, наушники", "zh": "电脑、平板、相机、耳机"}',
 '[{"en": "Which make and model is it?", "ro": "Ce marcă și ce model este?", "ru": "Какой марки и модели?", "zh": "是什么品牌和型号？"}, {"en": "Which marks, stickers or accessories does it have?", "ro": "Ce semne, abțibilduri sau accesorii are?", "ru": "Какие на нём отметки, наклейки, принадлежности?", "zh": "有哪些划痕、贴纸或配件？"}]'),
('wallet', 3, '{"en": "Wallet, purse", "ro": "Portofel", "ru": "Кошелёк, бумажник", "zh": "钱包"}',
 '[{"en": "Which cards and papers are in it?", "ro": "Ce carduri și acte sunt în el?", "ru": "Какие в нём карты и документы?", "zh": "里面有哪些卡和证件？"}, {"en": "About how much money, and in which currency?", "ro": "Aproximativ câți bani, și în ce monedă?", "ru": "Сколько примерно денег и в какой валюте?", "zh": "大约有多少现金，什么币种？"}]'),
('money', 4, '{"en": "Money", "ro": "Bani", "ru": "Деньги", "zh": "现金"}',
 '[{"en": "How much is it, and in which notes?", "ro": "Ce sumă este și în ce bancnote?", "ru": "Какая сумма и какими купюрами?", "zh": "金额是多少，由哪些面额组成？"}, {"en": "What was it in?", "ro": "În ce se aflau?", "ru": "Во что они были вложены?", "zh": "装在什么里面？"}]'),
('documents', 5, '{"en": "Identity card, passport, other papers", "ro": "Carte de identitate, pașaport, alte acte", "ru": "Паспорт, удостоверение, другие документы", "zh": "身份证、护照及其他证件"}',
 '[{"en": "In whose name are they?", "ro": "Pe numele cui sunt?", "ru": "На чьё имя они выданы?", "zh": "证件上的姓名是什么？"}, {"en": "When or where were they issued?", "ro": "Când sau unde au fost emise?", "ru": "Когда или где они выданы?", "zh": "何时或何地签发？"}]'),
('keys', 6, '{"en": "Keys", "ro": "Chei", "ru": "Ключи", "zh": "钥匙"}',
 '[{"en": "How many keys are there, and of which kinds?", "ro": "Câte chei sunt și de ce fel?", "ru": "Сколько ключей и каких?", "zh": "共有几把，分别是什么钥匙？"}, {"en": "What hangs on the ring?", "ro": "Ce mai este prins de inel?", "ru": "Что ещё висит на кольце?", "zh": "钥匙圈上还挂着什么？"}]'),
('bag', 7, '{"en": "Bag, rucksack, suitcase", "ro": "Geantă, rucsac, valiză", "ru": "Сумка, рюкзак, чемодан", "zh": "包、背包、行李箱"}',
 '[{"en": "What is in it?", "ro": "Ce conține?", "ru": "Что внутри?", "zh": "里面有什么？"}, {"en": "Which marks does it have: name tag, tear, ribbon?", "ro": "Ce semne are: etichetă cu nume, ruptură, panglică?", "ru": "Какие на ней приметы: бирка, прореха, лента?", "zh": "有什么记号：姓名牌、破损、丝带？"}]'),
('clothing', 8, '{"en": "Clothing, shoes", "ro": "Îmbrăcăminte, încălțăminte", "ru": "Одежда, обувь", "zh": "衣物、鞋"}',
 '[{"en": "Which size and make is it?", "ro": "Ce mărime și ce marcă este?", "ru": "Какой размер и какая марка?", "zh": "是什么尺码和品牌？"}, {"en": "What is in the pockets?", "ro": "Ce se află în buzunare?", "ru": "Что лежит в карманах?", "zh": "口袋里有什么？"}]'),
('umbrella', 9, '{"en": "Umbrella", "ro": "Umbrelă", "ru": "Зонт", "zh": "雨伞"}',
 '[{"en": "What does its handle look like?", "ro": "Cum arată mânerul?", "ru": "Как выглядит ручка?", "zh": "伞柄是什么样的？"}, {"en": "Is anything broken or written on it?", "ro": "Are ceva rupt sau scris?", "ru": "Есть ли поломка или надпись?", "zh": "有损坏或字迹吗？"}]'),
('glasses', 10, '{"en": "Glasses", "ro": "Ochelari", "ru": "Очки", "zh": "眼镜"}',
 '[{"en": "Which make is the frame?", "ro": "Ce marcă este rama?", "ru": "Какой марки оправа?", "zh": "镜框是什么品牌？"}, {"en": "What does the case look like?", "ro": "Cum arată tocul?", "ru": "Как выглядит футляр?", "zh": "眼镜盒是什么样的？"}]'),
('jewellery', 11, '{"en": "Jewellery, watch", "ro": "Bijuterii, ceas", "ru": "Украшения, часы", "zh": "首饰、手表"}',
 '[{"en": "What is engraved on it, or which make is it?", "ro": "Ce este gravat pe el sau ce marcă este?", "ru": "Что на нём выгравировано или какая марка?", "zh": "上面刻了什么，或是什么品牌？"}, {"en": "Of which material is it, and which marks does it have?", "ro": "Din ce material este și ce semne are?", "ru": "Из какого материала и какие есть приметы?", "zh": "是什么材质，有什么特征？"}]'),
('child', 12, '{"en": "Toy, pram, things for children", "ro": "Jucărie, cărucior, lucruri pentru copii", "ru": "Игрушка, коляска, детские вещи", "zh": "玩具、婴儿车、儿童用品"}',
 '[{"en": "Which make or figure is it?", "ro": "Ce marcă sau ce personaj este?", "ru": "Какая марка или какой персонаж?", "zh": "是什么品牌或形象？"}, {"en": "Which marks of use does it have?", "ro": "Ce urme de folosire are?", "ru": "Какие следы использования?", "zh": "有什么使用痕迹？"}]'),
('bicycle', 13, '{"en": "Bicycle, scooter", "ro": "Bicicletă, trotinetă", "ru": "Велосипед, самокат", "zh": "自行车、滑板车"}',
 '[{"en": "Which make is it, and which number does the frame have?", "ro": "Ce marcă este și ce serie are cadrul?", "ru": "Какая марка и какой номер рамы?", "zh": "是什么品牌，车架号是多少？"}, {"en": "What was added or changed on it?", "ro": "Ce a fost adăugat sau schimbat?", "ru": "Что на нём добавлено или заменено?", "zh": "加装或更换过什么？"}]'),
('food', 14, '{"en": "Food, flowers, what spoils", "ro": "Alimente, flori, ce se strică", "ru": "Еда, цветы, скоропортящееся", "zh": "食品、鲜花等易腐物品"}',
 '[{"en": "What is it, and from which shop?", "ro": "Ce este și din ce magazin?", "ru": "Что это и из какого магазина?", "zh": "是什么，来自哪家店？"}]'),
('other', 15, '{"en": "Something else", "ro": "Altceva", "ru": "Другое", "zh": "其他"}',
 '[{"en": "What does it look like?", "ro": "Cum arată?", "ru": "Как выглядит?", "zh": "外观是什么样的？"}, {"en": "By what can you tell that it is yours?", "ro": "După ce vă dați seama că este al dumneavoastră?", "ru": "По чему вы узнаете, что это ваше?", "zh": "凭什么特征可以确认是您的？"}]');

INSERT INTO register_retention (country, category, days, note) VALUES
('', '', 180, ''),
('', 'food', 2, ''),
('', 'documents', 30, ''),
('RO', '', 183, 'Codul civil, art. 942'),
('RU', '', 183, 'ГК РФ, ст. 228'),
('CN', '', 365, '《民法典》第318条'),
('RO', 'food', 2, ''),
('RU', 'food', 2, ''),
('CN', 'food', 2, '');
