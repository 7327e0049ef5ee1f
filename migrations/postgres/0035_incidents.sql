-- What banks say that a human must look at comes to support as requests of the house itself; and two people clear a forced door.

ALTER TABLE compartments ADD COLUMN cleared_by TEXT REFERENCES people (id); -- the first of two who say that a forced door is in order

-- Which door a request is about that is about no thing. No reference: a door that was never used may be taken away.
ALTER TABLE support_requests ADD COLUMN compartment_id TEXT;

-- What is counted each time that somebody asks how the house stands.
CREATE INDEX compartments_in_trouble ON compartments (bank_id) WHERE faults <> '' OR left_open = 1;
CREATE INDEX support_requests_unanswered ON support_requests (promised_at) WHERE closed_at IS NULL AND answered_at IS NULL;
