-- The life of a consignment: deadlines that move or stand still, reminders, codes made anew, the right to collect shared.

-- 1 row for an organisation that keeps other rules than the defaults (domain::custody::Keeping).
CREATE TABLE keeping_rules (
    organisation_id     TEXT   NOT NULL PRIMARY KEY REFERENCES organisations (id),
    keep_days           BIGINT NOT NULL,      -- how long a document waits
    first_reminder_days BIGINT NOT NULL,      -- so many days before the end; 0: none
    last_reminder_days  BIGINT NOT NULL,
    extend_days         BIGINT NOT NULL,      -- by so many days a recipient may move the end, once; 0: not at all
    changed_at          BIGINT NOT NULL,
    changed_by          TEXT   REFERENCES people (id)
);

ALTER TABLE consignments ADD COLUMN office_id TEXT REFERENCES offices (id); -- entered there; taken back to there
ALTER TABLE consignments ADD COLUMN paused_at BIGINT;                       -- since when a fault keeps the clock standing
ALTER TABLE consignments ADD COLUMN extended_at BIGINT;                     -- when the recipient moved the end
ALTER TABLE consignments ADD COLUMN code_tries BIGINT NOT NULL DEFAULT 0;   -- wrong codes that were surely meant for it
ALTER TABLE consignments ADD COLUMN opened_by_share TEXT;                   -- the share by which the last opening was proved

CREATE INDEX consignments_due ON consignments (deadline) WHERE state = 'stored' AND paused_at IS NULL;
CREATE INDEX consignments_paused ON consignments (paused_at) WHERE paused_at IS NOT NULL;
CREATE INDEX consignments_stored ON consignments (bank_id) WHERE state = 'stored';

-- One reminder of each sort for each end: whoever writes the row sends it.
CREATE TABLE custody_reminders (
    consignment_id TEXT   NOT NULL REFERENCES consignments (id),
    deadline       BIGINT NOT NULL,
    which          TEXT   NOT NULL,           -- first, last
    at             BIGINT NOT NULL,
    PRIMARY KEY (consignment_id, deadline, which)
);

-- The right to collect, lent once to somebody else. Its secret is derived from the recipient's: the database has hashes.
CREATE TABLE pickup_shares (
    id             TEXT   NOT NULL PRIMARY KEY,
    consignment_id TEXT   NOT NULL REFERENCES consignments (id),
    link_hash      TEXT   NOT NULL,
    code_hash      TEXT,                      -- emptied with the end
    code_salt      BIGINT NOT NULL,
    qr_hash        TEXT,
    created_at     BIGINT NOT NULL,
    ended_at       BIGINT,
    ending         TEXT                       -- used, revoked, over
);
CREATE UNIQUE INDEX pickup_shares_link ON pickup_shares (link_hash);
CREATE UNIQUE INDEX pickup_shares_code ON pickup_shares (code_hash) WHERE code_hash IS NOT NULL;
CREATE UNIQUE INDEX pickup_shares_qr ON pickup_shares (qr_hash) WHERE qr_hash IS NOT NULL;
-- One at a time.
CREATE UNIQUE INDEX pickup_shares_live ON pickup_shares (consignment_id) WHERE ended_at IS NULL;
