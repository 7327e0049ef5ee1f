-- Several things of one person at one bank, door after door. A visit goes on from the bank's last opening; these two say what that cannot tell.

ALTER TABLE consignments ADD COLUMN opened_in_visit_of TEXT; -- the consignment whose own secret was shown, when the last opening was proved by a visit
ALTER TABLE consignments ADD COLUMN visit_left_at BIGINT;    -- when whoever collected it said that they take nothing else now
