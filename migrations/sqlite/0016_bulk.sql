-- Lists of recipients, read from a file: each line waits without a compartment until its document is before the bank.

CREATE TABLE bulk_batches (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    bank_id         TEXT   NOT NULL REFERENCES banks (id),
    made_by         TEXT   NOT NULL REFERENCES people (id),
    made_at         BIGINT NOT NULL,          -- forgotten 30 days later
    once_key        TEXT   NOT NULL           -- person and form: a second press finds the first
);
CREATE UNIQUE INDEX bulk_batches_once ON bulk_batches (once_key);
CREATE INDEX bulk_batches_newest ON bulk_batches (organisation_id, made_at);
CREATE INDEX bulk_batches_oldest ON bulk_batches (made_at);

CREATE TABLE bulk_lines (
    id             TEXT   NOT NULL PRIMARY KEY,
    batch_id       TEXT   NOT NULL REFERENCES bulk_batches (id),
    number         BIGINT NOT NULL,           -- as the spreadsheet numbers it
    item           TEXT   NOT NULL,
    size           TEXT   NOT NULL,
    line_sealed    TEXT,                      -- recipient and reference number; emptied when it became a delivery
    reference_hash TEXT,                      -- keyed, with the organisation in it
    email_hash     TEXT,                      -- keyed, for whoever asks what is kept of them; emptied with the line
    phone_hash     TEXT,
    consignment_id TEXT   REFERENCES consignments (id), -- what became of it
    deposited_at   BIGINT
);
-- A number waits once.
CREATE UNIQUE INDEX bulk_lines_waiting ON bulk_lines (reference_hash) WHERE consignment_id IS NULL;
CREATE INDEX bulk_lines_of_batch ON bulk_lines (batch_id, number);
CREATE INDEX bulk_lines_of_consignment ON bulk_lines (consignment_id) WHERE consignment_id IS NOT NULL;
CREATE INDEX bulk_lines_by_email ON bulk_lines (email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX bulk_lines_by_phone ON bulk_lines (phone_hash) WHERE phone_hash IS NOT NULL;
