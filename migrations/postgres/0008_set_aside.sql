-- Messages of banks that could never be committed. They are acknowledged, so that those behind them come through, and
-- kept here for the one on duty: nothing of a bank is lost in silence.

CREATE TABLE set_aside (
    bank_id TEXT   NOT NULL REFERENCES banks (id),
    stream  TEXT   NOT NULL,                  -- events, state, presence
    boot    BIGINT NOT NULL,
    seq     BIGINT NOT NULL,                  -- of a presence: which connection of the boot
    body    TEXT   NOT NULL,                  -- as it came
    why     TEXT   NOT NULL,                  -- the fault's chain of causes
    at      BIGINT NOT NULL,
    PRIMARY KEY (bank_id, stream, boot, seq)
);
CREATE INDEX set_aside_by_time ON set_aside (at);
