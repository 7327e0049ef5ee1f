-- Passkeys (WebAuthn): they count where the six digits of a phone count, or for password and digits at once.

CREATE TABLE passkeys (
    id              TEXT   NOT NULL PRIMARY KEY,
    person_id       TEXT   NOT NULL REFERENCES people (id),
    name            TEXT   NOT NULL,        -- what its owner calls it
    credential_hash TEXT   NOT NULL,        -- keyed hash of what the browser calls it
    key_sealed      TEXT   NOT NULL,        -- the public key, sealed for its owner: whoever writes into the database makes no key
    counter         BIGINT NOT NULL,        -- how often it was used, as it says itself; 0 for those that do not count
    added_at        BIGINT NOT NULL,
    used_at         BIGINT
);
CREATE UNIQUE INDEX passkeys_credential ON passkeys (credential_hash);
CREATE INDEX passkeys_by_person ON passkeys (person_id);

CREATE TABLE passkey_questions (             -- put to a browser, each answered once
    holder_hash TEXT   NOT NULL PRIMARY KEY, -- keyed hash of the session, the half sign-in or the cookie that may answer
    person_id   TEXT   REFERENCES people (id), -- none: whoever has a passkey
    sealed      TEXT   NOT NULL,
    expires_at  BIGINT NOT NULL
);
CREATE INDEX passkey_questions_by_person ON passkey_questions (person_id);
