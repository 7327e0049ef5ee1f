//! How one gets to the demo's banks: directions in four languages, and of each place a photo that is drawn.
//!
//! What must not be here: how they are kept. They go through the port, as what a manager sends.

use domain::Outcome;
use domain::accounts::Actor;
use domain::ids::BankId;
use domain::lockers::{CaptionForm, DirectionsForm, WayPort as _};
use domain::photos::Upload;

use super::canvas::{Canvas, Colour, Shape};
use super::drawings::shade;
use crate::fault::{Fault, Result};
use crate::lockers::Lockers;

/// What a place looks like: the wall, the cabinet, so many columns of doors, and what stands beside them.
struct Sight {
    wall: Colour,
    shell: Colour,
    columns: u8,
    beside: fn() -> Vec<(Shape, Colour)>,
}

/// What is said of one bank: English, Romanian, Russian, Chinese.
struct DemoWay {
    words: [&'static str; 4],
    caption: [&'static str; 4],
    /// What is spoken there.
    first: &'static str,
    sight: Sight,
}

const LEAF: Colour = [66, 118, 78];
const POT: Colour = [150, 92, 62];
const STONE: Colour = [158, 156, 150];
const WOOD: Colour = [122, 84, 56];
const GLASS: Colour = [40, 52, 66];

/// In the order of `places::PLACES`.
const WAYS: [DemoWay; 3] = [
    DemoWay {
        words: [
            "Enter from Calea Dudești through the wooden door beside the chemist's, not through the courtyard.\nThe locker stands in the hall on the left, before the stairs.\nThere is a ramp to the right of the steps. The hall is open day and night; the light comes on by itself.",
            "Intrați din Calea Dudești pe ușa de lemn de lângă farmacie, nu prin curte.\nLockerul este în hol, pe stânga, înainte de scări.\nÎn dreapta treptelor este o rampă. Holul este deschis zi și noapte; lumina se aprinde singură.",
            "Вход с улицы Каля Дудешть, через деревянную дверь рядом с аптекой, не через двор.\nАвтомат стоит в вестибюле слева, перед лестницей.\nСправа от ступеней есть пандус. Вестибюль открыт круглосуточно, свет включается сам.",
            "请从 Calea Dudești 街药店旁的木门进入，不要走院子。\n柜机在大厅左侧，楼梯前。\n台阶右侧有坡道。大厅昼夜开放，灯会自动亮起。",
        ],
        caption: [
            "The locker in the hall, to the left of the wooden door",
            "Lockerul din hol, în stânga ușii de lemn",
            "Автомат в вестибюле, слева от деревянной двери",
            "大厅里的柜机，在木门左侧",
        ],
        first: "ro",
        sight: Sight {
            wall: [214, 202, 178],
            shell: [52, 104, 92],
            columns: 5,
            beside: door,
        },
    },
    DemoWay {
        words: [
            "The entrance is on the boulevard, up three steps; there is a lift for wheelchairs beside them.\nIn the hall go past the information desk. The locker is on the right, under the clock.\nYou need no ticket from the queue machine.",
            "Intrarea este dinspre bulevard, trei trepte mai sus; lângă ele este o platformă pentru scaune rulante.\nÎn hol treceți de biroul de informații. Lockerul este pe dreapta, sub ceas.\nNu aveți nevoie de bon de ordine.",
            "Вход с бульвара, вверх по трём ступеням; рядом есть подъёмник для колясок.\nВ зале пройдите мимо стойки информации. Автомат справа, под часами.\nТалон электронной очереди не нужен.",
            "入口在林荫大道一侧，上三级台阶；旁边有轮椅升降机。\n进入大厅后经过咨询台，柜机在右侧时钟下方。\n无需取号。",
        ],
        caption: [
            "The locker on the right of the hall, under the clock",
            "Lockerul din dreapta holului, sub ceas",
            "Автомат в правой части зала, под часами",
            "大厅右侧时钟下方的柜机",
        ],
        first: "ru",
        sight: Sight {
            wall: [196, 204, 212],
            shell: [120, 46, 52],
            columns: 4,
            beside: clock,
        },
    },
    DemoWay {
        words: [
            "Come in through the east gate on Fumin Road, ground floor.\nThe locker is in the self-service area, behind the plants on the left.\nAfter 18:00 only the east gate is open.",
            "Intrați pe poarta de est, din strada Fumin, la parter.\nLockerul este în zona de autoservire, în spatele plantelor, pe stânga.\nDupă ora 18:00 este deschisă doar poarta de est.",
            "Входите через восточные ворота с улицы Фуминь, первый этаж.\nАвтомат — в зоне самообслуживания слева, за растениями.\nПосле 18:00 открыты только восточные ворота.",
            "请从福民路东门进入一楼。\n柜机位于左侧绿植后的自助服务区。\n18:00以后仅开放东门。",
        ],
        caption: [
            "The locker in the self-service area, beside the plants",
            "Lockerul din zona de autoservire, lângă plante",
            "Автомат в зоне самообслуживания, рядом с растениями",
            "自助服务区绿植旁的柜机",
        ],
        first: "zh",
        sight: Sight {
            wall: [222, 224, 220],
            shell: [44, 84, 140],
            columns: 6,
            beside: plant,
        },
    },
];

/// Describes the way to each of these banks.
///
/// # Errors
/// What the database says; `Broken` when the data here is wrong.
pub(super) async fn describe(lockers: &Lockers, banks: &[BankId]) -> Result<()> {
    for (bank, way) in banks.iter().zip(&WAYS) {
        let picture = way.sight.photo()?;
        let described = one(lockers, *bank, way, picture).await;
        described
            .map_err(|error| Fault::broken("demo.way", "describing the way to a bank of the demo").because(error))?;
    }
    Ok(())
}

async fn one(lockers: &Lockers, bank: BankId, way: &DemoWay, picture: Upload) -> Outcome<()> {
    let house = &Actor::House;
    let [en, ro, ru, zh] = way.words.map(str::to_owned);
    let directions = DirectionsForm {
        words_en: en,
        words_ro: ro,
        words_ru: ru,
        words_zh: zh,
        first: way.first.to_owned(),
    };
    lockers.save_directions(house, bank, &directions).await?;
    let photo = lockers.add_photo(house, bank, picture).await?;
    let [en, ro, ru, zh] = way.caption.map(str::to_owned);
    let caption = CaptionForm {
        caption_en: en,
        caption_ro: ro,
        caption_ru: ru,
        caption_zh: zh,
    };
    lockers.caption_photo(house, bank, photo, &caption).await
}

impl Sight {
    fn photo(&self) -> Result<Upload> {
        let mut canvas = Canvas::table(self.wall);
        canvas.lay(&self.cabinet());
        canvas.lay(&(self.beside)());
        Ok(Upload::of(canvas.png()?))
    }

    /// Five rows of doors; in the second column a screen instead of two of them.
    fn cabinet(&self) -> Vec<(Shape, Colour)> {
        let (wide, left) = (34.0, 24.0);
        let half = f32::from(self.columns) * wide / 2.0;
        let mut parts = vec![
            (
                Shape::Slab((left + half, 128.0), (half + 5.0, 92.0), 5.0, 0.0),
                self.shell,
            ),
            (
                Shape::Slab((left + half, 42.0), (half + 5.0, 6.0), 4.0, 0.0),
                shade(self.shell, 34),
            ),
        ];
        for column in 0..self.columns {
            for row in 0..5_u8 {
                let (across, down) = (left + wide * (f32::from(column) + 0.5), 66.0 + 34.0 * f32::from(row));
                if column == 1 && (row == 1 || row == 2) {
                    continue;
                }
                parts.push((
                    Shape::Slab((across, down), (15.0, 15.0), 2.0, 0.0),
                    shade(self.shell, 22),
                ));
                parts.push((Shape::disc((across + 10.0, down), 1.8), shade(self.shell, -30)));
            }
        }
        parts.push((Shape::Slab((left + wide * 1.5, 117.0), (14.0, 30.0), 3.0, 0.0), GLASS));
        parts.push((
            Shape::Slab((left + wide * 1.5, 108.0), (10.0, 14.0), 2.0, 0.0),
            [214, 230, 236],
        ));
        parts
    }
}

fn door() -> Vec<(Shape, Colour)> {
    vec![
        (Shape::Slab((262.0, 136.0), (38.0, 90.0), 4.0, 0.0), shade(WOOD, -26)),
        (Shape::Slab((262.0, 138.0), (32.0, 86.0), 3.0, 0.0), WOOD),
        (Shape::Slab((262.0, 92.0), (22.0, 28.0), 2.0, 0.0), GLASS),
        (Shape::Slab((262.0, 176.0), (22.0, 34.0), 2.0, 0.0), shade(WOOD, 20)),
        (Shape::disc((238.0, 138.0), 3.4), [201, 160, 74]),
    ]
}

fn clock() -> Vec<(Shape, Colour)> {
    vec![
        (Shape::disc((236.0, 66.0), 30.0), [250, 250, 246]),
        (Shape::Ring((236.0, 66.0), 30.0, 5.0), [60, 62, 68]),
        (Shape::Stroke((236.0, 66.0), (236.0, 46.0), (1.8, 1.8)), [60, 62, 68]),
        (Shape::Stroke((236.0, 66.0), (250.0, 74.0), (1.8, 1.8)), [60, 62, 68]),
        (Shape::Slab((244.0, 190.0), (44.0, 32.0), 3.0, 0.0), STONE),
        (Shape::Slab((244.0, 160.0), (50.0, 5.0), 3.0, 0.0), shade(STONE, 34)),
    ]
}

fn plant() -> Vec<(Shape, Colour)> {
    let mut parts = vec![(Shape::Stroke((276.0, 180.0), (276.0, 222.0), (22.0, 16.0)), POT)];
    for (across, down) in [
        (252.0, 100.0),
        (300.0, 104.0),
        (264.0, 76.0),
        (290.0, 72.0),
        (276.0, 60.0),
    ] {
        parts.push((Shape::Stroke((276.0, 168.0), (across, down), (3.0, 9.0)), LEAF));
        parts.push((
            Shape::Stroke((276.0, 168.0), (across, down), (0.8, 1.2)),
            shade(LEAF, 40),
        ));
    }
    parts
}

#[cfg(test)]
mod tests {
    use domain::Locale;

    use super::super::places::PLACES;
    use super::*;

    #[test]
    fn every_bank_of_the_demo_is_described_in_every_language() {
        assert_eq!(WAYS.len(), PLACES.len());
        let mut seen = Vec::new();
        for (way, place) in WAYS.iter().zip(&PLACES) {
            assert_eq!(way.first, place.language.code());
            for (words, l) in way.words.iter().zip(Locale::ALL) {
                assert!(
                    words.chars().count() <= DirectionsForm::MOST && words.contains('\n'),
                    "{l:?}: {words}"
                );
            }
            let photo = way.sight.photo().unwrap().check().unwrap();
            assert!(photo.bytes().len() < 60_000, "{}", photo.bytes().len());
            assert!(!seen.contains(&photo), "each has a picture of its own");
            seen.push(photo);
        }
    }
}
