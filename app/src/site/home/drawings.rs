//! The drawings of the home page: our own, as SVG fragments that take their colours from `style/slices/site.css`.
//!
//! Constants, so that they may go into the page as they are. What must not be here: words.

/// A rail of hooks with brass tags; number 7 in front. Frame: 480 × 330.
pub(super) const HOOKS: &str = r#"<defs><linearGradient id="d-brass" x1="0" y1="0" x2="0" y2="1"><stop class="d-bright" offset="0"/><stop class="d-mid" offset="1"/></linearGradient></defs>
<rect class="d-felt" x="0" y="0" width="480" height="330" rx="18"/>
<path class="d-weave" d="M0 66h480M0 264h480"/>
<path class="d-shade" d="M30 66h420v12H30z"/>
<rect class="d-rail" x="26" y="54" width="428" height="14" rx="7"/>
<g class="d-hook"><path d="M78 68v18a12 12 0 0 0 24 0"/><path d="M158 68v18a12 12 0 0 0 24 0"/><path d="M238 68v18a12 12 0 0 0 24 0"/><path d="M318 68v18a12 12 0 0 0 24 0"/><path d="M398 68v18a12 12 0 0 0 24 0"/></g>
<g class="d-away"><path class="d-cord" d="M92 98c-10 18 10 18 0 34"/><circle cx="92" cy="158" r="27"/><circle class="d-hole" cx="92" cy="140" r="4"/><text x="92" y="170">4</text></g>
<g class="d-away" transform="rotate(6 172 98)"><path class="d-cord" d="M172 98c-10 18 10 18 0 34"/><circle cx="172" cy="158" r="27"/><circle class="d-hole" cx="172" cy="140" r="4"/><text x="172" y="170">5</text></g>
<g class="d-away" transform="rotate(-6 332 98)"><path class="d-cord" d="M332 98c-10 18 10 18 0 34"/><circle cx="332" cy="158" r="27"/><circle class="d-hole" cx="332" cy="140" r="4"/><text x="332" y="170">8</text></g>
<g class="d-glow"><circle cx="250" cy="212" r="104"/><circle cx="250" cy="212" r="84"/></g>
<g><path class="d-cord" d="M252 98c-16 26 14 26-2 52"/><circle class="d-cast" cx="254" cy="217" r="62"/><circle class="d-tag" cx="250" cy="210" r="62"/><circle class="d-rim" cx="250" cy="210" r="54"/><circle class="d-hole" cx="250" cy="166" r="7"/><text class="d-seven" x="250" y="239">7</text></g>"#;

/// A compartment stands open and a document goes in. Frame: 240 × 150.
pub(super) const LEAVE: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="104" ry="7"/>
<rect class="d-cabinet" x="98" y="12" width="116" height="124" rx="7"/><rect class="d-crown" x="106" y="18" width="100" height="3" rx="1.5"/>
<g class="d-door"><rect x="104" y="26" width="50" height="30" rx="3"/><rect x="158" y="26" width="50" height="48" rx="3"/><rect x="104" y="98" width="50" height="32" rx="3"/><rect x="158" y="78" width="50" height="52" rx="3"/></g>
<rect class="d-inside" x="104" y="60" width="50" height="34" rx="3"/><path class="d-leaf" d="M104 60 82 69v34l22-9z"/>
<g class="d-disc"><circle cx="117" cy="41" r="6"/><circle cx="171" cy="50" r="6"/><circle cx="117" cy="114" r="6"/><circle cx="171" cy="104" r="6"/><circle cx="92" cy="86" r="6"/></g>
<g transform="rotate(-6 62 66)"><path class="d-paper" d="M36 38h36l12 12v44H36z"/><path class="d-line" d="M72 38v12h12M44 60h32M44 69h32M44 78h20"/><circle class="d-seal" cx="72" cy="84" r="5"/></g>
<path class="d-arrow" d="M92 48c12-8 22-6 30 12M122 60l1-9M122 60l-8-3"/>"#;

/// A telephone with a message: a QR and a code. Frame: 240 × 150.
pub(super) const TELL: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="84" ry="7"/>
<rect class="d-phone" x="84" y="8" width="74" height="130" rx="12"/><rect class="d-screen" x="90" y="18" width="62" height="108" rx="5"/><path class="d-line" d="M114 13h14M113 132h16"/>
<path class="d-line" d="M98 28h30M98 35h44"/>
<g class="d-qr"><path d="M100 46h14v14h-14zM128 46h14v14h-14zM100 74h14v14h-14z"/><path class="d-fill" d="M104 50h6v6h-6zM132 50h6v6h-6zM104 78h6v6h-6zM119 46h4v4h-4zM119 54h4v8h-4zM100 64h6v4h-6zM110 64h8v5h-8zM124 66h5v5h-5zM134 64h8v4h-8zM119 74h4v4h-4zM126 76h6v4h-6zM136 74h6v6h-6zM119 84h8v4h-8zM132 84h4v4h-4z"/></g>
<rect class="d-plate" x="96" y="98" width="50" height="18" rx="4"/><path class="d-stamp" d="M103 107h4M110 107h4M117 107h4M126 107h4M133 107h4"/>
<g><path class="d-bubble" d="M172 26h46a7 7 0 0 1 7 7v24a7 7 0 0 1-7 7h-36l-12 11 2-12a7 7 0 0 1-6-6V33a7 7 0 0 1 6-7z"/><path class="d-line" d="M177 39h36M177 49h24"/></g>
<g><path class="d-paper" d="M16 62h50v36H16z"/><path class="d-line" d="m16 63 25 20 25-20"/><circle class="d-seal" cx="66" cy="60" r="7"/></g>"#;

/// Number 7 is open and the document comes out. Frame: 240 × 150.
pub(super) const TAKE: &str = r#"<ellipse class="d-ground" cx="120" cy="139" rx="104" ry="7"/>
<rect class="d-cabinet" x="26" y="12" width="116" height="124" rx="7"/><rect class="d-crown" x="34" y="18" width="100" height="3" rx="1.5"/>
<g class="d-door"><rect x="32" y="26" width="50" height="48" rx="3"/><rect x="86" y="26" width="50" height="30" rx="3"/><rect x="32" y="78" width="50" height="52" rx="3"/><rect x="86" y="102" width="50" height="28" rx="3"/></g>
<rect class="d-inside" x="86" y="60" width="50" height="38" rx="3"/><path class="d-lit" d="M86 60h50v38H86z"/><path class="d-leaf" d="m136 60 24 9v38l-24-9z"/>
<g class="d-disc"><circle cx="45" cy="50" r="6"/><circle cx="99" cy="41" r="6"/><circle cx="45" cy="104" r="6"/><circle cx="99" cy="116" r="6"/></g>
<circle class="d-tag" cx="149" cy="88" r="9"/><text class="d-small" x="149" y="92">7</text>
<g transform="rotate(6 194 74)"><path class="d-paper" d="M170 44h36l12 12v46h-48z"/><path class="d-line" d="M206 44v12h12M178 66h32M178 75h32M178 84h20"/><circle class="d-seal" cx="206" cy="91" r="5"/></g>
<path class="d-arrow" d="M112 72c14-26 34-32 52-20M164 52l-3-8M164 52l-9 2"/>"#;
