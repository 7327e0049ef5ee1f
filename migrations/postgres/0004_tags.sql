-- Tags: products and offers, dealers, pools of keys, the keys themselves, what they are attached to, and their cover.

CREATE TABLE products (
    id                 TEXT   NOT NULL PRIMARY KEY,
    organisation_id    TEXT   NOT NULL REFERENCES organisations (id),
    slug               TEXT   NOT NULL,       -- its place in addresses
    kind               TEXT   NOT NULL,       -- keyring, sticker, card
    name               TEXT   NOT NULL,       -- four languages, JSON
    body               TEXT   NOT NULL,       -- four languages, JSON
    currency           TEXT   NOT NULL,       -- of all its prices, which include tax
    price_minor        BIGINT NOT NULL,       -- one, in our own shop
    dealer_price_minor BIGINT,                -- one key; none: a manager prices each order
    cover_price_minor  BIGINT NOT NULL,       -- one period of cover
    cover_days         BIGINT NOT NULL,       -- how long a period is
    included_days      BIGINT NOT NULL,       -- cover that comes with the tag, from its activation on
    vat_permille       BIGINT NOT NULL,
    sold_here          BIGINT NOT NULL,
    listed             BIGINT NOT NULL,
    picture_media      TEXT,
    picture            TEXT,                  -- base64
    created_at         BIGINT NOT NULL,
    version            BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX products_slug ON products (organisation_id, slug);

CREATE TABLE offers (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    product_id      TEXT   REFERENCES products (id), -- none: all of them
    title           TEXT   NOT NULL,          -- four languages, JSON
    body            TEXT   NOT NULL,          -- four languages, JSON
    discount        TEXT   NOT NULL,          -- JSON
    promo_code      TEXT,                     -- folded; none: it counts by itself
    from_at         BIGINT NOT NULL,
    until_at        BIGINT NOT NULL,
    most            BIGINT,                   -- how often it may be used
    used            BIGINT NOT NULL DEFAULT 0,
    public          BIGINT NOT NULL,
    created_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX offers_promo_code ON offers (organisation_id, promo_code) WHERE promo_code IS NOT NULL;

CREATE TABLE dealers (
    id                  TEXT   NOT NULL PRIMARY KEY,
    organisation_id     TEXT   NOT NULL REFERENCES organisations (id), -- the bureau
    office_id           TEXT   REFERENCES offices (id), -- the region that they count for
    name                TEXT   NOT NULL,
    contract            TEXT,
    contract_until      BIGINT,
    address             TEXT   NOT NULL,
    city                TEXT   NOT NULL,
    website             TEXT,
    email               TEXT   NOT NULL,      -- of the firm, for orders
    phone               TEXT,
    locale              TEXT   NOT NULL,
    commission_permille BIGINT NOT NULL,
    credit_currency     TEXT,
    credit_minor        BIGINT,               -- how much may stand on the invoice; none: nothing
    most_keys           BIGINT NOT NULL,      -- of one order
    listed              BIGINT NOT NULL,
    active              BIGINT NOT NULL,
    label_line          TEXT   NOT NULL DEFAULT '',
    label_phone         TEXT   NOT NULL DEFAULT '',
    logo                TEXT,                 -- a PNG as base64
    created_at          BIGINT NOT NULL,
    version             BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX dealers_by_name ON dealers (organisation_id, name);

CREATE TABLE dealer_prices (
    dealer_id   TEXT   NOT NULL REFERENCES dealers (id),
    product_id  TEXT   NOT NULL REFERENCES products (id),
    currency    TEXT   NOT NULL,
    price_minor BIGINT NOT NULL,
    PRIMARY KEY (dealer_id, product_id)
);

-- Who signs in for which dealer: for one only.
CREATE TABLE dealer_people (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES people (id),
    dealer_id TEXT NOT NULL REFERENCES dealers (id)
);
CREATE INDEX dealer_people_by_dealer ON dealer_people (dealer_id);

CREATE TABLE dealer_applications (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    body_sealed     TEXT,                     -- who, how to reach them, what they said; emptied when they are erased
    email_hash      TEXT   NOT NULL,          -- for finding what is kept of an address
    from_hash       TEXT   NOT NULL,          -- of the network address, for the limit
    locale          TEXT   NOT NULL,
    state           TEXT   NOT NULL,          -- new, accepted, refused
    dealer_id       TEXT   REFERENCES dealers (id),
    decided_by      TEXT   REFERENCES people (id),
    decided_at      BIGINT,
    created_at      BIGINT NOT NULL
);
CREATE INDEX dealer_applications_by_state ON dealer_applications (organisation_id, state, id);
CREATE INDEX dealer_applications_email ON dealer_applications (email_hash);
CREATE INDEX dealer_applications_from ON dealer_applications (from_hash, created_at);

CREATE TABLE key_pools (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    dealer_id       TEXT   REFERENCES dealers (id), -- none: our own shop
    product_id      TEXT   NOT NULL REFERENCES products (id),
    number          BIGINT NOT NULL,          -- for people: P-1042
    quantity        BIGINT NOT NULL,
    made            BIGINT NOT NULL DEFAULT 0, -- keys that are there already
    state           TEXT   NOT NULL,          -- one word, for filters
    state_body      TEXT   NOT NULL,          -- the state machine's own form, JSON
    currency        TEXT,
    unit_minor      BIGINT,                   -- one key, with tax, once priced
    intent_id       TEXT,                     -- of its payment, once asked for
    note            TEXT,
    ordered_by      TEXT   NOT NULL REFERENCES people (id),
    once_key        TEXT   NOT NULL,          -- person and form: a second click finds the first
    lease_until     BIGINT NOT NULL DEFAULT 0, -- a node is making its keys
    created_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX key_pools_number ON key_pools (organisation_id, number);
CREATE UNIQUE INDEX key_pools_once ON key_pools (once_key);
CREATE INDEX key_pools_by_dealer ON key_pools (dealer_id, id);
CREATE INDEX key_pools_to_make ON key_pools (id) WHERE state IN ('approved', 'generating');

CREATE TABLE key_pool_events (
    pool_id   TEXT   NOT NULL REFERENCES key_pools (id),
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    state     TEXT   NOT NULL,                -- what it became
    person_id TEXT   REFERENCES people (id),
    PRIMARY KEY (pool_id, seq)
);

CREATE TABLE tag_keys (
    id             TEXT   NOT NULL PRIMARY KEY,
    number         TEXT   NOT NULL,           -- eight signs, as printed, without the dash
    pool_id        TEXT   NOT NULL REFERENCES key_pools (id),
    state          TEXT   NOT NULL,           -- printed, sold, active, lapsed: where it stands
    blocked_at     BIGINT,                    -- out of use since; it still stands where it stood
    sold_at        BIGINT,
    owner_id       TEXT   REFERENCES people (id),
    owned_since    BIGINT,
    cover_until    BIGINT,
    lapsed_at      BIGINT,
    lost_at        BIGINT,
    next_look_at   BIGINT,                    -- when the owner must next hear of the cover; none: never
    told           BIGINT,                    -- the last reminder: so many days before the end
    auto_renew     BIGINT NOT NULL DEFAULT 0,
    version        BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX tag_keys_number ON tag_keys (number);
CREATE INDEX tag_keys_by_pool ON tag_keys (pool_id, number);
CREATE INDEX tag_keys_by_owner ON tag_keys (owner_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX tag_keys_to_look_at ON tag_keys (next_look_at) WHERE next_look_at IS NOT NULL;

-- What a key is attached to. All of it is the owner's and goes with them.
CREATE TABLE tag_things (
    key_id             TEXT   NOT NULL PRIMARY KEY REFERENCES tag_keys (id),
    kind               TEXT   NOT NULL,
    name               TEXT   NOT NULL,
    description_sealed TEXT,
    reward_currency    TEXT,
    reward_minor       BIGINT
);

CREATE TABLE tag_key_events (
    key_id    TEXT   NOT NULL REFERENCES tag_keys (id),
    seq       BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    fact      TEXT   NOT NULL,                -- JSON, nothing personal in it
    owner_id  TEXT   REFERENCES people (id),  -- whose key it was then: nobody sees what was before them
    person_id TEXT   REFERENCES people (id),  -- who of us did it; none: the owner or the house
    PRIMARY KEY (key_id, seq)
);

-- Paying for cover: of a key that is there, or of a tag that is bought from our shop.
CREATE TABLE tag_purchases (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    product_id      TEXT   NOT NULL REFERENCES products (id),
    key_id          TEXT   NOT NULL REFERENCES tag_keys (id),
    buyer_id        TEXT   NOT NULL REFERENCES people (id),
    what            TEXT   NOT NULL,          -- cover, tag
    days            BIGINT NOT NULL,
    currency        TEXT   NOT NULL,
    amount_minor    BIGINT NOT NULL,
    offer_id        TEXT   REFERENCES offers (id),
    intent_id       TEXT,                     -- of the payment; none when nothing was left to pay
    state           TEXT   NOT NULL,          -- open, paid, refunded, void
    ship_to_sealed  TEXT,                     -- where a bought tag goes; emptied when it was sent long ago
    created_at      BIGINT NOT NULL,
    paid_at         BIGINT,
    sent_at         BIGINT
);
CREATE INDEX tag_purchases_by_key ON tag_purchases (key_id, id);
CREATE INDEX tag_purchases_by_buyer ON tag_purchases (buyer_id, id);
-- One payment at a time for a key.
CREATE UNIQUE INDEX tag_purchases_open ON tag_purchases (key_id) WHERE state = 'open';
CREATE INDEX tag_purchases_to_send ON tag_purchases (organisation_id, id) WHERE what = 'tag' AND state = 'paid' AND sent_at IS NULL;

CREATE TABLE tag_transfers (
    id           TEXT   NOT NULL PRIMARY KEY,
    key_id       TEXT   NOT NULL REFERENCES tag_keys (id),
    from_id      TEXT   NOT NULL REFERENCES people (id),
    email_sealed TEXT,                        -- emptied when it ended
    secret_hash  TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    ended_at     BIGINT
);
CREATE UNIQUE INDEX tag_transfers_secret ON tag_transfers (secret_hash);
CREATE UNIQUE INDEX tag_transfers_open ON tag_transfers (key_id) WHERE ended_at IS NULL;
CREATE INDEX tag_transfers_by_giver ON tag_transfers (from_id);

-- Figures, counted in the transaction of what they count. An empty dealer is our own shop.
CREATE TABLE tag_sales (
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    month           TEXT   NOT NULL,          -- 2026-03, in UTC
    dealer_id       TEXT   NOT NULL,
    product_id      TEXT   NOT NULL REFERENCES products (id),
    what            TEXT   NOT NULL,          -- issued, sold, activated, cover, pool, commission
    currency        TEXT   NOT NULL,          -- empty where no money is counted
    n               BIGINT NOT NULL,
    amount_minor    BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, month, dealer_id, product_id, what, currency)
);

-- Wrong keys per asker, for the slow-down: somebody who tries numbers finds out slowly.
CREATE TABLE tag_misses (
    who_hash TEXT   NOT NULL PRIMARY KEY,
    n        BIGINT NOT NULL,
    since    BIGINT NOT NULL
);
