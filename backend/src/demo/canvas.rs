//! A small canvas: shapes with soft edges and a shadow on a table, as a PNG. Nothing is read from a disk.
//!
//! What must not be here: what the shapes show (`drawings.rs`).

use std::ops::Range;

use crate::fault::{Fault, Result};

/// So wide and high is every picture.
pub(super) const WIDE: u16 = 320;
/// See [`WIDE`].
pub(super) const HIGH: u16 = 240;

/// Red, green, blue.
pub(super) type Colour = [u8; 3];
/// To the right, and down.
pub(super) type Spot = (f32, f32);

/// How far a shadow falls, how soft and how dark it is.
const SHADOW: (Spot, f32, f32) = ((5.0, 8.0), 14.0, 0.34);

/// Something that can be laid on the table.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// From one spot to another; so thick (from the middle to the edge) at each of them.
    Stroke(Spot, Spot, (f32, f32)),
    /// Around a spot, with a radius and a thickness.
    Ring(Spot, f32, f32),
    /// The half of a ring that lies in this direction.
    Hook(Spot, f32, f32, Spot),
    /// Around a spot, half as wide and high as this, with round corners, turned.
    Slab(Spot, Spot, f32, f32),
}

impl Shape {
    /// A full circle.
    pub(super) const fn disc(at: Spot, radius: f32) -> Self {
        Self::Stroke(at, at, (radius, radius))
    }

    /// How far a spot is from the edge; less than nothing inside.
    fn far(&self, (across, down): Spot) -> f32 {
        match *self {
            Self::Stroke(from, to, (begin, end)) => {
                let (away, along) = ((across - from.0, down - from.1), (to.0 - from.0, to.1 - from.1));
                let square = along.0 * along.0 + along.1 * along.1;
                let share = if square > 0.0 {
                    ((away.0 * along.0 + away.1 * along.1) / square).clamp(0.0, 1.0)
                } else {
                    0.0
                };
                (away.0 - along.0 * share).hypot(away.1 - along.1 * share) - (begin + (end - begin) * share)
            }
            Self::Ring(at, radius, thick) => ((across - at.0).hypot(down - at.1) - radius).abs() - thick / 2.0,
            Self::Hook(at, radius, thick, way) => {
                let behind = -((across - at.0) * way.0 + (down - at.1) * way.1);
                Self::Ring(at, radius, thick).far((across, down)).max(behind)
            }
            Self::Slab(at, half, corner, turned) => {
                let (sine, cosine) = turned.sin_cos();
                let (right, below) = (across - at.0, down - at.1);
                let over = (
                    (right * cosine + below * sine).abs() - half.0 + corner,
                    (below * cosine - right * sine).abs() - half.1 + corner,
                );
                over.0.max(0.0).hypot(over.1.max(0.0)) + over.0.max(over.1).min(0.0) - corner
            }
        }
    }

    /// Its middle, and how far it reaches from there.
    fn reach(&self) -> (Spot, f32) {
        match *self {
            Self::Stroke(from, to, (begin, end)) => {
                let middle = (f32::midpoint(from.0, to.0), f32::midpoint(from.1, to.1));
                let half = (to.0 - from.0).hypot(to.1 - from.1) / 2.0;
                (middle, half + begin.max(end))
            }
            Self::Ring(at, radius, thick) | Self::Hook(at, radius, thick, _) => (at, radius + thick),
            Self::Slab(at, half, ..) => (at, half.0.hypot(half.1)),
        }
    }
}

/// A picture that is drawn.
pub(super) struct Canvas {
    dots: Vec<Colour>,
}

impl Canvas {
    /// An empty table of this colour, lit from above.
    pub(super) fn table(ground: Colour) -> Self {
        let dots = (0..HIGH).flat_map(|y| {
            let light = 1.08 - 0.24 * f32::from(y) / f32::from(HIGH);
            // Two joints between its boards.
            let light = if matches!(y, 70 | 162) { light * 0.86 } else { light };
            let line = ground.map(|part| dot(f32::from(part) * light));
            std::iter::repeat_n(line, usize::from(WIDE))
        });
        Self { dots: dots.collect() }
    }

    /// Lays a thing on the table: the shadow of all its parts first, then the parts one over the other.
    pub(super) fn lay(&mut self, thing: &[(Shape, Colour)]) {
        let (fall, soft, dark) = SHADOW;
        // Where two parts overlap the shadow is no darker than that of one.
        let mut shade = vec![0.0_f32; self.dots.len()];
        for (shape, _) in thing {
            covered(*shape, fall, soft, |at, share| {
                if let Some(known) = shade.get_mut(at) {
                    *known = known.max(share);
                }
            });
        }
        for (under, share) in self.dots.iter_mut().zip(shade) {
            *under = mixed(*under, [20, 18, 16], share * dark);
        }
        for (shape, colour) in thing {
            covered(*shape, (0.0, 0.0), 1.0, |at, share| {
                if let Some(under) = self.dots.get_mut(at) {
                    *under = mixed(*under, *colour, share);
                }
            });
        }
    }

    /// The picture as a file.
    ///
    /// # Errors
    /// `Broken` when it cannot be written.
    pub(super) fn png(&self) -> Result<Vec<u8>> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, u32::from(WIDE), u32::from(HIGH));
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(self.dots.as_flattened()))
            .map_err(|error| Fault::broken("demo.picture", "drawing a picture of the demo").because(error))?;
        Ok(file)
    }
}

/// Every dot that a shape covers, moved by `fall`, with how much of it; `soft` is how wide its edge is.
fn covered(shape: Shape, fall: Spot, soft: f32, mut each: impl FnMut(usize, f32)) {
    let (middle, reach) = shape.reach();
    let (middle, reach) = ((middle.0 + fall.0, middle.1 + fall.1), reach + soft);
    for y in dots(middle.1, reach, HIGH) {
        for x in dots(middle.0, reach, WIDE) {
            let far = shape.far((f32::from(x) + 0.5 - fall.0, f32::from(y) + 0.5 - fall.1));
            let weight = (0.5 - far / soft).clamp(0.0, 1.0);
            if weight > 0.0 {
                each(usize::from(y) * usize::from(WIDE) + usize::from(x), weight);
            }
        }
    }
}

/// The dots of a line that lie within reach.
fn dots(middle: f32, reach: f32, most: u16) -> Range<u16> {
    whole(middle - reach).min(most)..whole(middle + reach + 1.0).min(most)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a number that does not fit gives the nearest one that does, which is what a canvas wants"
)]
const fn whole(number: f32) -> u16 {
    number as u16
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a light that is too bright is white"
)]
fn dot(light: f32) -> u8 {
    light.round() as u8
}

/// So much of one colour over another.
fn mixed(under: Colour, over: Colour, share: f32) -> Colour {
    let part = |under: u8, over: u8| dot(f32::from(under) + (f32::from(over) - f32::from(under)) * share);
    [
        part(under[0], over[0]),
        part(under[1], over[1]),
        part(under[2], over[2]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_covers_what_lies_inside_it() {
        let check =
            |shape: Shape, spot: Spot, inside: bool| assert_eq!(shape.far(spot) < 0.0, inside, "{shape:?} {spot:?}");
        let disc = Shape::disc((50.0, 50.0), 10.0);
        check(disc, (50.0, 59.0), true);
        check(disc, (50.0, 61.0), false);
        let ring = Shape::Ring((50.0, 50.0), 10.0, 4.0);
        check(ring, (50.0, 50.0), false);
        check(ring, (61.0, 50.0), true);
        let hook = Shape::Hook((50.0, 50.0), 10.0, 4.0, (1.0, 0.0));
        check(hook, (61.0, 50.0), true);
        check(hook, (39.0, 50.0), false);
        let slab = Shape::Slab((50.0, 50.0), (20.0, 5.0), 2.0, std::f32::consts::FRAC_PI_2);
        check(slab, (50.0, 68.0), true);
        check(slab, (68.0, 50.0), false);
    }

    #[test]
    fn what_lies_over_the_edge_is_cut_off() {
        let mut canvas = Canvas::table([200, 190, 170]);
        let before = canvas.dots.clone();
        canvas.lay(&[(Shape::disc((-40.0, 500.0), 30.0), [0, 0, 0])]);
        assert!(canvas.dots == before, "it lies beside the table");
        canvas.lay(&[(Shape::disc((0.0, 0.0), 30.0), [10, 20, 30])]);
        assert_eq!(canvas.dots[0], [10, 20, 30]);
        assert_eq!(canvas.dots.len(), usize::from(WIDE) * usize::from(HIGH));
    }
}
