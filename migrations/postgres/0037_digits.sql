-- Codes of six digits, for banks whose keypad has nothing else; and for how long an organisation remembers whose a thing was.

ALTER TABLE keypads ADD COLUMN code_form TEXT NOT NULL DEFAULT 'signs'; -- of codes made from now on: signs, digits

-- Of a code of six digits code_hash is that of the code and of what is asked behind it, together. Emptied with it.
ALTER TABLE consignments ADD COLUMN digits_hash TEXT;    -- of the six digits alone, with the bank in it; none: a code of signs
ALTER TABLE consignments ADD COLUMN phone_end_hash TEXT; -- of the last four digits of the recipient's number, with the bank in it
ALTER TABLE pickup_shares ADD COLUMN digits_hash TEXT;
ALTER TABLE pickup_shares ADD COLUMN phone_end_hash TEXT;
CREATE UNIQUE INDEX consignments_digits ON consignments (digits_hash) WHERE digits_hash IS NOT NULL;
CREATE UNIQUE INDEX pickup_shares_digits ON pickup_shares (digits_hash) WHERE digits_hash IS NOT NULL;

CREATE TABLE forgetting_rules (
    organisation_id TEXT   NOT NULL PRIMARY KEY REFERENCES organisations (id),
    months          BIGINT NOT NULL,          -- so long after its end a thing is nobody's any more
    changed_at      BIGINT NOT NULL,
    changed_by      TEXT   REFERENCES people (id)
);

-- When the recipient of a finished thing was forgotten; those who are not yet are found by the index, oldest end first.
ALTER TABLE consignments ADD COLUMN forgotten_at BIGINT;
CREATE INDEX consignments_to_forget ON consignments (organisation_id, ended_at) WHERE ended_at IS NOT NULL AND forgotten_at IS NULL;
