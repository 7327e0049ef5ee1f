-- Figures of lockers are counted when somebody asks, over months of a year, and must not read things one by one for that.

-- What ended in some months, with everything that is counted of it: the index alone answers.
CREATE INDEX consignments_ended ON consignments (organisation_id, ended_at, bank_id, state, stored_at, deadline)
    WHERE ended_at IS NOT NULL;
-- One event of thousands: what broke.
CREATE INDEX bank_events_broken ON bank_events (bank_id, received_at)
    WHERE kind IN ('fault', 'door_forced', 'tamper');
