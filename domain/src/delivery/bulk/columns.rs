//! What the columns of a list are called, and how documents, languages and sizes are written in it: in four languages,
//! with or without marks over letters, in any case. What must not be here: how a file is taken apart.

use super::super::NewDelivery;
use crate::Locale;
use crate::custody::Item;
use crate::lockers::Size;

/// One column of a list: a field of [`NewDelivery`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Who gets it.
    Name,
    /// Their address.
    Email,
    /// Their mobile number.
    Phone,
    /// Their language.
    Locale,
    /// What it is.
    Item,
    /// The office's own number, by which the line is found again.
    Reference,
    /// How big a compartment, if not the one chosen for all.
    Size,
}

impl Column {
    /// All of them, in the order in which a list has them.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::Locale,
        Self::Item,
        Self::Reference,
        Self::Size,
    ];

    /// The name of the field in [`NewDelivery`], and in a file that [`super::written`] writes.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Locale => "locale",
            Self::Item => "item",
            Self::Reference => "reference",
            Self::Size => "size",
        }
    }

    /// Reads [`Self::field`].
    pub fn from_field(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.field() == field)
    }

    /// Reads the head of a column as people write it.
    pub fn from_head(head: &str) -> Option<Self> {
        let head = folded(head);
        Self::ALL
            .into_iter()
            .find(|column| folded(column.field()) == head || said(column.heads(), &head))
    }

    /// What stands in this column of a line.
    pub fn of(self, words: &NewDelivery) -> &str {
        match self {
            Self::Name => &words.name,
            Self::Email => &words.email,
            Self::Phone => &words.phone,
            Self::Locale => &words.locale,
            Self::Item => &words.item,
            Self::Reference => &words.reference,
            Self::Size => &words.size,
        }
    }

    /// Writes into this column of a line.
    pub fn put(self, words: &mut NewDelivery, text: String) {
        let cell = match self {
            Self::Name => &mut words.name,
            Self::Email => &mut words.email,
            Self::Phone => &mut words.phone,
            Self::Locale => &mut words.locale,
            Self::Item => &mut words.item,
            Self::Reference => &mut words.reference,
            Self::Size => &mut words.size,
        };
        *cell = text;
    }

    /// What people call it beside its field's name, with `|` between.
    const fn heads(self) -> &'static str {
        match self {
            Self::Name => {
                "full name|recipient|nume|numele|nume și prenume|nume complet|destinatar|имя|фио|имя и фамилия|\
                 фамилия и имя|получатель|姓名|名字|收件人"
            }
            Self::Email => {
                "mail|e-mail address|adresă de e-mail|adresa de e-mail|poștă electronică|эл. почта|почта|\
                 электронная почта|电子邮箱|邮箱|电子邮件|邮件"
            }
            Self::Phone => {
                "mobile|mobile phone|mobile number|telephone|telefon|telefon mobil|mobil|număr de telefon|\
                 nr. telefon|телефон|мобильный|мобильный телефон|номер телефона|手机|手机号|手机号码|电话|电话号码"
            }
            Self::Locale => "language|lang|limba|язык|语言|语种",
            Self::Item => {
                "document|document kind|kind of document|kind|tip document|tipul documentului|tip de document|act|\
                 tip act|документ|вид документа|тип документа|文件|文件类型|文件种类|证件|证件类型"
            }
            Self::Reference => {
                "reference number|ref|ref. no.|referință|număr de referință|nr. de referință|nr. referință|\
                 număr dosar|nr. dosar|номер|номер дела|номер документа|编号|参考编号|案件编号|文号"
            }
            Self::Size => {
                "size of the compartment|compartment size|mărime|mărimea compartimentului|dimensiune|размер|\
                 размер ячейки|尺寸|大小|柜格大小"
            }
        }
    }
}

/// Which document a word means.
pub fn item_of(text: &str) -> Option<Item> {
    let text = folded(text);
    Item::DOCUMENTS
        .into_iter()
        .find(|item| folded(item.wire()) == text || said(items(*item), &text))
}

/// What people call it beside its name on forms, with `|` between.
const fn items(item: Item) -> &'static str {
    match item {
        Item::IdentityCard => "ID card|ID|carte de identitate|buletin|CI|удостоверение личности|身份证",
        Item::Passport => "pașaport|паспорт|护照",
        Item::DrivingLicence => {
            "driving license|driver's license|permis de conducere|permis auto|водительское удостоверение|\
             водительские права|驾驶证|驾照"
        }
        Item::VehicleRegistration => {
            "vehicle registration certificate|certificat de înmatriculare|talon|\
             свидетельство о регистрации автомобиля|СТС|车辆登记证|行驶证"
        }
        Item::Certificate => "certificat|adeverință|справка|свидетельство|证明",
        Item::Permit => "decision|autorizație|разрешение|许可文件|许可证",
        Item::OtherDocument => "document|other|alt document|документ|другой документ|文件|其他文件",
        Item::FoundThing => "",
    }
}

/// Which language a word means: its code, its own name, or its name in another of ours.
pub fn locale_of(text: &str) -> Option<Locale> {
    let text = folded(text);
    Locale::ALL
        .into_iter()
        .find(|l| folded(l.code()) == text || folded(l.name()) == text || said(languages(*l), &text))
}

/// What others call it, with `|` between.
const fn languages(l: Locale) -> &'static str {
    match l {
        Locale::En => "engleză|английский|英语|英文",
        Locale::Ro => "romanian|limba română|румынский|罗马尼亚语",
        Locale::Ru => "russian|rusă|русский язык|俄语|俄文",
        Locale::Zh => "chinese|chineză|китайский|汉语|简体中文|zh-hans|zh-cn",
    }
}

/// Which size a letter means.
pub fn size_of(text: &str) -> Option<Size> {
    Size::from_wire(&text.trim().to_ascii_uppercase())
}

fn said(words: &str, text: &str) -> bool {
    !text.is_empty() && words.split('|').any(|word| folded(word) == text)
}

/// As words are compared: in lower case, letters and digits only, without marks over them.
fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            'ă' | 'â' => 'a',
            'î' => 'i',
            'ș' | 'ş' => 's',
            'ț' | 'ţ' => 't',
            'ё' => 'е',
            'й' => 'и',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_what_people_call_them() {
        let check = |head: &str, expected| assert_eq!(Column::from_head(head), expected, "{head}");
        check("E-Mail", Some(Column::Email));
        check(" Nr. de referinţă ", Some(Column::Reference));
        check("NUME", Some(Column::Name));
        check("Ф.И.О.", Some(Column::Name));
        check("手机号码", Some(Column::Phone));
        check("Limba", Some(Column::Locale));
        check("Size", Some(Column::Size));
        check("Observații", None);
        check("", None);
    }

    /// Two columns that are called the same, or two documents, could not be told apart.
    #[test]
    fn no_word_means_two_things() {
        for column in Column::ALL {
            for head in column.heads().split('|') {
                assert_eq!(Column::from_head(head), Some(column), "{head}");
            }
            assert_eq!(Column::from_head(column.field()), Some(column));
            assert_eq!(Column::from_field(column.field()), Some(column));
        }
        for item in Item::DOCUMENTS {
            assert_eq!(item_of(item.wire()), Some(item));
            for word in items(item).split('|') {
                assert_eq!(item_of(word), Some(item), "{word}");
            }
        }
        for l in Locale::ALL {
            for word in languages(l).split('|').chain([l.code(), l.name()]) {
                assert_eq!(locale_of(word), Some(l), "{word}");
            }
        }
    }

    #[test]
    fn what_is_nothing_of_ours_is_nothing() {
        assert_eq!(item_of("found_thing"), None);
        assert_eq!(item_of("Lamp"), None);
        assert_eq!(locale_of("Klingon"), None);
        assert_eq!(size_of(" xl "), Some(Size::XL));
        assert_eq!(size_of("XXL"), None);
    }

    #[test]
    fn every_column_is_written_and_read_in_its_own_place() {
        let mut words = NewDelivery::default();
        for column in Column::ALL {
            column.put(&mut words, column.field().to_owned());
        }
        for column in Column::ALL {
            assert_eq!(column.of(&words), column.field());
        }
    }
}
