-- Out of service is commanded to the bank too: what it says of itself is kept beside what we want, and a reconciler
-- compares the two.

ALTER TABLE compartments ADD COLUMN bank_out BIGINT; -- the bank's own word: 1 it opens this door for nobody; none before it told

CREATE INDEX compartments_out_of_step ON compartments (bank_id)
    WHERE (bank_out = 0 AND out_reason IS NOT NULL) OR (bank_out = 1 AND out_reason IS NULL);
-- One such order at a time.
CREATE UNIQUE INDEX commands_one_service ON commands (compartment_id)
    WHERE action IN ('out_of_service', 'in_service') AND ended_at IS NULL;
