//! Which messages there are.

use serde::{Deserialize, Serialize};

/// Which text. Each has a template per language and channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// A thing waits for you: code, QR, place, deadline.
    Ready,
    /// You (or somebody with your code) collected it.
    Collected,
    /// The door was closed with the thing still inside.
    LeftInside,
    /// Its door moved and nobody knows why: we look, and tell you.
    InDoubt,
    /// The thing was taken back before you collected it.
    Withdrawn,
    /// A thing still waits for you; its time ends soon.
    Reminder,
    /// You may collect it until another day.
    NewDeadline,
    /// Nobody came: it was taken back to an office.
    TakenBack,
    /// A new code was given out on paper.
    CodeByHand,
    /// Too many wrong codes came near yours: here is a new one.
    CodeReplaced,
    /// Support made a new code for you.
    NewCode,
    /// Support opens the door for you.
    OpenedFromAfar,
    /// It lies behind another door now.
    Moved,
    /// Support answers you.
    HelpAnswered,
    /// Whoever you lent your right to has collected it.
    ShareUsed,
    /// Somebody found your thing.
    FoundReport,
    /// There is news of a case: a word, a proposal, a settled way, an end.
    CaseNews,
    /// A courier fetches the thing that you found: when, and the code to say.
    CourierFetches,
    /// A courier brings your thing: when, and the code to say.
    CourierBrings,
    /// What you claimed from the register of found things is yours: come and fetch it.
    ClaimRight,
    /// You were invited to work here.
    Invitation,
    /// Answer this, and you have an account. By mail only, as all that carries a link to a password.
    SignUp,
    /// Somebody signed up with your address; you have an account already.
    KnownAddress,
    /// A link for a new password.
    NewPassword,
    /// Somebody wanted a new password for your address; there is no account.
    UnknownAddress,
    /// Answer this, and your account has this address.
    NewEmail,
    /// Your account is about to get another address.
    EmailLeaves,
    /// Your password was changed.
    PasswordChanged,
    /// Your second step at sign-in: switched on or off, taken off by somebody, opened with a recovery code, tried in vain.
    SecondStep,
    /// Your payment came; here is the receipt. By mail only: no text message leads to a page about money.
    Paid,
    /// Money was given back; here is the credit note.
    PaidBack,
    /// A key is yours now.
    KeyActivated,
    /// The cover of a key ends, or has ended.
    CoverEnds,
    /// Cover was paid.
    CoverPaid,
    /// Somebody wants to give you a key.
    KeyOffered,
    /// Your key is somebody else's now.
    KeyGiven,
    /// An order of keys has its price.
    PoolPriced,
    /// The keys of an order are ready.
    PoolIssued,
    /// An order of keys was not approved.
    PoolRefused,
    /// You did not become a dealer.
    ApplicationRefused,
    /// An administrator tries whether messages arrive.
    TestMessage,
}

impl Template {
    /// All of them, for the test that every language has every text.
    pub const ALL: &'static [Self] = &[
        Self::Ready,
        Self::Collected,
        Self::LeftInside,
        Self::InDoubt,
        Self::Withdrawn,
        Self::Reminder,
        Self::NewDeadline,
        Self::TakenBack,
        Self::CodeByHand,
        Self::CodeReplaced,
        Self::NewCode,
        Self::OpenedFromAfar,
        Self::Moved,
        Self::HelpAnswered,
        Self::ShareUsed,
        Self::FoundReport,
        Self::CaseNews,
        Self::CourierFetches,
        Self::CourierBrings,
        Self::ClaimRight,
        Self::Invitation,
        Self::SignUp,
        Self::KnownAddress,
        Self::NewPassword,
        Self::UnknownAddress,
        Self::NewEmail,
        Self::EmailLeaves,
        Self::PasswordChanged,
        Self::SecondStep,
        Self::Paid,
        Self::PaidBack,
        Self::KeyActivated,
        Self::CoverEnds,
        Self::CoverPaid,
        Self::KeyOffered,
        Self::KeyGiven,
        Self::PoolPriced,
        Self::PoolIssued,
        Self::PoolRefused,
        Self::ApplicationRefused,
        Self::TestMessage,
    ];

    /// The name of the template's file.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Collected => "collected",
            Self::LeftInside => "left_inside",
            Self::InDoubt => "in_doubt",
            Self::Withdrawn => "withdrawn",
            Self::Reminder => "reminder",
            Self::NewDeadline => "new_deadline",
            Self::TakenBack => "taken_back",
            Self::CodeByHand => "code_by_hand",
            Self::CodeReplaced => "code_replaced",
            Self::NewCode => "new_code",
            Self::OpenedFromAfar => "opened_from_afar",
            Self::Moved => "moved",
            Self::HelpAnswered => "help_answered",
            Self::ShareUsed => "share_used",
            Self::FoundReport => "found_report",
            Self::CaseNews => "case_news",
            Self::CourierFetches => "courier_fetches",
            Self::CourierBrings => "courier_brings",
            Self::ClaimRight => "claim_right",
            Self::Invitation => "invitation",
            Self::SignUp => "sign_up",
            Self::KnownAddress => "known_address",
            Self::NewPassword => "new_password",
            Self::UnknownAddress => "unknown_address",
            Self::NewEmail => "new_email",
            Self::EmailLeaves => "email_leaves",
            Self::PasswordChanged => "password_changed",
            Self::SecondStep => "second_step",
            Self::Paid => "paid",
            Self::PaidBack => "paid_back",
            Self::KeyActivated => "key_activated",
            Self::CoverEnds => "cover_ends",
            Self::CoverPaid => "cover_paid",
            Self::KeyOffered => "key_offered",
            Self::KeyGiven => "key_given",
            Self::PoolPriced => "pool_priced",
            Self::PoolIssued => "pool_issued",
            Self::PoolRefused => "pool_refused",
            Self::ApplicationRefused => "application_refused",
            Self::TestMessage => "test_message",
        }
    }

    /// Whether there is a text message for it too, or only a mail.
    pub const fn has_sms(self) -> bool {
        !matches!(
            self,
            Self::SignUp
                | Self::KnownAddress
                | Self::NewPassword
                | Self::UnknownAddress
                | Self::NewEmail
                | Self::EmailLeaves
                | Self::PasswordChanged
                | Self::SecondStep
                | Self::Paid
                | Self::PaidBack
                | Self::CoverPaid
                | Self::KeyOffered
                | Self::KeyGiven
                | Self::PoolPriced
                | Self::PoolIssued
                | Self::PoolRefused
                | Self::ApplicationRefused
        )
    }
}
