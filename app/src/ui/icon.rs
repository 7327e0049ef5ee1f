//! One set of icons, drawn by us on a grid of 24 with one stroke width. No words here: an icon is always beside one.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is named after what it draws")]
pub enum Glyph {
    Alert,
    ArrowLeft,
    ArrowRight,
    Backspace,
    Ban,
    Bank,
    Bell,
    Box,
    Camera,
    Check,
    ChevronDown,
    Clock,
    Close,
    Code,
    Courier,
    Document,
    DoorClosed,
    DoorOpen,
    Download,
    Envelope,
    Eye,
    Globe,
    Home,
    Info,
    Key,
    Luggage,
    Minus,
    Moon,
    More,
    Mute,
    Offline,
    People,
    Person,
    Phone,
    Pin,
    Plus,
    Power,
    Print,
    Qr,
    Return,
    Search,
    Send,
    Settings,
    Shield,
    SignOut,
    Sound,
    Star,
    Sun,
    Tag,
    Trash,
    Wrench,
}

impl Glyph {
    /// The path on a grid of 24 × 24, to be stroked, not filled.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 2.8 19.5h18.4zM12 10v4.2M12 17v.1",
            Self::ArrowLeft => "M20 12H4.5M11 5.5 4.5 12l6.5 6.5",
            Self::ArrowRight => "M4 12h15.5M13 5.5 19.5 12 13 18.5",
            Self::Backspace => "M8.5 5.5H21v13H8.5L2.5 12zM11.5 9.5l5 5M16.5 9.5l-5 5",
            Self::Ban => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M6 6l12 12",
            Self::Bank => {
                "M3.5 4.5h17v15h-17zM9.2 4.5v15M14.8 4.5v15M3.5 12h5.7M14.8 9.5h5.7M7 8.2v.1M7 16v.1M12.5 12v.1M18.3 7v.1M18.3 14.5v.1"
            }
            Self::Bell => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.8h4M12 5V3",
            Self::Box => "M12 3 3.5 7.5v9L12 21l8.5-4.5v-9zM3.5 7.5 12 12l8.5-4.5M12 12v9M7.7 5.3l8.5 4.5",
            Self::Camera => "M3.5 7.5h4L9.5 5h5l2 2.5h4v12h-17zM12 10a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 1 0 0-6.6",
            Self::Check => "M4.5 12.5 9.8 18 19.5 6.5",
            Self::ChevronDown => "M5.5 9 12 15.5 18.5 9",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 7.5V12l3.2 2.2",
            Self::Close => "M5.5 5.5l13 13M18.5 5.5l-13 13",
            Self::Code => "M3.5 6.5h17v11h-17zM7.3 12v.1M12 12v.1M16.7 12v.1",
            Self::Courier => {
                "M2.5 6h11v10.5h-11zM13.5 9.5h4l4 3.5v3.5h-8M6.5 16.5a2 2 0 1 0 .1 0M17 16.5a2 2 0 1 0 .1 0"
            }
            Self::Document => "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h6",
            Self::DoorClosed => "M6 3.5h12v17H6zM3.5 20.5h17M14.8 12v.1",
            Self::DoorOpen => "M17.5 20.5V5H12M3.5 20.5h17M6 5.5l6-2v17l-6-1.5zM9.7 12v.1",
            Self::Download => "M12 3.5v11.5M7 10.5l5 4.7 5-4.7M4 19.5h16",
            Self::Envelope => "M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5",
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6"
            }
            Self::Globe => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M3.5 12h17M12 3.5c-5 5-5 12 0 17 5-5 5-12 0-17"
            }
            Self::Home => "M3.5 11.5 12 4l8.5 7.5M6 9.5v10.5h12V9.5M10 20v-5.5h4V20",
            Self::Info => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M12 11v5.5M12 7.8v.1",
            Self::Key => "M8 12.5a4.2 4.2 0 1 0 0-.1M12 12.5h9M18 12.5v3.5M21 12.5v2.5",
            Self::Luggage => "M5 8h14v11.5H5zM9 8V4h6v4M9 11.5v4.5M15 11.5v4.5M7.5 19.5V21M16.5 19.5V21",
            Self::Minus => "M5 12h14",
            Self::Moon => "M19.5 14A8 8 0 0 1 10 4.5a8 8 0 1 0 9.5 9.5",
            Self::More => "M5.5 12v.1M12 12v.1M18.5 12v.1",
            Self::Mute => "M4 9.5v5h3.5l5 4.5V5l-5 4.5zM16 9.5l5 5M21 9.5l-5 5",
            Self::Offline => {
                "M2.5 9.5a14 14 0 0 1 5-3M11 5.6a14 14 0 0 1 10.5 3.9M6 13a9 9 0 0 1 4-2.3M15 11.2a9 9 0 0 1 3 1.8M9.5 16.5a4 4 0 0 1 5 0M12 19.8v.1M4.5 3.5l15 17"
            }
            Self::People => {
                "M8.5 4.5a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 1 0 0-6.6M2.5 19.5c0-7.3 12-7.3 12 0M15.5 5a3 3 0 0 1 0 5.8M17 14c2.7.6 4.5 2.4 4.5 5.5"
            }
            Self::Person => "M12 4a3.8 3.8 0 1 0 0 7.6A3.8 3.8 0 1 0 12 4M4.5 20c0-8 15-8 15 0",
            Self::Phone => {
                "M5.5 3.5h3.7l1.7 4.6-2.3 1.6a11 11 0 0 0 5.7 5.7l1.6-2.3 4.6 1.7v3.7c0 1-.7 2-1.8 2C10.5 20.5 3.5 13.5 3.5 5.3c0-1.1 1-1.8 2-1.8"
            }
            Self::Pin => "M12 21.5s7-6.5 7-12a7 7 0 1 0-14 0c0 5.5 7 12 7 12M12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 1 0 0-5",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Power => "M12 3v9M7 6a7.8 7.8 0 1 0 10 0",
            Self::Print => "M7 8.5V3.5h10v5M7 17H3.5V8.5h17V17H17M7 14h10v6.5H7z",
            Self::Qr => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v.1M20 17.5V20h-2.5M14 20v.1",
            Self::Return => "M8.5 4.5 4 9l4.5 4.5M4 9h10.5a5 5 0 0 1 0 10.5H7.5",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13M15.3 15.3l5.2 5.2",
            Self::Send => "M20.5 3.5 3.5 10l6.8 3.7L14 20.5zM10.3 13.7l10.2-10.2",
            Self::Settings => "M4 7h9M17 7h3M15 4.8v4.4M4 17h3M11 17h9M9 14.8v4.4",
            Self::Shield => "M12 3 4.5 6v5.5c0 4.5 3 7.7 7.5 9.5 4.5-1.8 7.5-5 7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5",
            Self::SignOut => "M13.5 4h-8v16h8M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5",
            Self::Sound => "M4 9.5v5h3.5l5 4.5V5l-5 4.5zM16 9a4.5 4.5 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
            Self::Star => "M12 3.4 14.3 9.4 20.7 9.8 15.7 13.8 17.4 20 12 16.5 6.6 20 8.3 13.8 3.3 9.8 9.7 9.4z",
            Self::Sun => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 1 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4"
            }
            Self::Tag => "M12 2.5c4 0 7 3 7 7 0 5-3 12-7 12s-7-7-7-12c0-4 3-7 7-7M12 6v.1M9 12.5h6M9.8 16h4.4",
            Self::Trash => "M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6",
            Self::Wrench => {
                "M14.5 9.5 5 19a1.8 1.8 0 0 1-2.5-2.5L12 7M20.5 6.5a4.8 4.8 0 0 1-8.5 3 4.8 4.8 0 0 1 5.5-6l-2.5 3 2 2z"
            }
        }
    }
}

/// An icon as large as the text around it; hidden from screen readers, because a word stands beside it.
#[component]
pub fn Icon(
    /// Which one.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path()></path>
        </svg>
    }
}
