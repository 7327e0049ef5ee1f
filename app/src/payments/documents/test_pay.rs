//! The page of the provider that only plays: one button per thing that can happen.

use domain::payments::{Play, TestPayView};
use leptos::prelude::*;

use crate::documents::{Frame, Head};
use crate::payments::look;
use crate::site::page;
use crate::t::payments as text;
use crate::ui::{Banner, LinkButton, PageHeader, Tone};

/// What is played with.
pub fn test_pay(frame: &Frame<'_>, view: &TestPayView, reference: &str) -> String {
    let l = frame.locale;
    let head = Head::private([text::test_title(l), " · Cloakroom"].concat(), text::test_lead(l));
    let action = frame.to(&["/test-pay/", reference].concat());
    page(frame, head, || {
        let acts = if view.open {
            let plays = Play::ALL.map(|play| {
                let look = if play == Play::Accept {
                    "button button-primary"
                } else {
                    "button button-secondary"
                };
                view! {
                    <button class=look type="submit" name="play" value=play.wire()>
                        <span class="button-words">{look::play(l, play)}</span>
                    </button>
                }
            });
            view! { <form class="stack" method="post" action=action>{plays.collect_view()}</form> }.into_any()
        } else {
            let href = view.back.clone();
            view! {
                <p>{text::test_over(l)}</p>
                <LinkButton href>{text::test_back(l)}</LinkButton>
            }
            .into_any()
        };
        view! {
            <div class="stack stack-l site-narrow pay">
                <PageHeader title=text::test_title(l)/>
                <Banner tone=Tone::Warn title=text::test_lead(l)/>
                <section class="card stack">
                    <p class="pay-what">{view.what.clone()}</p>
                    <p class="pay-amount">{view.amount.written(l)}</p>
                    {acts}
                </section>
            </div>
        }
        .into_any()
    })
}
