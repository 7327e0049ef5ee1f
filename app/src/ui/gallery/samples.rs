//! The pages of the gallery, filled with believable matter.

use leptos::prelude::*;

use crate::ui::*;

fn doors() -> Vec<DoorDrawing> {
    use DoorLook::{Fault, Free, Highlighted, Occupied, Open, OutOfService, Reserved};
    let columns: [&[(u16, DoorLook)]; 6] = [
        &[(1, Occupied), (1, Free), (2, Free), (2, Occupied), (3, Free)],
        &[
            (1, Free),
            (1, Reserved),
            (1, Occupied),
            (1, Free),
            (2, Free),
            (3, Occupied),
        ],
        &[(2, Occupied), (2, Fault), (5, Free)],
        &[(1, Free), (1, Free), (2, Highlighted), (2, Free), (3, OutOfService)],
        &[(1, Occupied), (1, Free), (1, Free), (1, Open), (2, Free), (3, Occupied)],
        &[(3, Free), (3, Reserved), (3, Free)],
    ];
    let mut doors = Vec::new();
    let mut number = 0;
    for (column, list) in (1..).zip(columns) {
        let mut row = 1;
        for &(height_units, look) in list {
            number += 1;
            let label = format!("{number}, {look:?}");
            doors.push(DoorDrawing {
                number,
                column,
                row,
                height_units,
                look,
                label,
            });
            row += height_units;
        }
    }
    doors
}

fn cell(text: &str) -> AnyView {
    text.to_owned().into_any()
}

type Line = (
    &'static str,
    &'static str,
    &'static str,
    u16,
    Tone,
    &'static str,
    &'static str,
);

const LINES: [Line; 5] = [
    (
        "Ioana Popescu",
        "Identity card",
        "Sector 3 Town Hall",
        7,
        Tone::Active,
        "Waits for pickup",
        "2 hours ago",
    ),
    (
        "Andrei Munteanu",
        "Passport",
        "Sector 3 Town Hall",
        12,
        Tone::Good,
        "Collected",
        "yesterday",
    ),
    (
        "Мария Иванова",
        "Driving licence",
        "МФЦ Тверской",
        3,
        Tone::Warn,
        "Last day",
        "6 days ago",
    ),
    (
        "陈伟",
        "Residence permit",
        "福田政务中心",
        28,
        Tone::Bad,
        "Door fault",
        "3 minutes ago",
    ),
    (
        "Elena Dumitru",
        "Marriage certificate",
        "Sector 1 Registry",
        104,
        Tone::Neutral,
        "Draft",
        "just now",
    ),
];

fn table() -> AnyView {
    let words = ["Recipient", "Document", "Bank"].map(Column::new).into_iter();
    let columns = words
        .chain([Column::figures("Door"), Column::new("State"), Column::new("Since")])
        .collect();
    let rows = LINES.map(|(name, what, bank, door, tone, state, since)| {
        let tag = view! { <Tag number=door.to_string() label="compartment"/> };
        let badge = view! { <StatusBadge tone label=state/> };
        let cells = vec![
            cell(name),
            cell(what),
            cell(bank),
            tag.into_any(),
            badge.into_any(),
            cell(since),
        ];
        Row::linked("#", cells)
    });
    let rows = Vec::from(rows);
    view! { <DataTable caption="Deliveries" columns rows next=Some("?after=x".to_owned())/> }.into_any()
}

fn history() -> Vec<TimelineItem> {
    let item = |tone, icon, title: &str, detail: &str, when: &str| TimelineItem {
        tone,
        icon,
        title: title.into(),
        detail: detail.into(),
        when: when.into(),
    };
    vec![
        item(
            Tone::Good,
            Glyph::Check,
            "Collected",
            "Opened with the QR at the kiosk",
            "22 Nov 2026, 14:05",
        ),
        item(Tone::Active, Glyph::DoorOpen, "Door 7 opened", "", "22 Nov 2026, 14:04"),
        item(
            Tone::Neutral,
            Glyph::Envelope,
            "Message sent",
            "E-mail and text message, in Romanian",
            "21 Nov 2026, 09:31",
        ),
        item(
            Tone::Active,
            Glyph::DoorClosed,
            "Stored in door 7",
            "Closed by Mihai Ionescu",
            "21 Nov 2026, 09:30",
        ),
    ]
}

/// A portal page: shell, tiles, table, bank, history.
pub fn portal() -> AnyView {
    let nav = vec![
        NavItem::new("/en/portal", "Overview", Glyph::Home),
        NavItem::new("/en/portal/deliveries", "Deliveries", Glyph::Document),
        NavItem::new("/en/portal/banks", "Banks", Glyph::Bank),
        NavItem::new("/en/portal/people", "People", Glyph::People),
    ];
    let details = vec![
        Detail::new("Recipient", "Ioana Popescu"),
        Detail::new("Code", view! { <CodePlate code="K7Q4MX"/> }),
        Detail::new("Compartment", view! { <Tag number="7"/> }),
        Detail::new("Until", "Sunday, 29 November 2026"),
    ];
    view! {
        <AppShell
            portal="Employee portal"
            home="/en/portal"
            nav
            path="/en/portal/deliveries"
            banner=|| view! { <Banner wide=true tone=Tone::Warn title="This is a demo. Nothing here is real."/> }
            languages=|| view! { <LanguageSwitch path="/en/portal" look=SwitchLook::Menu/> }
            user=|| view! { <UserMenu name="Mihai Ionescu" role="Employee"><li><a href="#">"Sign out"</a></li></UserMenu> }
        >
            <PageHeader title="Deliveries" lead="Documents on their way to citizens.">
                <LinkButton href="#">"Export"</LinkButton>
                <LinkButton href="#" look=ButtonLook::Primary icon=Glyph::Plus>"New delivery"</LinkButton>
            </PageHeader>
            <div class="tiles">
                <StatTile label="Wait for pickup" value="42" hint="6 on their last day" trend=vec![12, 18, 15, 22, 30, 28, 42]/>
                <StatTile label="Collected today" value="17" trend=vec![9, 12, 8, 14, 11, 19, 17] href="#"/>
                <StatTile label="Free compartments" value="63" hint="of 128"/>
                <StatTile label="Median until pickup" value="9 h" trend=vec![22, 20, 16, 13, 14, 10, 9]/>
            </div>
            <SearchForm action="#" hint="Name, code or reference"/>
            {table()}
            <div class="split">
                <section class="card"><h2>"Sector 3 Town Hall"</h2><DoorGrid title="Bank" doors=doors() legend=true/></section>
                <div class="stack">
                    <section class="card"><h2>"Delivery"</h2><DetailList details/></section>
                    <section class="card"><h2>"History"</h2><Timeline label="History" items=history()/></section>
                </div>
            </div>
            <section class="card">
                <Empty title="No deliveries yet" text="When you leave a document for a citizen, it appears here.">
                    <LinkButton href="#" look=ButtonLook::Primary>"New delivery"</LinkButton>
                </Empty>
            </section>
            <div class="tiles">
                {[Drawing::Bank, Drawing::Envelope, Drawing::Search, Drawing::Broken]
                    .map(|drawing| view! { <div class="card"><Empty drawing title="Nothing here"/></div> })
                    .collect_view()}
            </div>
            <Skeleton/>
        </AppShell>
    }
    .into_any()
}

fn buttons() -> AnyView {
    view! {
        <div class="form-actions">
            <Button look=ButtonLook::Primary icon=Glyph::DoorOpen>"Deschide"</Button>
            <Button>"Salvează"</Button>
            <Button look=ButtonLook::Quiet>"Renunță"</Button>
            <Button look=ButtonLook::Danger icon=Glyph::Trash>"Șterge"</Button>
            <Button look=ButtonLook::Primary pending=true>"Se deschide"</Button>
            <Button disabled=true>"Indisponibil"</Button>
        </div>
    }
    .into_any()
}

fn questions() -> AnyView {
    let choices = vec![
        Choice::new("s", "S").hint("Acte, plicuri").icon(Glyph::Envelope),
        Choice::new("m", "M").hint("12 libere").icon(Glyph::Document),
        Choice::new("l", "L")
            .hint("Niciunul liber")
            .icon(Glyph::Box)
            .disabled(true),
    ];
    let wrong = "Scrieți o adresă de e-mail, de exemplu ana@exemplu.ro.";
    let errors = vec![
        FormError::at("email", wrong),
        FormError::whole("Alegeți o altă mărime."),
    ];
    let languages = [("ro", "Română"), ("en", "English")]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .to_vec();
    view! {
        <FormErrors errors/>
        <Field name="name" label="Numele cetățeanului" value="Ioana Popescu" required=true autocomplete="off"/>
        <Field name="email" kind=FieldKind::Email label="E-mail" hint="Aici trimitem codul." value="ioana@" error=wrong/>
        <div class="form-pair">
            <SelectField name="language" label="Limba" options=languages value="ro" required=true/>
            <Field name="until" kind=FieldKind::Date label="Până la"/>
        </div>
        <ChoiceField name="size" label="Mărimea" choices value="m" required=true/>
        <TextArea name="note" label="Observații" value="</textarea><script>"/>
        <CheckField name="sms" label="Trimite și SMS" checked=true hint="Costă 0,05 €."/>
    }
    .into_any()
}

/// Fields, choices, errors, messages.
pub fn forms() -> AnyView {
    let steps = ["Cine", "Unde", "Ușa", "Gata"].map(str::to_owned).to_vec();
    let back = ("#".to_owned(), "Toate livrările".to_owned());
    let banners = [Tone::Neutral, Tone::Active, Tone::Good, Tone::Warn, Tone::Bad].map(|tone| {
        view! { <Banner tone title="Lockerul nu are conexiune."><p>"Încercați peste câteva minute."</p></Banner> }
    });
    view! {
        <main class="shell-main" id="main">
            <PageHeader title="Livrare nouă" eyebrow="Livrări" lead="Lăsați un document pentru un cetățean." back/>
            <Stepper steps current=1/>
            <form class="form">{questions()}{buttons()}</form>
            <div class="stack">{banners.collect_view()}</div>
            <div class="row">
                <Tag number="7"/>
                <Tag number="104" size=TagSize::Medium/>
                <Tag number="28" size=TagSize::Large/>
                <CodePlate code="7QK4M2XP" size=TagSize::Medium/>
            </div>
        </main>
    }
    .into_any()
}

/// A public page: what a citizen sees.
pub fn public() -> AnyView {
    view! {
        <PublicShell home="/ru" path="/ru/p" aside=|| view! { <LinkButton href="#" look=ButtonLook::Quiet>"Войти"</LinkButton> }>
            <div class="stack stack-l">
                <PageHeader eyebrow="МФЦ Тверской" title="Ваш паспорт ждёт вас" lead="До воскресенья, 29 ноября 2026 г."/>
                <div class="ticket">
                    <div class="ticket-main">
                        <QrCode data="https://cloakroom.example/p/7QK4M2XPTR5S" title="QR-код для получения"/>
                        <CodePlate code="K7Q4MX" size=TagSize::Large/>
                    </div>
                    <div class="ticket-side"><Tag number="28" size=TagSize::Large label="ячейка"/><p>"Ячейка"</p></div>
                </div>
                <MapLink address="ул. Тверская, 13, Москва" latitude=55.7617 longitude=37.6093/>
                <Banner tone=Tone::Good title="Автомат работает"/>
                <Button look=ButtonLook::Primary icon=Glyph::DoorOpen>"Открыть дверцу"</Button>
                <ErrorPage drawing=Drawing::Broken title="Такой страницы нет" text="Проверьте адрес или начните с главной.">
                    <LinkButton href="#">"На главную"</LinkButton>
                </ErrorPage>
            </div>
        </PublicShell>
    }
    .into_any()
}

/// The kiosk with its code pad and the bank.
pub fn kiosk() -> AnyView {
    let value = RwSignal::new("K7Q4".to_owned());
    view! {
        <KioskShell
            bank="福田政务中心"
            hotline="+86 755 1234 5678"
            languages=|| view! { <LanguageSwitch path="/zh/kiosk/x"/> }
        >
            <div class="kiosk-split">
                <section class="kiosk-side">
                    <h1>"请出示二维码"</h1>
                    <p>"或用手机扫描此码："</p>
                    <QrCode data="https://cloakroom.example/k/7QK4M2XPTR5S" title="二维码"/>
                </section>
                <section class="kiosk-pad">
                    <CodeInput value length=6 alphabet="23456789ABCDEFGHJKMNPQRSTVWXYZ" on_complete=Callback::new(|_| ())/>
                </section>
            </div>
        </KioskShell>
    }
    .into_any()
}

/// The kiosk when a door stands open.
pub fn kiosk_open() -> AnyView {
    view! {
        <KioskShell
            bank="МФЦ Тверской"
            hotline="+7 495 123-45-67"
            languages=|| view! { <LanguageSwitch path="/ru/kiosk/x"/> }
        >
            <div class="kiosk-message">
                <div class="kiosk-door">
                    <Tag number="17" size=TagSize::Huge label="ячейка"/>
                    <div class="stack">
                        <h1>"Дверца 17 открыта"</h1>
                        <p class="page-lead">"Заберите документ и закройте дверцу."</p>
                    </div>
                </div>
                <DoorGrid title="Автомат" doors=doors()/>
            </div>
        </KioskShell>
    }
    .into_any()
}
