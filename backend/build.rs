//! Says that the embedded migrations are part of the source: a new file there rebuilds this crate.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
