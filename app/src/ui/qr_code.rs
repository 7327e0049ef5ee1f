//! A QR code as a crisp drawing, made alike on the server and in the browser.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode as Matrix};

/// The margin that scanners need, in modules.
const QUIET: usize = 4;

/// The drawing; black on white in every theme, because scanners want it so. Level M: a fold or a stain of 15 % is survived.
#[component]
pub fn QrCode(
    /// What the scanner reads.
    #[prop(into)]
    data: Signal<String>,
    /// What it is, for those who cannot see it.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    let drawing = Memo::new(move |_| draw(&data.read()));
    let frame = move || {
        let side = drawing.read().0.to_string();
        ["0 0 ", &side, " ", &side].concat()
    };
    view! {
        <svg class="qr" role="img" aria-label=title viewBox=frame shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff"></rect>
            <path fill="#000" d=move || drawing.read().1.clone()></path>
        </svg>
    }
}

/// Side in modules with the margin, and the path of the dark modules, run by run.
/// Longer data than any QR code holds (2,331 bytes) gives an empty field.
fn draw(data: &str) -> (usize, String) {
    let Ok(matrix) = Matrix::with_error_correction_level(data, EcLevel::M) else {
        return (QUIET * 2, String::new());
    };
    let side = matrix.width();
    let mut path = String::with_capacity(side * side * 3);
    for (y, line) in matrix.to_colors().chunks(side).enumerate() {
        let mut x = 0;
        while x < side {
            let run = line[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                let run_text = run.to_string();
                let parts = [
                    "M",
                    &(x + QUIET).to_string(),
                    " ",
                    &(y + QUIET).to_string(),
                    "h",
                    &run_text,
                    "v1h-",
                    &run_text,
                    "z",
                ];
                path.extend(parts);
            }
            x += run.max(1);
        }
    }
    (side + 2 * QUIET, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paints the path back into modules and compares them with the library's own.
    #[test]
    fn the_path_is_the_matrix() {
        let data = "https://cloakroom.example/p/7QK4M2XP";
        let (side, path) = draw(data);
        let mut painted = vec![false; side * side];
        for run in path.split('M').filter(|r| !r.is_empty()) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, _) = rest.split_once('v').unwrap();
            let (x, y, length): (usize, usize, usize) =
                (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
            painted[y * side + x..y * side + x + length].fill(true);
        }
        let matrix = Matrix::with_error_correction_level(data, EcLevel::M).unwrap();
        assert_eq!(side, matrix.width() + 8);
        for y in 0..side {
            for x in 0..side {
                let inside = (4..side - 4).contains(&x) && (4..side - 4).contains(&y);
                let dark = inside && matrix[(x - 4, y - 4)] == Color::Dark;
                assert_eq!(painted[y * side + x], dark, "{x},{y}");
            }
        }
    }

    #[test]
    fn too_much_data_draws_nothing() {
        assert_eq!(draw(&"x".repeat(4_000)), (8, String::new()));
    }
}
