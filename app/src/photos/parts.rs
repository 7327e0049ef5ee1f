//! Asking for a photo, showing the one that is there, exchanging it.

use domain::{Error, Locale};
use leptos::prelude::*;

use crate::i18n::{error_text, use_locale};
use crate::t;
use crate::t::photos as text;
use crate::ui::{Button, ButtonLook, FormErrors, Glyph, Icon, form_errors};

/// What a file dialogue offers: what `domain::photos` takes.
const ACCEPT: &str = "image/jpeg,image/png,image/webp";

/// The field `photo` of a form that is sent as `multipart/form-data`. It comes last: browsers do not keep a chosen file when the
/// page is shown again, so nothing else may hang on it.
#[component]
pub fn PhotoField(
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What is wrong with what was sent.
    error: Option<String>,
    /// A photo was sent with a form that was refused for something else.
    #[prop(optional)]
    again: bool,
    /// A telephone opens its camera at once.
    #[prop(optional)]
    camera: bool,
    /// Tells two of them on one page apart.
    #[prop(default = "photo")]
    id: &'static str,
    /// Whether it can be left out.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let l = use_locale();
    let part = |end: &str| [id, end].concat();
    let accept = if camera { "image/*" } else { ACCEPT };
    let described = match error {
        Some(_) => [id, "-hint ", id, "-error"].concat(),
        None => part("-hint"),
    };
    let hint = if again {
        [text::again(l), " ", text::hint(l)].concat()
    } else {
        text::hint(l).to_owned()
    };
    let invalid = error.is_some().then_some("true");
    let wrong = error.map(|words| {
        view! {
            <p class="field-error" id=part("-error")><Icon glyph=Glyph::Alert/> {words}</p>
        }
    });
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label} {(!required).then(|| view! { <span class="field-optional">{t::ui::optional(l)}</span> })}
            </label>
            <p class="field-hint" id=part("-hint")>{hint}</p>
            <input
                class="input photo-input"
                id=id
                type="file"
                name="photo"
                accept=accept
                capture=camera.then_some("environment")
                required=required
                aria-describedby=described
                aria-invalid=invalid
            />
            {wrong}
        </div>
    }
}

/// A photo in a page.
pub fn photo_shown(address: String, alt: impl Into<String>) -> AnyView {
    let href = address.clone();
    let alt: String = alt.into();
    view! { <a class="photo-link" href=href><img class="photo" src=address alt=alt loading="lazy"/></a> }.into_any()
}

/// A photo that can be exchanged: what is there, a form for another, and a button that takes it away.
pub struct PhotoCard<'a> {
    /// Where it is shown, and where another is sent.
    pub address: String,
    /// Where it is taken away.
    pub remove: String,
    /// What can be seen on it.
    pub alt: &'static str,
    /// Whether there is one.
    pub there: bool,
    /// Whether it may be exchanged.
    pub open: bool,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

impl PhotoCard<'_> {
    /// The card; nothing when there is nothing to show and nothing to do.
    pub fn view(self, l: Locale) -> AnyView {
        if !self.open && !self.there {
            return ().into_any();
        }
        let shown = if self.there {
            photo_shown(self.address.clone(), self.alt)
        } else {
            view! { <p class="quiet-text">{text::none(l)}</p> }.into_any()
        };
        let (address, error) = (self.address, self.refusal.map(|error| error_text(l, error)));
        let (label, button) = if self.there {
            (text::other(l), text::exchange(l))
        } else {
            (text::choose(l), text::keep(l))
        };
        let labels = [("photo", label)];
        let errors = self.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
        let upload = self.open.then(|| {
            view! {
                <form class="form" method="post" action=address enctype="multipart/form-data">
                    <FormErrors errors/>
                    <PhotoField label error required=true/>
                    <Button icon=Glyph::Check>{button}</Button>
                </form>
            }
        });
        let remove = (self.open && self.there).then(|| {
            view! {
                <form method="post" action=self.remove>
                    <Button look=ButtonLook::Quiet icon=Glyph::Trash>{text::remove(l)}</Button>
                </form>
            }
        });
        view! { <section class="card stack" id="photo-card"><h2>{text::photo(l)}</h2>{shown}{upload}{remove}</section> }
            .into_any()
    }
}
