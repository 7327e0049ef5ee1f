-- A compartment out of service is tried with somebody on site: how far the newest test opening came.

ALTER TABLE compartments ADD COLUMN test_under_way BIGINT NOT NULL DEFAULT 0; -- meanwhile it stays out of service
ALTER TABLE compartments ADD COLUMN test_at BIGINT;   -- when the last of it was heard
ALTER TABLE compartments ADD COLUMN test_result TEXT; -- what that was, JSON; gone with the end of being out of service

-- A thing that moves has two compartments for a while: the one in which it lay, and one that is kept for it. Never two of a kind.
DROP INDEX compartments_claim;
CREATE UNIQUE INDEX compartments_claim ON compartments (claimed_by, claim) WHERE claimed_by IS NOT NULL;
