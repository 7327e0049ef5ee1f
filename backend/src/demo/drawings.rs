//! What the demo's photos show: simple things on a table, drawn when the house is furnished. And which things have one.
//!
//! What must not be here: how they are kept. They go through the ports, as what a telephone sends.

use domain::photos::Upload;

use super::canvas::{Canvas, Colour, Shape, Spot};
use crate::fault::Result;

const BRASS: Colour = [201, 160, 74];
const STEEL: Colour = [176, 182, 188];
const INK: Colour = [42, 44, 50];
const RED: Colour = [176, 48, 44];
const BLUE: Colour = [46, 92, 158];
const GREEN: Colour = [58, 112, 74];
const BROWN: Colour = [116, 74, 46];
const SILVER: Colour = [206, 209, 213];
const GREY: Colour = [150, 152, 158];
const BORDEAUX: Colour = [122, 38, 48];
const GLASS: Colour = [30, 36, 48];

/// Somebody's table, and the counter of an office.
const WOOD: Colour = [198, 170, 132];
const COUNTER: Colour = [190, 196, 194];

/// A thing that can be drawn, in its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Motif {
    Keys(Colour),
    Umbrella(Colour),
    /// Whether its glass is cracked.
    Phone(Colour, bool),
    Wallet(Colour),
    Bag(Colour),
    Suitcase(Colour),
    Laptop(Colour),
    Glasses(Colour),
    Hare(Colour),
    Gold,
}

impl Motif {
    /// Which things of the register have a photo, by their names.
    const SHELF: [(&str, Self); 12] = [
        ("Portofel negru din piele", Self::Wallet(INK)),
        ("Umbrelă neagră mare", Self::Umbrella(INK)),
        ("Telefon Samsung", Self::Phone(BLUE, true)),
        ("Rucsac verde", Self::Bag(GREEN)),
        ("Inel subțire de aur", Self::Gold),
        ("Телефон Xiaomi", Self::Phone(INK, false)),
        ("Очки в коричневой оправе", Self::Glasses(BROWN)),
        ("Плюшевый заяц", Self::Hare(GREY)),
        ("黑色双肩包", Self::Bag(INK)),
        ("棕色真皮钱包", Self::Wallet(BROWN)),
        ("蓝色雨伞", Self::Umbrella(BLUE)),
        ("平板电脑", Self::Laptop(SILVER)),
    ];

    /// What owners' things look like, by their kinds; of the others there is no photo.
    const KINDS: [(&str, Self); 5] = [
        ("keys", Self::Keys(BLUE)),
        ("phone", Self::Phone(GREEN, false)),
        ("laptop", Self::Laptop(GREY)),
        ("bag", Self::Suitcase(BLUE)),
        ("wallet", Self::Wallet(BORDEAUX)),
    ];

    /// What finders send: what is tagged is mostly keys.
    const FOUND: [Self; 3] = [Self::Keys(GREEN), Self::Keys(BROWN), Self::Keys(INK)];

    fn photo(self, ground: Colour) -> Result<Upload> {
        let mut canvas = Canvas::table(ground);
        canvas.lay(&self.parts(ground));
        Ok(Upload::of(canvas.png()?))
    }

    /// Its parts, the lowest first. What can be seen through shows the ground.
    fn parts(self, ground: Colour) -> Vec<(Shape, Colour)> {
        match self {
            Self::Keys(tag) => keys(tag, ground),
            Self::Umbrella(cloth) => umbrella(cloth),
            Self::Phone(case, cracked) => phone(case, cracked),
            Self::Wallet(leather) => wallet(leather),
            Self::Bag(cloth) => bag(cloth),
            Self::Suitcase(shell) => suitcase(shell),
            Self::Laptop(metal) => laptop(metal),
            Self::Glasses(frame) => glasses(frame),
            Self::Hare(fur) => hare(fur),
            Self::Gold => vec![
                (Shape::Ring((160.0, 122.0), 42.0, 9.0), BRASS),
                (Shape::Hook((160.0, 122.0), 43.5, 2.4, (-0.6, -0.8)), [250, 232, 178]),
            ],
        }
    }
}

/// The photo that a colleague takes of a thing of the register, by its name, if there is one.
///
/// # Errors
/// As [`Canvas::png`].
pub(super) fn on_the_shelf(what: &str) -> Result<Option<Upload>> {
    let found = Motif::SHELF.iter().find(|(name, _)| *name == what);
    found.map(|(_, motif)| motif.photo(COUNTER)).transpose()
}

/// Photos that owners take of their things at home, each with the kind of the thing.
///
/// # Errors
/// As [`Canvas::png`].
pub(super) fn at_home() -> Result<Vec<(&'static str, Upload)>> {
    let drawn = Motif::KINDS.iter().map(|(kind, motif)| Ok((*kind, motif.photo(WOOD)?)));
    drawn.collect()
}

/// Photos that finders send.
///
/// # Errors
/// As [`Canvas::png`].
pub(super) fn found() -> Result<Vec<Upload>> {
    Motif::FOUND.iter().map(|motif| motif.photo(WOOD)).collect()
}

/// A darker or lighter shade.
pub(super) fn shade(colour: Colour, by: i16) -> Colour {
    colour.map(|part| u8::try_from((i16::from(part) + by).clamp(0, 255)).unwrap_or(part))
}

fn line(from: Spot, to: Spot, thick: f32) -> Shape {
    Shape::Stroke(from, to, (thick, thick))
}

fn keys(tag: Colour, ground: Colour) -> Vec<(Shape, Colour)> {
    let dark = shade(STEEL, -46);
    vec![
        (line((118.0, 130.0), (98.0, 208.0), 5.0), STEEL),
        (line((103.0, 190.0), (116.0, 194.0), 3.6), STEEL),
        (line((99.0, 204.0), (113.0, 208.0), 3.6), STEEL),
        (Shape::disc((121.0, 116.0), 19.0), STEEL),
        (Shape::disc((125.0, 103.0), 5.0), ground),
        (line((172.0, 124.0), (236.0, 190.0), 5.4), BRASS),
        (line((222.0, 176.0), (213.0, 186.0), 3.8), BRASS),
        (line((234.0, 188.0), (223.0, 199.0), 3.8), BRASS),
        (Shape::Ring((160.0, 112.0), 15.0, 11.0), BRASS),
        (Shape::Ring((139.0, 84.0), 31.0, 5.0), dark),
        (Shape::Ring((139.0, 83.0), 31.0, 2.0), SILVER),
        (line((164.0, 66.0), (186.0, 58.0), 2.6), dark),
        (Shape::Slab((222.0, 52.0), (36.0, 19.0), 9.0, -0.24), tag),
        (Shape::Slab((226.0, 51.0), (24.0, 3.0), 2.0, -0.24), shade(tag, 96)),
        (Shape::Slab((228.0, 59.0), (18.0, 2.4), 2.0, -0.24), shade(tag, 72)),
        (Shape::disc((193.0, 57.0), 4.0), ground),
    ]
}

fn umbrella(cloth: Colour) -> Vec<(Shape, Colour)> {
    let fold = shade(cloth, -24);
    vec![
        (line((46.0, 205.0), (66.0, 191.0), 2.2), STEEL),
        (Shape::Stroke((64.0, 192.0), (206.0, 88.0), (5.0, 21.0)), cloth),
        (line((72.0, 190.0), (204.0, 76.0), 1.6), fold),
        (line((74.0, 187.0), (212.0, 97.0), 1.6), fold),
        (line((70.0, 190.0), (206.0, 88.0), 1.2), shade(cloth, 44)),
        (line((135.0, 122.0), (155.0, 147.0), 4.0), shade(cloth, 22)),
        (line((206.0, 88.0), (258.0, 50.0), 4.4), BROWN),
        (Shape::Hook((268.0, 63.0), 16.4, 8.8, (0.81, -0.59)), BROWN),
        (Shape::disc((277.6, 76.3), 4.4), shade(BROWN, 30)),
    ]
}

fn phone(case: Colour, cracked: bool) -> Vec<(Shape, Colour)> {
    let crack = [150, 158, 170];
    let mut parts = vec![
        (Shape::Slab((160.0, 120.0), (50.0, 94.0), 15.0, 0.2), case),
        (Shape::Slab((160.0, 120.0), (44.0, 87.0), 10.0, 0.2), GLASS),
        (Shape::Slab((158.0, 128.0), (36.0, 66.0), 4.0, 0.2), shade(GLASS, 26)),
        (line((178.0, 40.0), (181.0, 41.0), 2.4), shade(GLASS, 60)),
        (line((140.0, 74.0), (172.0, 80.0), 2.4), shade(GLASS, 96)),
        (line((139.0, 86.0), (160.0, 90.0), 1.8), shade(GLASS, 74)),
    ];
    if cracked {
        parts.extend([
            (line((188.0, 178.0), (164.0, 160.0), 0.7), crack),
            (line((164.0, 160.0), (150.0, 176.0), 0.6), crack),
            (line((164.0, 160.0), (172.0, 136.0), 0.6), crack),
        ]);
    }
    parts
}

fn wallet(leather: Colour) -> Vec<(Shape, Colour)> {
    let seam = shade(leather, 46);
    vec![
        (Shape::Slab((160.0, 118.0), (86.0, 57.0), 13.0, -0.12), leather),
        (Shape::Slab((160.0, 118.0), (79.0, 50.0), 9.0, -0.12), seam),
        (Shape::Slab((160.0, 118.0), (77.4, 48.4), 8.0, -0.12), shade(leather, 9)),
        (line((88.0, 106.0), (226.0, 89.0), 1.4), shade(leather, -22)),
        (
            Shape::Slab((222.0, 112.0), (28.0, 17.0), 9.0, -0.12),
            shade(leather, -14),
        ),
        (Shape::disc((208.0, 113.0), 6.0), BRASS),
        (Shape::disc((206.6, 111.4), 2.2), shade(BRASS, 48)),
    ]
}

fn bag(cloth: Colour) -> Vec<(Shape, Colour)> {
    let dark = shade(cloth, -20);
    vec![
        (Shape::Ring((160.0, 44.0), 17.0, 8.0), dark),
        (line((104.0, 84.0), (84.0, 178.0), 8.0), dark),
        (line((216.0, 84.0), (236.0, 178.0), 8.0), dark),
        (Shape::Slab((160.0, 128.0), (66.0, 84.0), 32.0, 0.0), cloth),
        (Shape::Hook((160.0, 112.0), 54.0, 2.4, (0.0, -1.0)), shade(cloth, 56)),
        (Shape::Slab((160.0, 166.0), (48.0, 34.0), 12.0, 0.0), shade(cloth, 14)),
        (line((118.0, 146.0), (202.0, 146.0), 1.3), shade(cloth, 64)),
        (line((196.0, 146.0), (196.0, 157.0), 2.2), STEEL),
        (Shape::Slab((160.0, 96.0), (19.0, 9.0), 3.0, 0.0), shade(cloth, 70)),
    ]
}

fn suitcase(shell: Colour) -> Vec<(Shape, Colour)> {
    let groove = shade(shell, -24);
    let mut parts = vec![
        (line((138.0, 50.0), (138.0, 22.0), 3.4), STEEL),
        (line((182.0, 50.0), (182.0, 22.0), 3.4), STEEL),
        (line((138.0, 20.0), (182.0, 20.0), 6.0), INK),
        (Shape::disc((112.0, 222.0), 8.0), INK),
        (Shape::disc((208.0, 222.0), 8.0), INK),
        (Shape::Slab((160.0, 132.0), (68.0, 86.0), 18.0, 0.0), shell),
    ];
    for across in [114.0, 137.0, 160.0, 183.0, 206.0] {
        parts.push((line((across, 64.0), (across, 200.0), 2.6), groove));
    }
    parts.extend([
        (line((94.0, 132.0), (226.0, 132.0), 1.6), shade(shell, 50)),
        (Shape::Slab((160.0, 132.0), (13.0, 7.0), 3.0, 0.0), STEEL),
    ]);
    parts
}

fn laptop(metal: Colour) -> Vec<(Shape, Colour)> {
    let mut parts = vec![
        (Shape::Slab((160.0, 82.0), (94.0, 60.0), 8.0, 0.0), metal),
        (Shape::Slab((160.0, 82.0), (87.0, 53.0), 4.0, 0.0), GLASS),
        (Shape::Slab((142.0, 74.0), (58.0, 36.0), 3.0, 0.0), shade(GLASS, 20)),
        (Shape::Slab((160.0, 184.0), (98.0, 38.0), 8.0, 0.0), shade(metal, -12)),
    ];
    for down in [162.0, 174.0, 186.0] {
        for key in 0..13_u8 {
            let across = 76.0 + 14.0 * f32::from(key);
            parts.push((Shape::Slab((across, down), (5.4, 4.2), 1.4, 0.0), shade(metal, -78)));
        }
    }
    parts.push((Shape::Slab((160.0, 206.0), (26.0, 10.0), 3.0, 0.0), shade(metal, -34)));
    parts
}

fn glasses(frame: Colour) -> Vec<(Shape, Colour)> {
    let lens = [206, 218, 222];
    vec![
        (line((68.0, 116.0), (44.0, 62.0), 3.6), frame),
        (line((252.0, 116.0), (276.0, 62.0), 3.6), frame),
        (Shape::Slab((112.0, 128.0), (42.0, 33.0), 24.0, 0.04), frame),
        (Shape::Slab((208.0, 128.0), (42.0, 33.0), 24.0, -0.04), frame),
        (Shape::Slab((112.0, 128.0), (36.0, 27.0), 20.0, 0.04), lens),
        (Shape::Slab((208.0, 128.0), (36.0, 27.0), 20.0, -0.04), lens),
        (line((96.0, 116.0), (106.0, 108.0), 2.0), [240, 246, 248]),
        (line((192.0, 116.0), (202.0, 108.0), 2.0), [240, 246, 248]),
        (line((150.0, 118.0), (170.0, 118.0), 3.4), frame),
    ]
}

fn hare(fur: Colour) -> Vec<(Shape, Colour)> {
    let (light, pink) = (shade(fur, 46), [214, 160, 158]);
    vec![
        (Shape::Stroke((146.0, 66.0), (126.0, 16.0), (12.0, 9.0)), fur),
        (Shape::Stroke((145.0, 62.0), (129.0, 22.0), (5.0, 4.0)), pink),
        (Shape::Stroke((176.0, 66.0), (208.0, 28.0), (12.0, 9.0)), fur),
        (Shape::Stroke((179.0, 60.0), (203.0, 32.0), (5.0, 4.0)), pink),
        (line((186.0, 58.0), (196.0, 66.0), 1.5), RED),
        (line((192.0, 50.0), (202.0, 58.0), 1.5), RED),
        (Shape::Stroke((122.0, 146.0), (98.0, 168.0), (13.0, 11.0)), fur),
        (Shape::Stroke((198.0, 146.0), (222.0, 168.0), (13.0, 11.0)), fur),
        (Shape::Stroke((160.0, 132.0), (160.0, 174.0), (34.0, 44.0)), fur),
        (Shape::Stroke((160.0, 148.0), (160.0, 180.0), (18.0, 26.0)), light),
        (Shape::disc((126.0, 212.0), 17.0), fur),
        (Shape::disc((194.0, 212.0), 17.0), fur),
        (Shape::disc((160.0, 92.0), 35.0), fur),
        (Shape::disc((147.0, 86.0), 4.4), INK),
        (Shape::disc((173.0, 86.0), 4.4), INK),
        (Shape::disc((160.0, 101.0), 5.0), pink),
    ]
}

#[cfg(test)]
mod tests {
    use domain::photos::Media;

    use super::super::canvas::{HIGH, WIDE};
    use super::super::shelf_finds::FINDS;
    use super::*;

    #[test]
    fn every_drawing_is_a_small_picture_of_its_own() {
        let shelf = FINDS.iter().filter_map(|find| on_the_shelf(find.what).unwrap());
        let home = at_home().unwrap().into_iter().map(|(_, photo)| photo);
        let all: Vec<Upload> = shelf.chain(home).chain(found().unwrap()).collect();
        let named = Motif::SHELF.len() + Motif::KINDS.len() + Motif::FOUND.len();
        assert_eq!(all.len(), named, "every name is that of a thing");
        let mut seen = Vec::new();
        for (n, upload) in all.into_iter().enumerate() {
            let photo = upload.check().unwrap();
            assert_eq!(photo.media(), Media::Png);
            assert!(photo.bytes().len() < 40_000, "{n}: {}", photo.bytes().len());
            let reader = png::Decoder::new(std::io::Cursor::new(photo.bytes()))
                .read_info()
                .unwrap();
            let info = reader.info();
            assert_eq!((info.width, info.height), (u32::from(WIDE), u32::from(HIGH)));
            assert!(!seen.contains(&photo), "{n}");
            if let Ok(folder) = std::env::var("CLOAKROOM_TEST_PAPERS") {
                std::fs::write(format!("{folder}/demo-{n}.png"), photo.bytes()).unwrap();
            }
            seen.push(photo);
        }
    }
}
