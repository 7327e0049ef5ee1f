-- What the house knows of itself, not of anybody in it: whose master key sealed it, when it was last copied.

CREATE TABLE house_facts (
    name  TEXT NOT NULL PRIMARY KEY,          -- master_key (a fingerprint), last_backup
    value TEXT NOT NULL
);

-- custody: which events were linked into their consignment's chain. Those from before this version are linked too, as soon
-- as the job finds them; their links say when that was.
ALTER TABLE custody_events ADD COLUMN linked BIGINT NOT NULL DEFAULT 0;
CREATE INDEX custody_events_unlinked ON custody_events (consignment_id, seq) WHERE linked = 0;

-- proofs: the chain. What an event says is hashed with a salt: without the salt nobody can prove or guess it, and the chain
-- holds all the same. So a person can be erased and the rest still proved.
CREATE TABLE custody_links (
    consignment_id TEXT   NOT NULL REFERENCES consignments (id),
    seq            BIGINT NOT NULL,
    at             BIGINT NOT NULL,           -- when it happened
    linked_at      BIGINT NOT NULL,
    salt           TEXT,                      -- none: what the event said was erased
    commitment     TEXT   NOT NULL,           -- SHA-256 over salt and words
    hash           TEXT   NOT NULL,           -- SHA-256 over the link before and this one
    signature      TEXT   NOT NULL,           -- the house's, over the hash
    PRIMARY KEY (consignment_id, seq)
);

-- audit: who of us did what to which thing, and what became of it. Rows are only ever added; each is hashed over the one
-- before and signed. No name stands in it: who it was is an id.
CREATE TABLE audit_log (
    seq             BIGINT NOT NULL PRIMARY KEY,
    at              BIGINT NOT NULL,
    organisation_id TEXT   REFERENCES organisations (id), -- none: the house itself, or nobody known
    actor           TEXT   NOT NULL,          -- kind and id
    act             TEXT   NOT NULL,
    thing           TEXT,                     -- an id or a number
    outcome         TEXT   NOT NULL,          -- done, refused, failed
    origin_sealed   TEXT,                     -- from which address; none: erased, or from the machine itself
    origin_hash     TEXT,                     -- of the sealed text: the chain holds without it
    hash            TEXT   NOT NULL,          -- SHA-256 over the row before and this one
    signature       TEXT   NOT NULL           -- the house's, over the hash
);
CREATE INDEX audit_log_by_organisation ON audit_log (organisation_id, seq);
