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
    /// Doors forced open.
    pub(super) forced: u64,
    /// Doors out of service that were tried, did well, and went back into service.
    pub(super) tried: u64,
    /// Of these, doors that a fault had frozen.
    pub(super) cleared: u64,
    /// Things collected by an opening from afar.
    pub(super) from_afar: u64,
    /// Things that came to lie in another compartment.
    pub(super) moved: u64,
    /// Of these, things that their recipients collected there, with the code from before.
    pub(super) moved_and_collected: u64,
    /// Codes of moved things that were typed at the end, and opened the new door.
    pub(super) moved_and_opened: u64,
    /// Things taken out and put back.
    pub(super) put_back: u64,
    /// Moves given up before the door was opened.
    pub(super) stayed: u64,
    /// Things that one colleague took out and another put in.
    pub(super) handed_on: u64,
    /// Moves that wait for a colleague at the end.
    pub(super) unfinished: u64,
    /// Compartments that went out of service because the thing in them was moved.
    pub(super) unfit: u64,
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
        self.forced += other.forced;
        self.tried += other.tried;
        self.cleared += other.cleared;
        self.from_afar += other.from_afar;
        self.moved += other.moved;
        self.moved_and_collected += other.moved_and_collected;
        self.moved_and_opened += other.moved_and_opened;
        self.put_back += other.put_back;
        self.stayed += other.stayed;
        self.handed_on += other.handed_on;
        self.unfinished += other.unfinished;
        self.unfit += other.unfit;
    }
}
