-- What recipients say about a hand-over that is over: stars, and words if they like. One rating for each thing.

CREATE TABLE ratings (
    consignment_id  TEXT   NOT NULL PRIMARY KEY REFERENCES consignments (id),
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    bank_id         TEXT   NOT NULL REFERENCES banks (id),
    month           BIGINT NOT NULL,          -- in which it was rated, by the bank's calendar: 202603
    rated_at        BIGINT NOT NULL,          -- the first time: it may be changed for a day from then on
    overall         BIGINT NOT NULL,          -- stars, 1 to 5
    compartment     BIGINT,                   -- the state of it; none: not said
    ease            BIGINT,
    comment_sealed  TEXT                      -- may name people; none: nothing said, or forgotten
);
CREATE INDEX ratings_by_month ON ratings (organisation_id, month, rated_at);
CREATE INDEX ratings_with_words ON ratings (rated_at) WHERE comment_sealed IS NOT NULL;
