-- Recipients are found by `delivery_names` since 0023. Their name in lower case beside it was written and read by nobody.

ALTER TABLE consignments DROP COLUMN recipient_search;
