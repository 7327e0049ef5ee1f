//! The first root: public pages. Plain HTML from the server; they work without JavaScript and without wasm.
