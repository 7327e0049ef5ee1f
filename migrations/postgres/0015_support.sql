-- Help from afar: somebody has a problem at a locker or with what waits for them, and support answers.

CREATE TABLE support_requests (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    bank_id         TEXT   NOT NULL REFERENCES banks (id),
    consignment_id  TEXT   REFERENCES consignments (id), -- none where nobody could tell
    number          BIGINT NOT NULL,          -- what people say on the telephone; counted up per organisation
    problem         TEXT   NOT NULL,
    origin          TEXT   NOT NULL,          -- pickup, kiosk, staff
    stage           TEXT   NOT NULL,          -- the word of the state
    state_body      TEXT   NOT NULL,          -- the state as JSON
    holder_id       TEXT   REFERENCES people (id), -- which colleague has it
    opened_at       BIGINT NOT NULL,
    promised_at     BIGINT NOT NULL,          -- until when the last word is answered
    answered_at     BIGINT,                   -- since when the last word is
    unanswered      BIGINT NOT NULL DEFAULT 0, -- words since then
    closed_at       BIGINT,
    forgotten_at    BIGINT,                   -- when its words were
    version         BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX support_requests_number ON support_requests (organisation_id, number);
-- One conversation about one thing at a time.
CREATE UNIQUE INDEX support_requests_open ON support_requests (consignment_id)
    WHERE consignment_id IS NOT NULL AND closed_at IS NULL;
CREATE INDEX support_requests_by_thing ON support_requests (consignment_id, opened_at);
CREATE INDEX support_requests_queue ON support_requests (organisation_id, stage, promised_at);
CREATE INDEX support_requests_at_bank ON support_requests (bank_id, origin, opened_at);

CREATE TABLE support_events (
    id         TEXT   NOT NULL PRIMARY KEY,
    request_id TEXT   NOT NULL REFERENCES support_requests (id),
    at         BIGINT NOT NULL,
    person_id  TEXT   REFERENCES people (id), -- which colleague; none: whoever asked
    body       TEXT   NOT NULL
);
CREATE INDEX support_events_by_request ON support_events (request_id, id);
