-- The second step at sign-in: six digits from a phone, after the password.

-- Colleagues without one are led to setting it up at their next sign-in.
ALTER TABLE organisations ADD COLUMN second_step_required BIGINT NOT NULL DEFAULT 0;

-- Opened by the password alone where a second step is required: good for setting it up and for nothing else.
ALTER TABLE sessions ADD COLUMN confined BIGINT NOT NULL DEFAULT 0;

CREATE TABLE second_steps (
    person_id      TEXT   NOT NULL PRIMARY KEY REFERENCES people (id),
    secret_sealed  TEXT,                      -- what the digits grow from; none before the first code was right
    since          BIGINT,                    -- since when it counts
    last_step      BIGINT NOT NULL DEFAULT 0, -- the half minute of the last code: it and all before it count no more
    pending_sealed TEXT,                      -- a secret that was shown and waits for its first code
    pending_until  BIGINT NOT NULL DEFAULT 0,
    digits_tried   BIGINT NOT NULL DEFAULT 0, -- since the day below began, or since the last right code
    tried_since    BIGINT NOT NULL DEFAULT 0,
    told_at        BIGINT NOT NULL DEFAULT 0  -- when they were last told that somebody tries
);

CREATE TABLE recovery_codes (                 -- those that were not used yet
    person_id TEXT NOT NULL REFERENCES people (id),
    code_hash TEXT NOT NULL,                  -- keyed hash; the codes were shown once
    PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE half_sessions (                  -- the password was right; the second step is awaited
    secret_hash TEXT   NOT NULL PRIMARY KEY,  -- keyed hash; the secret is in the cookie only
    person_id   TEXT   NOT NULL REFERENCES people (id),
    expires_at  BIGINT NOT NULL,
    tries       BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX half_sessions_by_person ON half_sessions (person_id);

CREATE TABLE second_step_removals (           -- a colleague lost the phone
    id            TEXT   NOT NULL PRIMARY KEY,
    person_id     TEXT   NOT NULL REFERENCES people (id),
    by_person_id  TEXT   REFERENCES people (id), -- none: at the machine itself
    at            BIGINT NOT NULL,
    reason_sealed TEXT   NOT NULL
);
CREATE INDEX second_step_removals_by_person ON second_step_removals (person_id, at);
