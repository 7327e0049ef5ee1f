-- Colleagues who are signed in at a kiosk for some minutes. The kiosk itself holds nothing of it but its own pairing.

CREATE TABLE kiosk_grants (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    bank_id         TEXT   NOT NULL REFERENCES banks (id),
    kiosk_id        TEXT   NOT NULL,          -- a screen that may be paired no more
    person_id       TEXT   NOT NULL REFERENCES people (id),
    session_id      TEXT   NOT NULL,          -- on the phone: when it ends, this does; it may be gone
    half_minute     BIGINT NOT NULL,          -- in which the QR was shown: each signs in once
    began_at        BIGINT NOT NULL,
    ends_at         BIGINT NOT NULL,          -- at the latest
    seen_at         BIGINT NOT NULL,          -- when the kiosk last asked for it
    ended_at        BIGINT,
    ending          TEXT                      -- kiosk, phone, elsewhere, left, time, session
);
-- One at a time at a kiosk, and one at a time for a person.
CREATE UNIQUE INDEX kiosk_grants_live ON kiosk_grants (kiosk_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX kiosk_grants_of_person ON kiosk_grants (person_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX kiosk_grants_once ON kiosk_grants (kiosk_id, half_minute);
CREATE INDEX kiosk_grants_by_person ON kiosk_grants (person_id, began_at);
