//! What happened in a town, so that a simulation in which nothing happens is noticed.

/// What happened in a town.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) pulses: u64,
    pub(super) commands: u64,
    pub(super) collected: u64,
    pub(super) unclear: u64,
    pub(super) cuts: u64,
    pub(super) power_cuts: u64,
    pub(super) server_deaths: u64,
    pub(super) repeats: u64,
    pub(super) forgeries: u64,
    pub(super) refused: u64,
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.pulses += other.pulses;
        self.commands += other.commands;
        self.collected += other.collected;
        self.unclear += other.unclear;
        self.cuts += other.cuts;
        self.power_cuts += other.power_cuts;
        self.server_deaths += other.server_deaths;
        self.repeats += other.repeats;
        self.forgeries += other.forgeries;
        self.refused += other.refused;
    }
}
