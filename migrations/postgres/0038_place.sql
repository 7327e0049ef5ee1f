-- Where a bank stands can be corrected after it was set up.

ALTER TABLE banks ADD COLUMN place_version BIGINT NOT NULL DEFAULT 1; -- what was typed over an older one is not saved
