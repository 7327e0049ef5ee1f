-- The lost-property bureau: one organisation of the house runs it, in regional offices.

-- 1 for the organisation whose owners, finders and dealers have no organisation of their own.
ALTER TABLE organisations ADD COLUMN bureau BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX organisations_bureau ON organisations (bureau) WHERE bureau = 1;

ALTER TABLE offices ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE offices ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE offices ADD COLUMN phone TEXT NOT NULL DEFAULT '';                -- E.164
ALTER TABLE offices ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';         -- IANA name
ALTER TABLE offices ADD COLUMN opening_hours TEXT NOT NULL DEFAULT '';
ALTER TABLE offices ADD COLUMN latitude_micro BIGINT NOT NULL DEFAULT 0;      -- millionths of a degree
ALTER TABLE offices ADD COLUMN longitude_micro BIGINT NOT NULL DEFAULT 0;
CREATE INDEX offices_by_organisation ON offices (organisation_id, name);

-- Which office answers for a postcode: the longest prefix that matches, within one country.
CREATE TABLE office_areas (
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    country         TEXT NOT NULL,            -- ISO 3166, two letters
    prefix          TEXT NOT NULL,
    office_id       TEXT NOT NULL REFERENCES offices (id),
    PRIMARY KEY (organisation_id, country, prefix)
);
CREATE INDEX office_areas_by_office ON office_areas (office_id);
