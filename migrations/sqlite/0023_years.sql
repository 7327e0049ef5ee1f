-- What a house asks often must not take longer after years: each question below is one range of an index.

-- The names of recipients for the search of a list of deliveries: each name folded and begun at each of its words
-- ("popescu ion", "ion popescu"), so that a prefix in either order is one range.
CREATE TABLE delivery_names (
    consignment_id  TEXT NOT NULL REFERENCES deliveries (consignment_id),
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    turned          TEXT NOT NULL,
    PRIMARY KEY (consignment_id, turned)
);
CREATE INDEX delivery_names_turned ON delivery_names (organisation_id, turned, consignment_id);

-- Whether that was done. Those from before this version are named too, as soon as the job finds them.
ALTER TABLE deliveries ADD COLUMN named BIGINT NOT NULL DEFAULT 0;
CREATE INDEX deliveries_unnamed ON deliveries (consignment_id) WHERE named = 0;

-- Messages that ended: which may be deleted, and how many failed lately.
CREATE INDEX notices_ended ON notices (ended_at) WHERE ended_at IS NOT NULL;
