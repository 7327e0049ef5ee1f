-- Tickets: jobs of the bureau's couriers.

CREATE TABLE tickets (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    office_id       TEXT   REFERENCES offices (id), -- whose couriers; none: nobody's area
    number          BIGINT NOT NULL,          -- what colleagues call it; counted up per organisation
    case_id         TEXT   REFERENCES found_cases (id), -- the case that it serves, if it serves one
    what            TEXT   NOT NULL,
    from_sealed     TEXT,                     -- who and where; none once it was forgotten
    to_sealed       TEXT,
    pick_from       BIGINT NOT NULL,
    pick_until      BIGINT NOT NULL,
    drop_from       BIGINT NOT NULL,
    drop_until      BIGINT NOT NULL,          -- what was promised
    reward_minor    BIGINT,
    reward_currency TEXT,
    stage           TEXT   NOT NULL,          -- the word of the state
    state_body      TEXT   NOT NULL,          -- the state as JSON
    courier_id      TEXT   REFERENCES people (id), -- whose job it is now
    pickup_round    BIGINT NOT NULL DEFAULT 0, -- counted up when the code is made anew
    pickup_tries    BIGINT NOT NULL DEFAULT 0, -- wrong ones of this round
    delivery_round  BIGINT NOT NULL DEFAULT 0,
    delivery_tries  BIGINT NOT NULL DEFAULT 0,
    made_by         TEXT   NOT NULL REFERENCES people (id),
    once_key        TEXT   NOT NULL,
    made_at         BIGINT NOT NULL,
    ended_at        BIGINT,
    version         BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX tickets_number ON tickets (organisation_id, number);
CREATE UNIQUE INDEX tickets_once ON tickets (once_key);
-- One courier at a time carries what a case is about.
CREATE UNIQUE INDEX tickets_case ON tickets (case_id) WHERE case_id IS NOT NULL AND ended_at IS NULL;
CREATE INDEX tickets_by_case ON tickets (case_id);
CREATE INDEX tickets_by_stage ON tickets (organisation_id, stage, office_id);
CREATE INDEX tickets_by_courier ON tickets (courier_id, stage);

CREATE TABLE ticket_events (
    id        TEXT   NOT NULL PRIMARY KEY,
    ticket_id TEXT   NOT NULL REFERENCES tickets (id),
    at        BIGINT NOT NULL,
    person_id TEXT   REFERENCES people (id),
    body      TEXT   NOT NULL
);
CREATE INDEX ticket_events_by_ticket ON ticket_events (ticket_id, id);
