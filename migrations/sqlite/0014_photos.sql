-- Photos: of what a key is attached to, of what was found, of a thing that a courier fetched or brought, of things of the
-- register. One of each; without what the camera wrote beside the picture.

CREATE TABLE photos (
    subject     TEXT   NOT NULL,              -- what it is of: thing, report, pick_up, delivery, registered
    subject_id  TEXT   NOT NULL,              -- the key, the case, the ticket, the thing
    media       TEXT   NOT NULL,
    body_sealed TEXT,
    body_plain  TEXT,                         -- base64, of the register's that were kept before photos were sealed
    kept_at     BIGINT NOT NULL,
    PRIMARY KEY (subject, subject_id)
);

INSERT INTO photos (subject, subject_id, media, body_plain, kept_at)
SELECT 'registered', p.thing_id, p.media, p.body, t.entered_at
FROM register_photos p JOIN register_things t ON t.id = p.thing_id;
DROP TABLE register_photos;
