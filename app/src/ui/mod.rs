//! The components of the design system. A map.
//!
//! Each takes plain values or signals, has one class and one file in `style/components/`, asks
//! `i18n::use_locale` for its own few words, and knows nothing of slices, server functions or ports.
//! No inline styles: the content security policy forbids them.
//!
//! | to show | use |
//! |---|---|
//! | the frame of a page | [`AppShell`], [`PublicShell`], [`KioskShell`], [`PageHeader`], [`LanguageSwitch`], [`UserMenu`] |
//! | a list | [`DataTable`] with [`SearchForm`]; [`Empty`] when there is nothing; [`Skeleton`] while it loads |
//! | figures | [`StatTile`], [`BarChart`] |
//! | one thing | [`DetailList`], [`Timeline`], [`StatusBadge`], [`When`], [`WhenHere`], [`MapLink`] |
//! | numbers and codes | [`Tag`], [`CodePlate`], [`QrCode`], [`CodeInput`] |
//! | a bank | [`DoorGrid`] |
//! | a question | [`Field`], [`SelectField`], [`ChoiceField`], [`CheckField`], [`TextArea`], [`FormErrors`], [`Button`], [`Stepper`] |
//! | a message | [`Banner`], [`Dialog`], [`ToastRegion`], [`ErrorPage`] |

mod app_shell;
mod badge;
mod banner;
mod bar_chart;
mod button;
mod choice;
mod code_input;
mod data_table;
mod detail_list;
mod dialog;
mod door_grid;
mod door_look;
mod empty;
mod field;
mod form_errors;
mod icon;
mod language_switch;
mod logo;
mod map_link;
mod page_header;
mod public_shell;
mod qr_code;
mod stat_tile;
mod stepper;
mod tag;
mod text_area;
mod timeline;
mod toast;
mod when;

pub use app_shell::{AppShell, NavItem, UserMenu, current_item};
pub use badge::{StatusBadge, Tone};
pub use banner::Banner;
pub use bar_chart::{BarChart, Bars};
pub use button::{Button, ButtonLook, LinkButton};
pub use choice::{CheckField, Choice, ChoiceField};
pub use code_input::{CodeInput, typed};
pub use data_table::{Column, DataTable, Row, SearchForm};
pub use detail_list::{Detail, DetailList};
pub use dialog::Dialog;
pub use door_grid::{DoorDrawing, DoorGrid};
pub use door_look::DoorLook;
pub use empty::{Drawing, Empty, EmptyDrawing, ErrorPage, Skeleton};
pub use field::{Field, FieldKind, SelectField};
pub use form_errors::{FormError, FormErrors, form_errors};
pub use icon::{Glyph, Icon};
pub use language_switch::{LanguageSwitch, SwitchLook, in_language};
pub use logo::Logo;
pub use map_link::MapLink;
pub use page_header::PageHeader;
pub use public_shell::{KioskShell, PublicShell};
pub use qr_code::QrCode;
pub use stat_tile::StatTile;
pub use stepper::Stepper;
pub use tag::{CodePlate, Tag, TagSize, groups};
pub use text_area::TextArea;
pub use timeline::{Timeline, TimelineItem};
pub use toast::{ToastRegion, Toasts};
pub use when::{When, WhenHere};

#[cfg(test)]
mod contrast;
#[cfg(test)]
pub(crate) mod gallery;
