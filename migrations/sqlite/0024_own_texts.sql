-- What an organisation adds to the messages about its documents in words of its own; nothing personal.

CREATE TABLE own_texts (
    organisation_id TEXT   NOT NULL REFERENCES organisations (id),
    kind            TEXT   NOT NULL,          -- a template's name, or 'signature'
    locale          TEXT   NOT NULL,
    paragraph       TEXT,                     -- for the mail
    ending          TEXT,                     -- for the text message
    changed_at      BIGINT NOT NULL,          -- who it was stands in the audit
    PRIMARY KEY (organisation_id, kind, locale)
);
