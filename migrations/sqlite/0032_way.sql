-- How one gets to a bank: directions and photos of the place, in up to four languages. A place is described here, and nobody:
-- nothing personal.

CREATE TABLE bank_ways (
    bank_id        TEXT   NOT NULL PRIMARY KEY REFERENCES banks (id),
    version        BIGINT NOT NULL,           -- whoever counts it up first changes first
    first_language TEXT,                      -- for readers in whose own language nothing is written
    words_en       TEXT,
    words_ro       TEXT,
    words_ru       TEXT,
    words_zh       TEXT
);

-- The pictures lie in photos, by these ids, as 'place'.
CREATE TABLE bank_photos (
    id         TEXT   NOT NULL PRIMARY KEY,
    bank_id    TEXT   NOT NULL REFERENCES banks (id),
    place_no   BIGINT NOT NULL,               -- the lowest is shown first
    caption_en TEXT,
    caption_ro TEXT,
    caption_ru TEXT,
    caption_zh TEXT
);
CREATE INDEX bank_photos_by_bank ON bank_photos (bank_id, place_no);
