-- Owners: people of the bureau who have tagged things, and what lets them sign up, be reached and be forgotten.

-- An owner is a row of `people` in the bureau's organisation with the role `owner`. Whoever was entered by telephone and
-- has no e-mail address has email = '' and email_folded = 'none:' and their id; a state of 'erased' means that nothing
-- personal is left in the row.
ALTER TABLE people ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC'; -- IANA name
ALTER TABLE people ADD COLUMN quiet_from BIGINT;                     -- minutes after midnight; none: no quiet hours
ALTER TABLE people ADD COLUMN quiet_until BIGINT;                    -- may lie before quiet_from: past midnight

-- The address that a link of the purpose 'email' confirms.
ALTER TABLE one_time_links ADD COLUMN email_sealed TEXT;

-- Telephones, each sealed; found by the keyed hash of the whole number or of its last eight digits.
CREATE TABLE person_phones (
    id           TEXT   NOT NULL PRIMARY KEY,
    person_id    TEXT   NOT NULL REFERENCES people (id),
    position     BIGINT NOT NULL,             -- text messages go to the first
    phone_sealed TEXT   NOT NULL,
    phone_hash   TEXT   NOT NULL,
    tail_hash    TEXT   NOT NULL
);
CREATE UNIQUE INDEX person_phones_once ON person_phones (person_id, phone_hash);
CREATE INDEX person_phones_whole ON person_phones (phone_hash);
CREATE INDEX person_phones_tail ON person_phones (tail_hash);

-- Who else may be called. Name, telephone and address in one sealed text: nobody searches them.
CREATE TABLE trusted_contacts (
    id          TEXT   NOT NULL PRIMARY KEY,
    person_id   TEXT   NOT NULL REFERENCES people (id),
    position    BIGINT NOT NULL,
    body_sealed TEXT   NOT NULL
);
CREATE INDEX trusted_contacts_by_person ON trusted_contacts (person_id, position);

-- The names of owners for the search of the desk: each name folded and begun at each of its words
-- ("ionescu maria", "maria ionescu"), so that a prefix in either order is one range of an index.
CREATE TABLE person_names (
    person_id TEXT NOT NULL REFERENCES people (id),
    turned    TEXT NOT NULL,
    PRIMARY KEY (person_id, turned)
);
CREATE INDEX person_names_turned ON person_names (turned, person_id);

-- A sign-up that waits for its mail to be answered. Nothing else is kept of somebody who never answers.
CREATE TABLE sign_ups (
    id           TEXT   NOT NULL PRIMARY KEY,
    secret_hash  TEXT   NOT NULL,
    email_sealed TEXT   NOT NULL,
    email_hash   TEXT   NOT NULL,
    locale       TEXT   NOT NULL,
    return_to    TEXT,                        -- a path of ours, where they were going
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_at      BIGINT                       -- also set when a newer link replaces it
);
CREATE UNIQUE INDEX sign_ups_secret ON sign_ups (secret_hash);
CREATE INDEX sign_ups_email ON sign_ups (email_hash);

-- How often somebody had mail sent to an address, or from one: nobody floods another's inbox through us.
CREATE TABLE mail_asks (
    who_hash TEXT   NOT NULL,
    at       BIGINT NOT NULL
);
CREATE INDEX mail_asks_who ON mail_asks (who_hash, at);
