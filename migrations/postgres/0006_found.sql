-- Found things: cases, what is said in them, and locker drops by finders.

-- custody: a finder has no account, so a consignment need not have been entered by a person; and one may be held.
ALTER TABLE consignments ALTER COLUMN created_by DROP NOT NULL;
ALTER TABLE consignments ADD COLUMN held BIGINT NOT NULL DEFAULT 0; -- no pickup code before somebody releases it (a fee is due)

-- found --------------------------------------------------------------------------------------------------------------

CREATE TABLE found_cases (
    id                TEXT   NOT NULL PRIMARY KEY,
    number            TEXT   NOT NULL,        -- eight digits, the last one checks the others
    organisation_id   TEXT   NOT NULL REFERENCES organisations (id),
    office_id         TEXT   REFERENCES offices (id), -- none: the central queue
    key_text          TEXT   NOT NULL,        -- as printed, without groups; there need not be such a key
    key_id            TEXT,                   -- the key, if there is one
    owner_id          TEXT   REFERENCES people (id),
    state             TEXT   NOT NULL,        -- one word, for filters
    state_body        TEXT   NOT NULL,        -- the state machine's own form, JSON
    version           BIGINT NOT NULL DEFAULT 1,
    by_phone          BIGINT NOT NULL,
    place_sealed      TEXT,                   -- where the finder has it
    postcode          TEXT,
    country           TEXT,
    finder_sealed     TEXT,                   -- name, address, number; emptied some time after the end
    finder_email_hash TEXT,                   -- for finding it, and for merging a second report
    finder_phone_hash TEXT,
    finder_locale     TEXT   NOT NULL,
    wants             TEXT   NOT NULL,
    address_hash      TEXT,                   -- where the report came from, for limits only
    once_key          TEXT,                   -- a second click finds the first
    finder_link_hash  TEXT,                   -- keyed hashes: a stolen database follows nothing
    owner_link_hash   TEXT,
    fee_state         TEXT   NOT NULL,        -- none, due, online, cash, waived
    fee_minor         BIGINT NOT NULL DEFAULT 0,
    fee_currency      TEXT,
    fee_vat_permille  BIGINT NOT NULL DEFAULT 0,
    consignment_id    TEXT   REFERENCES consignments (id), -- of the locker drop that counts
    drops             BIGINT NOT NULL DEFAULT 0, -- so many drop codes were made; each has its own
    drop_until        BIGINT,                 -- the compartment is kept so long
    created_at        BIGINT NOT NULL,
    changed_at        BIGINT NOT NULL,
    ended_at          BIGINT
);
CREATE UNIQUE INDEX found_cases_number ON found_cases (number);
CREATE UNIQUE INDEX found_cases_once ON found_cases (once_key) WHERE once_key IS NOT NULL;
CREATE UNIQUE INDEX found_cases_finder_link ON found_cases (finder_link_hash) WHERE finder_link_hash IS NOT NULL;
CREATE UNIQUE INDEX found_cases_owner_link ON found_cases (owner_link_hash) WHERE owner_link_hash IS NOT NULL;
CREATE UNIQUE INDEX found_cases_consignment ON found_cases (consignment_id) WHERE consignment_id IS NOT NULL;
CREATE INDEX found_cases_by_office ON found_cases (organisation_id, office_id, id);
CREATE INDEX found_cases_by_state ON found_cases (organisation_id, state, id);
CREATE INDEX found_cases_by_key ON found_cases (key_text, id);
CREATE INDEX found_cases_by_owner ON found_cases (owner_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX found_cases_finder_email ON found_cases (finder_email_hash) WHERE finder_email_hash IS NOT NULL;
CREATE INDEX found_cases_finder_phone ON found_cases (finder_phone_hash) WHERE finder_phone_hash IS NOT NULL;
CREATE INDEX found_cases_address ON found_cases (address_hash, created_at) WHERE address_hash IS NOT NULL;
CREATE INDEX found_cases_drop ON found_cases (drop_until) WHERE drop_until IS NOT NULL;
CREATE INDEX found_cases_ended ON found_cases (ended_at) WHERE finder_sealed IS NOT NULL;

CREATE TABLE found_messages (
    case_id     TEXT   NOT NULL REFERENCES found_cases (id),
    seq         BIGINT NOT NULL,
    to_side     TEXT   NOT NULL,              -- finder, owner
    person_id   TEXT   REFERENCES people (id), -- the colleague who said it; none: the other side itself
    body_sealed TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE found_proposals (                -- times and places to meet
    id           TEXT   NOT NULL PRIMARY KEY,
    case_id      TEXT   NOT NULL REFERENCES found_cases (id),
    from_side    TEXT   NOT NULL,
    meet_at      BIGINT NOT NULL,
    place_sealed TEXT   NOT NULL,
    state        TEXT   NOT NULL,             -- open, agreed, declined, off
    created_at   BIGINT NOT NULL
);
CREATE INDEX found_proposals_by_case ON found_proposals (case_id, id);
-- One meeting is agreed at a time.
CREATE UNIQUE INDEX found_proposals_agreed ON found_proposals (case_id) WHERE state = 'agreed';

CREATE TABLE found_events (
    case_id     TEXT   NOT NULL REFERENCES found_cases (id),
    seq         BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    body        TEXT   NOT NULL,              -- the fact, JSON; nothing personal
    note_sealed TEXT,                         -- what a colleague noted
    person_id   TEXT   REFERENCES people (id),
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE found_claims (                   -- who works on a case right now
    case_id   TEXT   NOT NULL PRIMARY KEY REFERENCES found_cases (id),
    person_id TEXT   NOT NULL REFERENCES people (id),
    until     BIGINT NOT NULL
);

CREATE TABLE found_fees (                     -- what a return costs an owner whose cover has lapsed
    organisation_id TEXT   NOT NULL PRIMARY KEY REFERENCES organisations (id),
    minor           BIGINT NOT NULL,          -- with tax
    currency        TEXT   NOT NULL,
    vat_permille    BIGINT NOT NULL
);
