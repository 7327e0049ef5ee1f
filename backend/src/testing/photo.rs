//! A picture for tests.

/// A PNG of one pixel that the camera signed with this name.
pub fn a_photo(author: &str) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], inside: &[u8]| {
        let length = u32::try_from(inside.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, inside, &[0; 4]].concat()
    };
    let signed = ["Author ", author].concat();
    [
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A].as_slice(),
        &chunk(b"IHDR", &[0; 13]),
        &chunk(b"tEXt", signed.as_bytes()),
        &chunk(b"IDAT", &[1]),
        &chunk(b"IEND", &[]),
    ]
    .concat()
}
