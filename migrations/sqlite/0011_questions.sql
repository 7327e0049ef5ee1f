-- Questions and answers of the public site, in the bureau's own words.

CREATE TABLE questions (
    id              TEXT   NOT NULL PRIMARY KEY,
    organisation_id TEXT   NOT NULL REFERENCES organisations (id), -- the bureau
    part            TEXT   NOT NULL,          -- under which heading: finders, owners, money
    stands_for      TEXT,                     -- the ready-made one in whose place it stands; none: one of their own
    place           BIGINT NOT NULL,          -- the smaller, the higher
    question        TEXT   NOT NULL,          -- four languages, JSON
    answer          TEXT   NOT NULL,          -- four languages, JSON
    shown           BIGINT NOT NULL,
    created_at      BIGINT NOT NULL
);
-- Nothing stands for a ready-made one twice.
CREATE UNIQUE INDEX questions_stands_for ON questions (organisation_id, stands_for) WHERE stands_for IS NOT NULL;
CREATE INDEX questions_by_organisation ON questions (organisation_id, id);
