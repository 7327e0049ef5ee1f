-- How a bank's doors are arranged can be changed after they were set up.

ALTER TABLE banks ADD COLUMN layout_version BIGINT NOT NULL DEFAULT 1; -- what was drawn over an older one is not saved
ALTER TABLE banks ADD COLUMN cabinet_mm BIGINT NOT NULL DEFAULT 2000;  -- where the topmost door ends above the floor
ALTER TABLE banks ADD COLUMN foot_mm BIGINT NOT NULL DEFAULT 0;        -- where the lowest begins

-- A compartment that somebody ever counted on, or that was opened, stays with its number.
ALTER TABLE compartments ADD COLUMN used BIGINT NOT NULL DEFAULT 0;
UPDATE compartments SET used = 1
 WHERE claimed_by IS NOT NULL
    OR id IN (SELECT compartment_id FROM consignments)
    OR id IN (SELECT compartment_id FROM commands WHERE compartment_id IS NOT NULL AND action = 'unlock');

-- What fills a place without a door.
CREATE TABLE bank_panels (
    bank_id     TEXT   NOT NULL REFERENCES banks (id),
    column_no   BIGINT NOT NULL,
    row_no      BIGINT NOT NULL,
    height_rows BIGINT NOT NULL,
    kind        TEXT   NOT NULL,              -- blank, screen
    PRIMARY KEY (bank_id, column_no, row_no)
);
