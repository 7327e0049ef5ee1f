-- The first schema. Only BIGINT and TEXT: truths are 0 or 1, instants are UTC microseconds, ids are UUIDs as text.
-- The same file stands under sqlite/ and postgres/; a test compares what they make.

-- accounts -----------------------------------------------------------------------------------------------------------

CREATE TABLE organisations (
    id          TEXT   NOT NULL PRIMARY KEY,
    name        TEXT   NOT NULL,
    created_at  BIGINT NOT NULL
);

CREATE TABLE offices (
    id              TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    name            TEXT NOT NULL
);

CREATE TABLE people (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    office_id       TEXT   REFERENCES offices (id),
    name            TEXT   NOT NULL,
    email           TEXT   NOT NULL,
    email_folded    TEXT   NOT NULL,          -- how an account is looked up
    locale          TEXT   NOT NULL,
    password_hash   TEXT,                     -- none until the invitation is accepted
    state           TEXT   NOT NULL,          -- invited, active, disabled
    wrong_in_a_row  BIGINT NOT NULL DEFAULT 0,
    next_try_at     BIGINT NOT NULL DEFAULT 0, -- the slow-down ladder: no try before this
    created_at      BIGINT NOT NULL,
    last_seen_at    BIGINT,
    version         BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX people_email ON people (email_folded);
CREATE INDEX people_by_organisation ON people (organisation_id, name);

CREATE TABLE person_roles (
    person_id TEXT NOT NULL REFERENCES people (id),
    role      TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
);

CREATE TABLE sessions (
    id           TEXT   NOT NULL PRIMARY KEY,
    secret_hash  TEXT   NOT NULL,             -- keyed hash; the secret is in the cookie only
    person_id    TEXT   NOT NULL REFERENCES people (id),
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    idle_end     BIGINT NOT NULL,             -- slides forward with use
    absolute_end BIGINT NOT NULL,             -- never moves
    address      TEXT   NOT NULL,
    device       TEXT   NOT NULL
);
CREATE UNIQUE INDEX sessions_secret ON sessions (secret_hash);
CREATE INDEX sessions_by_person ON sessions (person_id);

CREATE TABLE one_time_links (
    id          TEXT   NOT NULL PRIMARY KEY,
    purpose     TEXT   NOT NULL,              -- invitation
    secret_hash TEXT   NOT NULL,
    person_id   TEXT   NOT NULL REFERENCES people (id),
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    used_at     BIGINT                        -- also set when a newer link replaces it
);
CREATE UNIQUE INDEX one_time_links_secret ON one_time_links (secret_hash);
CREATE INDEX one_time_links_by_person ON one_time_links (person_id);

-- lockers ------------------------------------------------------------------------------------------------------------

CREATE TABLE banks (
    id                  TEXT   NOT NULL PRIMARY KEY,
    organisation_id     TEXT   NOT NULL REFERENCES organisations (id),
    name                TEXT   NOT NULL,
    address             TEXT   NOT NULL,
    city                TEXT   NOT NULL,
    latitude_micro      BIGINT NOT NULL,      -- millionths of a degree
    longitude_micro     BIGINT NOT NULL,
    time_zone           TEXT   NOT NULL,      -- IANA name
    opening_hours       TEXT   NOT NULL,
    hotline             TEXT   NOT NULL,      -- E.164
    account_hash        TEXT,                 -- keyed hash of the password at the broker; none until provisioned
    online              BIGINT NOT NULL DEFAULT 0,
    online_since        BIGINT,               -- since when it is as it is
    presence_boot       BIGINT NOT NULL DEFAULT 0, -- an older connection's will does not count
    presence_connection BIGINT NOT NULL DEFAULT 0,
    firmware            TEXT,
    snapshot_boot       BIGINT NOT NULL DEFAULT 0,
    snapshot_seq        BIGINT NOT NULL DEFAULT 0,
    created_at          BIGINT NOT NULL
);
CREATE INDEX banks_by_organisation ON banks (organisation_id, city, name);

CREATE TABLE compartments (
    id         TEXT   NOT NULL PRIMARY KEY,
    bank_id    TEXT   NOT NULL REFERENCES banks (id),
    number     BIGINT NOT NULL,
    size       TEXT   NOT NULL,
    column_no  BIGINT NOT NULL,
    row_no     BIGINT NOT NULL,
    door       TEXT   NOT NULL DEFAULT 'unknown', -- open, closed, unknown: the switch's word
    item       BIGINT,                        -- what the sensor sees; none without a sensor
    left_open  BIGINT NOT NULL DEFAULT 0,
    faults     TEXT   NOT NULL DEFAULT '',    -- names joined by commas
    out_reason TEXT,                          -- out of service while set
    claimed_by TEXT,                          -- who counts on it: a consignment's id, opaque here
    claim      TEXT   NOT NULL DEFAULT 'free' -- free, reserved, occupied
);
CREATE UNIQUE INDEX compartments_number ON compartments (bank_id, number);
CREATE UNIQUE INDEX compartments_claim ON compartments (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE TABLE kiosks (
    id           TEXT   NOT NULL PRIMARY KEY,
    bank_id      TEXT   NOT NULL REFERENCES banks (id),
    secret_hash  TEXT   NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX kiosks_secret ON kiosks (secret_hash);
CREATE INDEX kiosks_by_bank ON kiosks (bank_id);

CREATE TABLE pairing_codes (
    code_hash  TEXT   NOT NULL PRIMARY KEY,
    bank_id    TEXT   NOT NULL REFERENCES banks (id),
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

CREATE TABLE commands (
    id             TEXT   NOT NULL PRIMARY KEY,
    bank_id        TEXT   NOT NULL REFERENCES banks (id),
    compartment_id TEXT   REFERENCES compartments (id),
    compartment    BIGINT,                    -- its number, as the bank knows it
    action         TEXT   NOT NULL,
    purpose        TEXT   NOT NULL,
    subject        TEXT,                      -- the consignment it is for, opaque here
    actor          TEXT   NOT NULL,           -- kind and id, no name
    issued_at      BIGINT NOT NULL,
    not_after      BIGINT NOT NULL,
    state          TEXT   NOT NULL,
    reason         TEXT,                      -- why the bank refused
    lease_until    BIGINT NOT NULL DEFAULT 0, -- a node is publishing it
    ended_at       BIGINT
);
-- One door at a time: the database says so, not a check before a write.
CREATE UNIQUE INDEX commands_one_door ON commands (bank_id) WHERE action = 'unlock' AND ended_at IS NULL;
CREATE INDEX commands_live ON commands (not_after) WHERE ended_at IS NULL;
CREATE INDEX commands_by_bank ON commands (bank_id, issued_at);

CREATE TABLE bank_events (
    bank_id     TEXT   NOT NULL REFERENCES banks (id),
    boot        BIGINT NOT NULL,
    seq         BIGINT NOT NULL,
    at          BIGINT NOT NULL,              -- by the bank's clock
    received_at BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    PRIMARY KEY (bank_id, boot, seq)          -- each fact once
);
CREATE INDEX bank_events_by_time ON bank_events (bank_id, received_at);

-- custody ------------------------------------------------------------------------------------------------------------

CREATE TABLE consignments (
    id               TEXT   NOT NULL PRIMARY KEY,
    organisation_id  TEXT   NOT NULL REFERENCES organisations (id),
    kind             TEXT   NOT NULL,
    item             TEXT   NOT NULL,
    state            TEXT   NOT NULL,         -- one word, for filters
    state_body       TEXT   NOT NULL,         -- the state machine's own form, JSON
    version          BIGINT NOT NULL DEFAULT 1,
    bank_id          TEXT   NOT NULL REFERENCES banks (id),
    compartment_id   TEXT   NOT NULL REFERENCES compartments (id),
    compartment      BIGINT NOT NULL,         -- the door's number
    recipient_name   TEXT   NOT NULL,
    recipient_search TEXT   NOT NULL,         -- the name in lower case
    email_sealed     TEXT,
    phone_sealed     TEXT,
    recipient_locale TEXT   NOT NULL,
    created_by       TEXT   NOT NULL REFERENCES people (id),
    created_at       BIGINT NOT NULL,
    stored_at        BIGINT,
    deadline         BIGINT,
    ended_at         BIGINT,
    link_hash        TEXT,                    -- keyed hashes: a stolen database opens nothing
    code_hash        TEXT,                    -- with the bank in it, so unique per bank
    code_salt        BIGINT NOT NULL DEFAULT 0, -- counted up when two codes of a bank collided
    qr_hash          TEXT,
    last_outcome     TEXT                     -- what became of the last opening, for the screens
);
CREATE UNIQUE INDEX consignments_link ON consignments (link_hash) WHERE link_hash IS NOT NULL;
CREATE UNIQUE INDEX consignments_code ON consignments (code_hash) WHERE code_hash IS NOT NULL;
CREATE UNIQUE INDEX consignments_qr ON consignments (qr_hash) WHERE qr_hash IS NOT NULL;
-- A compartment holds one thing.
CREATE UNIQUE INDEX consignments_compartment ON consignments (compartment_id) WHERE ended_at IS NULL;
CREATE INDEX consignments_newest ON consignments (organisation_id, id);
CREATE INDEX consignments_by_state ON consignments (organisation_id, state, id);

CREATE TABLE custody_events (
    consignment_id TEXT   NOT NULL REFERENCES consignments (id),
    seq            BIGINT NOT NULL,
    at             BIGINT NOT NULL,
    body           TEXT   NOT NULL,           -- the event, JSON
    person_id      TEXT   REFERENCES people (id),
    PRIMARY KEY (consignment_id, seq)
);

CREATE TABLE keypads (                        -- of a bank's kiosks: wrong codes in a row lock it
    bank_id        TEXT   NOT NULL PRIMARY KEY REFERENCES banks (id),
    wrong_in_a_row BIGINT NOT NULL,
    locked_until   BIGINT
);

-- delivery -----------------------------------------------------------------------------------------------------------

CREATE TABLE deliveries (
    consignment_id   TEXT NOT NULL PRIMARY KEY REFERENCES consignments (id),
    reference_sealed TEXT,
    reference_hash   TEXT,                    -- for finding it by the whole number
    once_key         TEXT NOT NULL            -- person and form: a second click finds the first
);
CREATE UNIQUE INDEX deliveries_once ON deliveries (once_key);
CREATE INDEX deliveries_reference ON deliveries (reference_hash) WHERE reference_hash IS NOT NULL;

-- notices ------------------------------------------------------------------------------------------------------------

CREATE TABLE notices (
    id          TEXT   NOT NULL PRIMARY KEY,
    channel     TEXT   NOT NULL,
    template    TEXT   NOT NULL,
    locale      TEXT   NOT NULL,
    to_sealed   TEXT,                         -- emptied once it is sent
    data_sealed TEXT,                         -- holds codes and links; emptied once it is sent
    state       TEXT   NOT NULL,              -- queued, sent, failed
    attempts    BIGINT NOT NULL DEFAULT 0,
    next_at     BIGINT NOT NULL,
    lease_until BIGINT NOT NULL DEFAULT 0,
    created_at  BIGINT NOT NULL,
    ended_at    BIGINT,
    last_error  TEXT                          -- a code, nothing personal
);
CREATE INDEX notices_due ON notices (next_at) WHERE state = 'queued';

CREATE TABLE captured_notices (               -- the demo's inbox; empty elsewhere
    id      TEXT   NOT NULL PRIMARY KEY,
    channel TEXT   NOT NULL,
    locale  TEXT   NOT NULL,
    to_text TEXT   NOT NULL,
    subject TEXT,
    body    TEXT   NOT NULL,
    html    TEXT,
    at      BIGINT NOT NULL
);
