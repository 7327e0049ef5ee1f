-- What is wrong with a bank as a whole, and whether a citizen needs a door within everybody's reach.

-- Its newest word about each. What is told anew at every start (power, tamper) counts only for the start that told it.
CREATE TABLE bank_troubles (
    bank_id TEXT   NOT NULL REFERENCES banks (id),
    trouble TEXT   NOT NULL,                 -- power, tamper, or a fault at no door: board
    lasts   BIGINT NOT NULL,                 -- 1 while it is there
    boot    BIGINT NOT NULL,                 -- of the event that said so: an older one changes nothing
    seq     BIGINT NOT NULL,
    PRIMARY KEY (bank_id, trouble)
);

ALTER TABLE deliveries ADD COLUMN low_door BIGINT NOT NULL DEFAULT 0; -- 1: asked for a door that is reached from a wheelchair
