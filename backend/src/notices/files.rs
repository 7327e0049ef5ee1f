//! The templates that are built in: a table of `backend/templates`, by the name that an operator's folder uses too.
//!
//! What must not be here: words. They stand in the files.

/// A file's name and what stands in it.
pub(super) type File = (&'static str, &'static str);

macro_rules! file {
    ($name:expr) => {
        ($name, include_str!(concat!("../../templates/", $name)))
    };
}

macro_rules! template {
    ($locale:literal, $template:literal) => {
        [
            file!(concat!($locale, "/", $template, ".subject")),
            file!(concat!($locale, "/", $template, ".email.txt")),
            file!(concat!($locale, "/", $template, ".email.html")),
            file!(concat!($locale, "/", $template, ".sms")),
        ]
    };
}

/// A text that goes by mail only.
macro_rules! letter {
    ($locale:literal, $template:literal) => {
        [
            file!(concat!($locale, "/", $template, ".subject")),
            file!(concat!($locale, "/", $template, ".email.txt")),
            file!(concat!($locale, "/", $template, ".email.html")),
        ]
    };
}

macro_rules! language {
    ($locale:literal) => {
        Language {
            code: $locale,
            words: file!(concat!($locale, "/words.json")),
            templates: &[
                &template!($locale, "ready"),
                &template!($locale, "collected"),
                &template!($locale, "left_inside"),
                &template!($locale, "in_doubt"),
                &template!($locale, "withdrawn"),
                &template!($locale, "reminder"),
                &template!($locale, "new_deadline"),
                &template!($locale, "taken_back"),
                &template!($locale, "code_by_hand"),
                &template!($locale, "code_replaced"),
                &template!($locale, "new_code"),
                &template!($locale, "opened_from_afar"),
                &template!($locale, "moved"),
                &template!($locale, "help_answered"),
                &template!($locale, "share_used"),
                &template!($locale, "found_report"),
                &template!($locale, "case_news"),
                &template!($locale, "courier_fetches"),
                &template!($locale, "courier_brings"),
                &template!($locale, "claim_right"),
                &template!($locale, "invitation"),
                &letter!($locale, "sign_up"),
                &letter!($locale, "known_address"),
                &letter!($locale, "new_password"),
                &letter!($locale, "unknown_address"),
                &letter!($locale, "new_email"),
                &letter!($locale, "email_leaves"),
                &letter!($locale, "password_changed"),
                &letter!($locale, "second_step"),
                &letter!($locale, "paid"),
                &letter!($locale, "paid_back"),
                &template!($locale, "key_activated"),
                &template!($locale, "cover_ends"),
                &letter!($locale, "cover_paid"),
                &letter!($locale, "key_offered"),
                &letter!($locale, "key_given"),
                &letter!($locale, "pool_priced"),
                &letter!($locale, "pool_issued"),
                &letter!($locale, "pool_refused"),
                &letter!($locale, "application_refused"),
                &template!($locale, "test_message"),
            ],
        }
    };
}

/// The files of one language.
pub(super) struct Language {
    /// Its code in addresses.
    pub code: &'static str,
    /// Names of days, months and things.
    pub words: File,
    /// Per template: subject, plain text, HTML, and the text message if there is one.
    pub templates: &'static [&'static [File]],
}

/// All languages.
pub(super) const LANGUAGES: [Language; 4] = [language!("en"), language!("ro"), language!("ru"), language!("zh")];

/// What the HTML of all languages is made of.
pub(super) const SHARED: [File; 2] = [file!("layout.html"), file!("parts.html")];
