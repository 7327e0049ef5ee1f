//! Label and protocol on paper, with places to sign. No rail: what is printed is all there is.

use domain::Locale;
use domain::register::{ProtocolFact, ThingStage, ThingView};
use leptos::prelude::*;

use crate::documents::{Frame, Head, render};
use crate::i18n::{date, date_time};
use crate::register::look;
use crate::t::register as text;
use crate::ui::{Detail, DetailList, QrCode};

/// The sheet of a thing.
pub fn sheet(frame: &Frame<'_>, view: &ThingView) -> String {
    let l = frame.locale;
    let number = view.row.number.to_string();
    let head = Head::private([text::print(l), " · ", &number].concat(), text::lead(l));
    let place = ["/register/", &view.row.id.to_string()].concat();
    let address = [frame.origin, &frame.to(&place)].concat();
    render(frame, head, &frame.files.main_css, || {
        view! {
            <main class="register-sheet stack">
                <p class="no-print row">
                    <a href=frame.to(&place)>{text::facts(l)}</a>
                    <span class="quiet-text">{text::print_now(l)}</span>
                </p>
                {label(l, view, address)}
                {protocol(l, view)}
                {signatures(l, view)}
            </main>
        }
        .into_any()
    })
}

fn label(l: Locale, view: &ThingView, address: String) -> AnyView {
    let row = &view.row;
    let details = vec![
        Detail::new(text::category(l), view.category.name.get(l).to_owned()),
        Detail::own(text::storage(l), [row.office.as_str(), " · ", &row.storage].concat()),
        Detail::new(text::found_on(l), date(l, row.found_on.moment())),
        Detail::new(text::entered(l), date(l, row.entered)),
        Detail::new(text::keep_until(l), date(l, row.keep_until)),
    ];
    view! {
        <section class="register-label">
            <div class="stack stack-s">
                <p class="eyebrow">{text::number(l)}</p>
                <h1 class="register-number" translate="no">{row.number.to_string()}</h1>
                <p translate="no"><strong>{row.what.clone()}</strong></p>
                <DetailList details/>
            </div>
            <QrCode data=address title=text::qr(l)/>
        </section>
    }
    .into_any()
}

fn protocol(l: Locale, view: &ThingView) -> AnyView {
    let lines = view.protocol.iter().map(|line| {
        let (_, _, title, detail) = look::fact(l, &line.what);
        let by = match &line.by {
            Some(name) => view! { <span translate="no">{name.clone()}</span> }.into_any(),
            None if matches!(line.what, ProtocolFact::Claimed { .. }) => text::claimant(l).into_any(),
            None => text::the_house(l).into_any(),
        };
        let more = (!detail.is_empty()).then(|| view! { <span translate="no">{[" · ", &detail].concat()}</span> });
        view! {
            <tr>
                <td class="mono">{line.line.to_string()}</td>
                <td>{date_time(l, line.at)}</td>
                <td>{title} {more}</td>
                <td>{by}</td>
            </tr>
        }
    });
    let lines = lines.collect_view();
    view! {
        <section class="stack">
            <h2>{text::protocol(l)}</h2>
            <table class="register-lines">
                <thead>
                    <tr>
                        <th scope="col">{text::line(l)}</th>
                        <th scope="col">{text::when(l)}</th>
                        <th scope="col">{text::what_happened(l)}</th>
                        <th scope="col">{text::who(l)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn signatures(l: Locale, view: &ThingView) -> AnyView {
    let second = match view.row.stage {
        ThingStage::Sold | ThingStage::Destroyed => text::sign_witness(l),
        _ => text::sign_receiver(l),
    };
    let all = [text::sign_staff(l), second].map(|words| view! { <p class="register-sign">{words}</p> });
    view! { <section class="register-signs">{all.collect_view()}</section> }.into_any()
}
