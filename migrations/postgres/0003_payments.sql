-- Payments: what people owe, what providers say came in, what went back, and the receipts. No card data, ever.

-- payments -----------------------------------------------------------------------------------------------------------

CREATE TABLE payment_intents (
    id                 TEXT   NOT NULL PRIMARY KEY,
    organisation_id    TEXT   NOT NULL REFERENCES organisations (id), -- who is paid
    payer_id           TEXT   REFERENCES people (id),
    payer_email_sealed TEXT,                  -- where the receipt goes
    payer_locale       TEXT   NOT NULL,
    purpose            TEXT   NOT NULL,
    subject            TEXT   NOT NULL,       -- what the listener of the purpose knows it by
    what               TEXT   NOT NULL,       -- one line for the receipt
    amount             BIGINT NOT NULL,       -- gross, in minor units
    currency           TEXT   NOT NULL,       -- ISO 4217
    vat_permille       BIGINT NOT NULL,
    return_to          TEXT   NOT NULL,       -- a local path without its language
    link_hash          TEXT   NOT NULL,       -- keyed hash of the secret in the pay link
    phase              TEXT   NOT NULL,       -- one word, for filters
    books              TEXT   NOT NULL,       -- the state machine's own form, JSON
    version            BIGINT NOT NULL DEFAULT 1,
    created_at         BIGINT NOT NULL,
    expires_at         BIGINT NOT NULL,
    paid_at            BIGINT
);
CREATE UNIQUE INDEX payment_intents_link ON payment_intents (link_hash);
CREATE INDEX payment_intents_newest ON payment_intents (organisation_id, id);
CREATE INDEX payment_intents_by_payer ON payment_intents (payer_id, id);
CREATE INDEX payment_intents_by_subject ON payment_intents (subject);
CREATE INDEX payment_intents_due ON payment_intents (expires_at) WHERE phase = 'waiting';

CREATE TABLE payment_checkouts (              -- one visit to a provider's page
    id           TEXT   NOT NULL PRIMARY KEY,
    intent_id    TEXT   NOT NULL REFERENCES payment_intents (id),
    provider     TEXT   NOT NULL,
    reference    TEXT,                        -- the provider's own number; none until it answered
    url_sealed   TEXT,                        -- where the payer is sent; whoever has it may pay
    state        TEXT   NOT NULL,             -- opening, open, processing, paid, declined, expired
    payment_ref  TEXT,                        -- what is refunded at the provider
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    look_at      BIGINT NOT NULL,             -- when the provider is asked again by itself
    ended_at     BIGINT
);
-- A payer with two tabs gets the same page of the provider, and cannot pay twice there.
CREATE UNIQUE INDEX payment_checkouts_one_open ON payment_checkouts (intent_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX payment_checkouts_reference ON payment_checkouts (provider, reference) WHERE reference IS NOT NULL;
CREATE INDEX payment_checkouts_by_intent ON payment_checkouts (intent_id, id);
CREATE INDEX payment_checkouts_look ON payment_checkouts (look_at) WHERE ended_at IS NULL;
CREATE INDEX payment_checkouts_by_day ON payment_checkouts (created_at);

CREATE TABLE payment_events (
    intent_id TEXT   NOT NULL REFERENCES payment_intents (id),
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    body      TEXT   NOT NULL,                -- the happening, JSON
    person_id TEXT   REFERENCES people (id),
    PRIMARY KEY (intent_id, seq)
);

CREATE TABLE provider_words (                 -- what providers told by themselves, kept before it is acted upon
    provider    TEXT   NOT NULL,
    event_id    TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    reference   TEXT,                         -- which checkout it is about; none: nothing of ours
    received_at BIGINT NOT NULL,
    attempts    BIGINT NOT NULL DEFAULT 0,
    next_at     BIGINT NOT NULL,
    done_at     BIGINT,
    PRIMARY KEY (provider, event_id)          -- each once
);
CREATE INDEX provider_words_due ON provider_words (next_at) WHERE done_at IS NULL;

CREATE TABLE payment_refunds (
    id          TEXT   NOT NULL PRIMARY KEY,
    intent_id   TEXT   NOT NULL REFERENCES payment_intents (id),
    checkout_id TEXT   NOT NULL REFERENCES payment_checkouts (id),
    amount      BIGINT NOT NULL,
    currency    TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    asked_by    TEXT   NOT NULL REFERENCES people (id),
    asked_at    BIGINT NOT NULL,
    state       TEXT   NOT NULL,              -- queued, done, failed
    attempts    BIGINT NOT NULL DEFAULT 0,
    next_at     BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE INDEX payment_refunds_by_intent ON payment_refunds (intent_id, id);
CREATE INDEX payment_refunds_due ON payment_refunds (next_at) WHERE state = 'queued';

CREATE TABLE receipt_counters (               -- counted up in the transaction that writes the receipt: no gaps
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    year            BIGINT NOT NULL,
    last            BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, year)
);

CREATE TABLE receipts (                       -- the statutory ledger: never changed, never deleted
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    year            BIGINT NOT NULL,
    number          BIGINT NOT NULL,
    kind            TEXT   NOT NULL,          -- receipt, credit
    intent_id       TEXT   NOT NULL REFERENCES payment_intents (id),
    checkout_id     TEXT   NOT NULL REFERENCES payment_checkouts (id),
    credits_id      TEXT   REFERENCES receipts (id),
    issued_at       BIGINT NOT NULL,
    seller          TEXT   NOT NULL,          -- as it was when it was written
    what            TEXT   NOT NULL,
    gross           BIGINT NOT NULL,
    currency        TEXT   NOT NULL,
    vat_permille    BIGINT NOT NULL
);
CREATE UNIQUE INDEX receipts_number ON receipts (organisation_id, year, number);
CREATE INDEX receipts_by_intent ON receipts (intent_id, number);

CREATE TABLE payment_incidents (              -- what a human must look at
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    intent_id       TEXT   REFERENCES payment_intents (id),
    kind            TEXT   NOT NULL,
    amount          BIGINT,
    currency        TEXT,
    at              BIGINT NOT NULL,
    settled_at      BIGINT,
    settled_by      TEXT   REFERENCES people (id),
    note            TEXT
);
CREATE INDEX payment_incidents_open ON payment_incidents (organisation_id, at) WHERE settled_at IS NULL;
CREATE INDEX payment_incidents_by_intent ON payment_incidents (intent_id);

-- test pay: the books of the provider that only plays ---------------------------------------------------------------

CREATE TABLE test_pay_sessions (
    reference   TEXT   NOT NULL PRIMARY KEY,
    checkout_id TEXT   NOT NULL,              -- our id of it, opaque to the provider
    what        TEXT   NOT NULL,
    amount      BIGINT NOT NULL,              -- asked
    currency    TEXT   NOT NULL,
    paid        BIGINT NOT NULL DEFAULT 0,
    refunded    BIGINT NOT NULL DEFAULT 0,
    state       TEXT   NOT NULL,              -- open, paid, declined, expired
    settles_at  BIGINT,                       -- paid, but the provider says so only from then on
    back        TEXT   NOT NULL,              -- a local path
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);
CREATE INDEX test_pay_sessions_by_checkout ON test_pay_sessions (checkout_id);
CREATE INDEX test_pay_sessions_by_day ON test_pay_sessions (created_at);

CREATE TABLE test_pay_refunds (
    refund_id TEXT   NOT NULL PRIMARY KEY,    -- the idempotency key: each once
    reference TEXT   NOT NULL REFERENCES test_pay_sessions (reference),
    amount    BIGINT NOT NULL
);

CREATE TABLE test_pay_words (                 -- what it will tell us
    event_id  TEXT   NOT NULL PRIMARY KEY,
    reference TEXT   NOT NULL REFERENCES test_pay_sessions (reference),
    kind      TEXT   NOT NULL,
    due_at    BIGINT NOT NULL,
    sent_at   BIGINT
);
CREATE INDEX test_pay_words_due ON test_pay_words (due_at) WHERE sent_at IS NULL;
