//! The drawings of the bureau's pages: our own, as SVG fragments that take their colours from
//! `style/slices/drawings.css`.
//!
//! Constants, so that they may go into the page as they are. What must not be here: words.

/// A bunch of keys on felt, its brass tag in front. Frame: 480 × 330. Needs no other drawing on the page.
pub(super) const KEYS: &str = r#"<defs><linearGradient id="d-tag-brass" x1="0" y1="0" x2="0" y2="1"><stop class="d-bright" offset="0"/><stop class="d-mid" offset="1"/></linearGradient></defs>
<rect class="d-felt" x="0" y="0" width="480" height="330" rx="18"/>
<path class="d-weave" d="M0 66h480M0 264h480"/>
<ellipse class="d-cast" cx="236" cy="286" rx="158" ry="13"/>
<circle class="d-ring" cx="240" cy="74" r="44"/>
<g transform="rotate(38 240 112)"><path class="d-steel" d="M240 104a32 32 0 0 1 13 61v74l-9 9v9l9 8v9l-13 13-13-13V165a32 32 0 0 1 13-61z"/><circle class="d-eye" cx="240" cy="128" r="9"/><path class="d-groove" d="M240 172v92"/></g>
<g transform="rotate(12 240 112)"><path class="d-steel" d="M240 104a30 30 0 0 1 12 57v88l-8 8 8 8v8l-12 12-12-12V161a30 30 0 0 1 12-57z"/><circle class="d-eye" cx="240" cy="127" r="9"/><path class="d-groove" d="M240 168v92"/></g>
<g transform="rotate(-24 240 112)"><path class="d-cord" d="M240 112v22"/><rect class="d-cast" x="184" y="136" width="120" height="148" rx="26"/><rect class="d-brass" x="178" y="130" width="120" height="148" rx="26"/><rect class="d-rim" x="186" y="138" width="104" height="132" rx="20"/><circle class="d-hole" cx="238" cy="150" r="7"/><text class="d-number" x="238" y="208">7QK4</text><text class="d-number" x="238" y="244">M2XP</text></g>"#;

/// A hand's reach: a tag is tied to a bunch of keys. Frame: 240 × 150.
pub(super) const TIE: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="92" ry="7"/>
<circle class="d-ring-small" cx="104" cy="36" r="19"/>
<g transform="rotate(22 104 54)"><path class="d-steel" d="M104 50a15 15 0 0 1 6 29v34l-4 4 4 4v4l-6 6-6-6V79a15 15 0 0 1 6-29z"/><circle class="d-eye" cx="104" cy="61" r="4.5"/></g>
<g transform="rotate(52 104 54)"><path class="d-steel" d="M104 50a14 14 0 0 1 5 27v30l-4 4v4l4 4-5 6-5-6V77a14 14 0 0 1 5-27z"/><circle class="d-eye" cx="104" cy="60" r="4.5"/></g>
<g transform="rotate(-30 104 54)"><path class="d-string" d="M104 52v12"/><rect class="d-plate" x="80" y="63" width="48" height="62" rx="11"/><circle class="d-pin" cx="104" cy="72" r="3.4"/><text class="d-key" x="104" y="98">7QK4</text><text class="d-key" x="104" y="114">M2XP</text></g>"#;

/// Somebody's telephone looks at the tag of an umbrella. Frame: 240 × 150.
pub(super) const SCAN: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="108" ry="7"/>
<g><path class="d-cloth" d="M20 84a54 42 0 0 1 106-14c-8-6-17-5-22 2-7-8-18-7-23 2-7-7-17-5-21 4-8-5-17-3-22 5-5-3-12-3-18 1z"/><path class="d-line" d="M70 73 91 134a7 7 0 0 0 13-4"/><path class="d-line" d="M66 42l-2-8"/></g>
<path class="d-string" d="M86 118c10-4 14-2 20 6"/><rect class="d-plate" x="98" y="118" width="34" height="20" rx="6" transform="rotate(10 115 128)"/><path class="d-stamp" d="M105 126h4M112 127h4M119 128h4" transform="rotate(3 115 128)"/>
<g transform="rotate(8 184 76)"><rect class="d-phone" x="150" y="22" width="66" height="108" rx="11"/><rect class="d-screen" x="156" y="32" width="54" height="88" rx="4"/><path class="d-frame" d="M164 54v-8h8M202 54v-8h-8M164 84v8h8M202 84v8h-8"/><rect class="d-plate" x="170" y="58" width="26" height="22" rx="5"/><path class="d-line" d="M166 103h34M166 110h20"/></g>
<path class="d-ray" d="m146 92-18 18M150 102l-14 14"/>"#;

/// A suitcase with its tag stands at the open door of a house. Frame: 240 × 150.
pub(super) const HOME: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="108" ry="7"/>
<path class="d-paper" d="M118 66h96v72h-96z"/><path class="d-roof" d="M108 70 166 22l58 48z"/><rect class="d-inside" x="132" y="88" width="34" height="50" rx="2"/><path class="d-lit" d="M132 88h34v50h-34z"/><path class="d-leaf" d="m132 88-17 7v50l17-7z"/><path class="d-line" d="M180 88h22v20h-22zM191 88v20M180 98h22"/><circle class="d-pin" cx="119" cy="120" r="2"/>
<g><path class="d-line" d="M44 78V68h26v10"/><rect class="d-cloth" x="28" y="78" width="58" height="58" rx="7"/><path class="d-seam" d="M40 78v58M74 78v58"/><path class="d-string" d="M70 72c10 2 14 6 14 14"/><rect class="d-plate" x="76" y="86" width="24" height="32" rx="6"/><circle class="d-pin" cx="88" cy="91" r="2.4"/><path class="d-stamp" d="M81 102h4M87 102h4M93 102h3"/></g>
<path class="d-arrow" d="M62 54c14-20 38-24 58-8M120 46l1-10M120 46l-10-2"/>"#;

/// A laptop's lid and a bottle, a sticker on each. Frame: 240 × 150.
pub(super) const STICKER: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="108" ry="7"/>
<rect class="d-cabinet" x="24" y="38" width="128" height="86" rx="9"/><path class="d-leaf" d="M12 124h152l-7 11H19z"/>
<g><rect class="d-plate" x="88" y="76" width="52" height="36" rx="7"/><g class="d-qr-brass"><path d="M93 82h9v9h-9zM93 97h9v9h-9zM106 82h4v4h-4zM106 90h4v6h-4zM106 100h4v6h-4z"/></g><path class="d-stamp d-thin" d="M115 88h18M115 95h18M115 102h12"/></g>
<g><path class="d-bottle" d="M186 28h20v16c0 8 12 12 12 26v58a9 9 0 0 1-9 9h-26a9 9 0 0 1-9-9V70c0-14 12-18 12-26z"/><rect class="d-roof" x="183" y="16" width="26" height="14" rx="4"/><rect class="d-plate" x="174" y="80" width="44" height="32" rx="4"/><path class="d-stamp d-thin" d="M181 90h30M181 97h30M181 104h18"/></g>"#;

/// A wallet, and the card that looks out of it. Frame: 240 × 150.
pub(super) const CARD: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="98" ry="7"/>
<g transform="rotate(-7 120 62)"><rect class="d-plate" x="58" y="18" width="118" height="74" rx="9"/><g class="d-qr-brass"><path d="M68 28h12v12H68zM68 48h12v12H68zM86 28h5v6h-5zM86 38h5v8h-5zM86 51h5v9h-5z"/></g><text class="d-key d-wide" x="136" y="46">7QK4</text><text class="d-key d-wide" x="136" y="64">M2XP</text></g>
<path class="d-cloth" d="M34 66a8 8 0 0 1 8-8h150a10 10 0 0 1 10 10v60a9 9 0 0 1-9 9H43a9 9 0 0 1-9-9z"/><path class="d-seam" d="M42 70h152M42 128h152"/><rect class="d-roof" x="168" y="86" width="46" height="24" rx="12"/><circle class="d-pin" cx="182" cy="98" r="4"/>"#;

/// A shop: an awning, a counter, and tags in its window. Frame: 240 × 150.
pub(super) const SHOP: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="108" ry="7"/>
<path class="d-paper" d="M34 54h172v84H34z"/><path class="d-cloth" d="M24 56 40 22h160l16 34a13 10 0 0 1-27 0 13 10 0 0 1-28 0 13 10 0 0 1-27 0 13 10 0 0 1-28 0 13 10 0 0 1-27 0 13 10 0 0 1-28 0 13 10 0 0 1-27 0z"/><path class="d-seam" d="m67 22-12 34M100 22l-6 34M120 22v34M140 22l6 34M173 22l12 34"/>
<rect class="d-inside" x="46" y="76" width="94" height="42" rx="3"/><path class="d-lit" d="M46 76h94v42H46z"/><rect class="d-leaf" x="152" y="76" width="40" height="62" rx="3"/><circle class="d-pin" cx="159" cy="108" r="2.6"/>
<path class="d-string" d="M60 76v10M80 76v14M100 76v10M122 76v14"/><g><rect class="d-plate" x="53" y="86" width="14" height="20" rx="4"/><rect class="d-plate" x="73" y="90" width="14" height="20" rx="4"/><rect class="d-plate" x="93" y="86" width="14" height="20" rx="4"/><circle class="d-tag-flat" cx="122" cy="99" r="9"/></g>"#;
