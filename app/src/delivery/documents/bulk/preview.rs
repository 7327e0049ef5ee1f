//! Every line of a list before it is entered. Nothing is kept yet: the page carries the list with it.

use domain::Locale;
use domain::accounts::Profile;
use domain::delivery::bulk::{BulkForm, BulkPreview, LineCheck, written};
use leptos::prelude::*;

use super::lines::{errors, to_correct, to_leave_out};
use super::look::count;
use crate::documents::{Frame, Head, portal_page};
use crate::t::bulk as text;
use crate::ui::{Banner, Button, ButtonLook, FormErrors, Glyph, PageHeader, StatusBadge, Tone};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct BulkPreviewPage<'a> {
    /// The lines with what is wrong with them.
    pub preview: &'a BulkPreview,
    /// The list as it was sent.
    pub form: &'a BulkForm,
    /// The columns of the file that are left out, by their heads.
    pub unused: &'a [String],
    /// Whether somebody wanted to enter it as it is.
    pub tried: bool,
}

/// The page.
pub fn bulk_preview(frame: &Frame<'_>, profile: &Profile, page: BulkPreviewPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::preview_title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::preview_lead(l)), || {
        let place = &page.preview.bank.place;
        let eyebrow = [place.name.as_str(), " · ", &place.city].concat();
        let back = (frame.to("/employee/bulk/new"), text::new(l).to_owned());
        view! {
            <div class="stack stack-l bulk">
                <PageHeader title=text::preview_title(l) lead=text::preview_lead(l) eyebrow own_eyebrow=true back/>
                {sums(l, page.preview)}
                {unused(l, page.unused)}
                {form(frame, page)}
            </div>
        }
        .into_any()
    })
}

/// How many lines there are of each sort, and whether they fit into the bank.
fn sums(l: Locale, preview: &BulkPreview) -> AnyView {
    let (fine, wrong, out) = (preview.fine(), preview.wrong(), preview.out());
    let badge = |n: usize, tone: Tone, icon: Glyph, label: fn(Locale, i64) -> String| {
        (n > 0).then(|| view! { <StatusBadge tone icon label=label(l, count(n))/> })
    };
    let fits = (fine > 0).then(|| {
        let (tone, title) = if preview.room < fine {
            (Tone::Warn, text::some_fit(l, count(preview.room)))
        } else {
            (Tone::Neutral, text::all_fit(l).to_owned())
        };
        view! { <Banner tone title><p>{text::fit_text(l)}</p></Banner> }
    });
    view! {
        <div class="stack">
            <div class="row">
                {badge(fine, Tone::Good, Glyph::Check, text::fine)}
                {badge(wrong, Tone::Warn, Glyph::Alert, text::wrong)}
                {badge(out, Tone::Neutral, Glyph::Minus, text::out)}
                <StatusBadge tone=Tone::Neutral icon=Glyph::Bank label=text::free(l, i64::from(preview.bank.free))/>
            </div>
            {fits}
        </div>
    }
    .into_any()
}

/// Which columns of the file are left out. Whoever misspelt one that belongs to the list sees it here.
fn unused(l: Locale, heads: &[String]) -> Option<AnyView> {
    let lines = heads
        .iter()
        .map(|head| view! { <li>{text::unused_column(l, head)}</li> });
    let lines = lines.collect_view();
    (!heads.is_empty()).then(|| {
        view! {
            <Banner tone=Tone::Warn title=text::unused_title(l)>
                <ul>{lines}</ul>
                <p>{text::unused_text(l)}</p>
            </Banner>
        }
        .into_any()
    })
}

fn form(frame: &Frame<'_>, page: BulkPreviewPage<'_>) -> AnyView {
    let l = frame.locale;
    let preview = page.preview;
    let wrong = preview.lines.iter().filter_map(|of| match &of.check {
        LineCheck::Wrong(errors) => Some(to_correct(l, preview.size, &of.line, errors)),
        LineCheck::Fine(_) | LineCheck::Out => None,
    });
    let wrong: Vec<AnyView> = wrong.collect();
    let wrong = (!wrong.is_empty()).then(|| {
        view! { <section class="stack"><h2>{text::to_correct(l)}</h2>{wrong}</section> }
    });
    let of = |out: bool| {
        let fits = move |check: &LineCheck| match check {
            LineCheck::Fine(_) => !out,
            LineCheck::Out => out,
            LineCheck::Wrong(_) => false,
        };
        let lines = preview.lines.iter().filter(|of| fits(&of.check));
        lines.map(|of| &of.line).collect::<Vec<_>>()
    };
    let fine = to_leave_out(l, text::can_be_entered(l), preview.size, &of(false));
    let out = to_leave_out(l, text::left_out(l), preview.size, &of(true));
    let (enter, again) = (frame.to("/employee/bulk/enter"), frame.to("/employee/bulk/preview"));
    let sent = page.form;
    let kept = page.unused.iter().map(|head| {
        let head = head.clone();
        view! { <input type="hidden" name="unused" value=head/> }
    });
    let kept = kept.collect_view();
    view! {
        <form class="stack stack-l" method="post" action=enter enctype="multipart/form-data" novalidate>
            <input type="hidden" name="bank" value=sent.bank.clone()/>
            <input type="hidden" name="size" value=sent.size.clone()/>
            <input type="hidden" name="once" value=sent.once.clone()/>
            <input type="hidden" name="list" value=written(&sent.lines)/>
            {kept}
            <FormErrors errors=errors(l, preview, page.tried)/>
            {wrong}
            {fine}
            {out}
            <div class="form-actions">
                <Button look=ButtonLook::Primary icon=Glyph::Check>{text::enter(l)}</Button>
                <button class="button button-secondary" type="submit" formaction=again>
                    <span class="button-words">{text::check_again(l)}</span>
                </button>
            </div>
        </form>
    }
    .into_any()
}
