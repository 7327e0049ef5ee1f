//! The three tiers of errors, as the outside sees them.
//!
//! * [`Refusal`]: what a person did cannot be done; says which rule and, for forms, at which field.
//! * [`FaultKind`]: something went wrong inside. The backend logged it once; only its kind gets here.
//! * On the wire: the code alone. The text is looked up in the reader's language by `app`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What every port answers.
pub type Outcome<T> = Result<T, Error>;

/// Why a port did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Error {
    /// The person asked for something that a rule forbids; they can do something about it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Something inside failed; they can only try again or call somebody.
    #[error("failed: {0:?}")]
    Failed(FaultKind),
}

/// What kind of thing went wrong inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The database or the broker is away; trying again later helps.
    Unavailable,
    /// Two changes met; trying again at once helps.
    Conflict,
    /// A defect or damaged data; somebody must look.
    Broken,
}

/// A rule said no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Which rule.
    pub code: RefusalCode,
    /// For forms: each field that must change. Empty when the refusal is about the act itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// For [`RefusalCode::AnotherDoorOpen`]: the door that must be closed first, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub door: Option<u16>,
}

/// One field of a form that cannot stay as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the request type.
    pub field: String,
    /// What is wrong with it.
    pub code: RefusalCode,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $wire:literal,)+) => {
        /// Every rule that can say no. The wire and the catalogue of texts use [`RefusalCode::wire`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum RefusalCode { $($(#[$doc])* $name,)+ }

        impl RefusalCode {
            /// All of them, for tests that no text is missing.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// The name on the wire.
            pub const fn wire(self) -> &'static str {
                match self { $(Self::$name => $wire,)+ }
            }
        }
    };
}

codes! {
    // Forms.
    /// Some fields must be corrected.
    Form = "form",
    /// Nothing was typed where something is needed.
    Missing = "missing",
    /// More characters than fit.
    TooLong = "too_long",
    /// Fewer characters than needed.
    TooShort = "too_short",
    /// Control characters or marks that forge what is read.
    OddCharacters = "odd_characters",
    /// Not an e-mail address.
    NotAnEmail = "not_an_email",
    /// Not a telephone number with country code.
    NotAPhone = "not_a_phone",
    /// Neither e-mail nor telephone: the citizen could not be told.
    NeedsContact = "needs_contact",
    /// Not one of the choices.
    NotAChoice = "not_a_choice",
    /// Outside the range of what may be chosen.
    OutOfRange = "out_of_range",
    /// Somebody already has this.
    Taken = "taken",
    /// Something that a phone would make a link of, where only ours may stand.
    LinkInText = "link_in_text",
    /// Words that make a text message more than one message longer.
    SmsGrows = "sms_grows",
    /// Not an amount of money.
    NotAnAmount = "not_an_amount",
    // Payments.
    /// Nobody can pay online here: the operator has set up no provider.
    PaymentsOff = "payments_off",
    /// The provider of payments did not answer; nothing was taken.
    ProviderAway = "provider_away",
    // Accounts.
    /// E-mail and password do not belong together (or there is no such account: the same answer).
    WrongCredentials = "wrong_credentials",
    /// Too many tries; wait.
    SlowDown = "slow_down",
    /// Nobody is signed in, or the session ended.
    SignInFirst = "sign_in_first",
    /// It does not exist, or it is not yours to see (the same answer).
    NotFound = "not_found",
    /// Your role may not do this to a thing that you may see.
    NotAllowed = "not_allowed",
    /// A link that was used, replaced or has expired.
    LinkExpired = "link_expired",
    /// The last administrator cannot leave or be switched off.
    LastAdministrator = "last_administrator",
    /// Not your present password.
    WrongPassword = "wrong_password",
    /// Not a code of the second step that counts: wrong, used or too old (the same answer).
    WrongSecondStep = "wrong_second_step",
    /// The second step came too late or was wrong too often: begin with the password again.
    SecondStepOver = "second_step_over",
    /// So many wrong digits today that only recovery codes count.
    SecondStepRests = "second_step_rests",
    /// Not a passkey that counts, whatever is wrong with it (the same answer).
    WrongPasskey = "wrong_passkey",
    /// The passkey's count of its uses went backwards: there is a copy of it.
    PasskeyCopied = "passkey_copied",
    /// A thing of theirs is still on its way; nothing can be forgotten before it has arrived.
    StillInHand = "still_in_hand",
    // Lockers.
    /// No compartment of this size is free at this bank.
    BankFull = "bank_full",
    /// What is free at this bank is too high for whoever needs a low door.
    OnlyHigherDoors = "only_higher_doors",
    /// The bank has no connection; nothing was sent.
    BankOffline = "bank_offline",
    /// The bank, or this compartment, is out of service.
    OutOfService = "out_of_service",
    /// Another door of this bank is open; one at a time.
    AnotherDoorOpen = "another_door_open",
    /// The compartment is in use.
    CompartmentInUse = "compartment_in_use",
    /// You have said so already: a second person must.
    SecondPerson = "second_person",
    /// A door with a history keeps its number, and stays.
    DoorUsed = "door_used",
    /// A door in use keeps its size.
    DoorInUse = "door_in_use",
    /// Two doors of a bank have this number.
    NumberTwice = "number_twice",
    /// The order was given and the door stayed shut.
    DoorDidNotOpen = "door_did_not_open",
    /// A pairing code that is wrong, used or expired.
    WrongPairingCode = "wrong_pairing_code",
    // Custody.
    /// The code or QR opens nothing here (unknown and wrong: the same answer).
    WrongCode = "wrong_code",
    /// The keypad of this kiosk is locked for a while; a QR still works.
    KeypadLocked = "keypad_locked",
    /// The next door opens after the one before it is closed, and not long after; else the thing has its own code.
    VisitOver = "visit_over",
    /// It is on the way to another compartment; the recipient is told which in a moment.
    BeingMoved = "being_moved",
    /// Nobody knows what happened at its door: a colleague must look first.
    InDoubt = "in_doubt",
    /// Not the code that the other side of a hand-over was told.
    WrongHandingCode = "wrong_handing_code",
    /// Too many wrong codes of a hand-over; the desk makes a new one.
    HandingCodeSpent = "handing_code_spent",
    /// A courier is on this case already.
    CaseServed = "case_served",
    /// The time to collect has passed.
    DeadlinePassed = "deadline_passed",
    /// There was more time already, once.
    AlreadyExtended = "already_extended",
    /// The act does not fit the state that the thing is in (somebody was faster, or it is done).
    WrongState = "wrong_state",
    /// To open by phone, scan the QR on the screen of the locker first.
    PresenceNeeded = "presence_needed",
    /// The thing waits at another bank.
    OtherBank = "other_bank",
    /// It changed while you were looking; look again.
    Changed = "changed",
    // Delivery.
    /// The number stands on this list already.
    TwiceOnList = "twice_on_list",
    /// A document with this number waits to be put in already.
    OnListAlready = "on_list_already",
    /// A document with this number is in a locker, or has a compartment reserved.
    InLockerAlready = "in_locker_already",
    /// No document with this number waits to be put in.
    NotOnList = "not_on_list",
    /// The document is to be put into another bank.
    ListedElsewhere = "listed_elsewhere",
    /// Codes of this bank ask for the end of a mobile number, and none is given.
    NeedsMobile = "needs_mobile",
    /// The bank has no compartment as big as that.
    NoSuchSize = "no_such_size",
    // Found.
    /// A fee must be settled before the thing is given out.
    FeeDue = "fee_due",
    /// A colleague works on this case.
    Claimed = "claimed",
    // Register.
    /// Neither e-mail nor telephone: nobody could answer.
    NeedsReach = "needs_reach",
    /// The time to keep the thing has not passed.
    RetentionRuns = "retention_runs",
    // Tags.
    /// Not the number of a tag: a typing error.
    NotAKey = "not_a_key",
    /// A number that was never issued, or that is out of use (the same answer).
    UnknownKey = "unknown_key",
    /// No offer has this promo code now.
    WrongPromoCode = "wrong_promo_code",
    /// None is left.
    SoldOut = "sold_out",
    /// The dealer's contract ended or was paused.
    DealerPaused = "dealer_paused",
    /// More on the invoice than was agreed.
    CreditSpent = "credit_spent",
    /// Not a picture of a kind that is taken.
    NotAPicture = "not_a_picture",
    /// More bytes than are taken.
    TooLarge = "too_large",
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wire())
    }
}

impl Refusal {
    /// A refusal of the act itself.
    pub const fn act(code: RefusalCode) -> Self {
        Self {
            code,
            fields: Vec::new(),
            door: None,
        }
    }

    /// A refusal for what stands in these fields.
    pub const fn with_fields(code: RefusalCode, fields: Vec<FieldError>) -> Self {
        Self {
            code,
            fields,
            door: None,
        }
    }

    /// No door opens while this one stands open.
    pub const fn still_open(door: u16) -> Self {
        Self {
            code: RefusalCode::AnotherDoorOpen,
            fields: Vec::new(),
            door: Some(door),
        }
    }

    /// What a form refused at a field, if it did.
    pub fn at(&self, field: &str) -> Option<RefusalCode> {
        self.fields.iter().find(|f| f.field == field).map(|f| f.code)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)?;
        for FieldError { field, code } in &self.fields {
            write!(f, " {field}={code}")?;
        }
        Ok(())
    }
}

impl From<RefusalCode> for Error {
    fn from(code: RefusalCode) -> Self {
        Self::Refused(Refusal::act(code))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Error {
    /// The rule that said no, if it was a rule.
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(r) => Some(r),
            Self::Failed(_) => None,
        }
    }

    /// Whether this is the refusal with that code.
    pub fn is(&self, code: RefusalCode) -> bool {
        self.refusal().is_some_and(|r| r.code == code)
    }
}

/// Collects what is wrong with a form, so that a person hears of everything at once.
#[derive(Debug, Default)]
pub struct FormCheck(Vec<FieldError>);

impl FormCheck {
    /// Takes a field's parsed value, or notes its error.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, RefusalCode>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(code) => {
                self.refuse(field, code);
                None
            }
        }
    }

    /// As [`Self::take`], for a field that may be left empty.
    pub fn take_optional<T>(&mut self, field: &str, parsed: Result<T, RefusalCode>) -> Option<T> {
        match parsed {
            Err(RefusalCode::Missing) => None,
            other => self.take(field, other),
        }
    }

    /// Notes an error at a field.
    pub fn refuse(&mut self, field: &str, code: RefusalCode) {
        self.0.push(FieldError {
            field: field.to_owned(),
            code,
        });
    }

    /// The refusal, if anything was wrong.
    ///
    /// # Errors
    /// `Form` with the fields that were noted.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Refusal::with_fields(RefusalCode::Form, self.0))
    }
}
