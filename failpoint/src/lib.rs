//! Where a test lets a process die as if somebody had pulled its plug: just before or just after a step that lasts, or that
//! somebody outside sees. The server and the bank's program have such points, each under a variable of its own;
//! `server/tests/all/deaths/` runs the real programs, arms them in the middle of a hand-over, and looks at what is left.
//!
//! An environment variable names a file. Nothing happens until that file appears. From then on each step is counted and noted in
//! a file beside it (`….steps`), and at the step whose number stands in the file the process ends: no destructor runs, nothing is
//! flushed, no connection says goodbye. Number 0 only counts. If the number of another process stands behind it (a broker's), that
//! one is killed instead, and this one goes on.
//!
//! What must not be here: any of it in a release. Without debug assertions [`Failpoints::reached`] is empty and no variable is read.

#[cfg(debug_assertions)]
mod armed;

/// The points of one program.
pub struct Failpoints {
    #[cfg(debug_assertions)]
    armed: armed::Armed,
}

impl Failpoints {
    /// Points that wait for the file which this environment variable names.
    #[cfg(debug_assertions)]
    pub const fn armed_by(variable: &'static str) -> Self {
        Self {
            armed: armed::Armed::by(variable),
        }
    }

    /// A release has no such points.
    #[cfg(not(debug_assertions))]
    pub const fn armed_by(_: &'static str) -> Self {
        Self {}
    }

    /// Dies here if a test wants it so.
    #[cfg(debug_assertions)]
    pub fn reached(&self, step: &str) {
        self.armed.reached(step);
    }

    /// A release has no such points.
    #[cfg(not(debug_assertions))]
    pub const fn reached(&self, _: &str) {}
}
