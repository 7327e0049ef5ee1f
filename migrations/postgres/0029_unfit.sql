-- Why a compartment goes out of service as soon as nobody counts on it any more: the thing inside is moved because something is wrong with it.

ALTER TABLE compartments ADD COLUMN out_after TEXT; -- gone when that has happened, or a human says that nothing is wrong
