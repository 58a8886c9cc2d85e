-- All that a restarted core needs to go on with a call in the very flows it began in, and what the flow page counts.
ALTER TABLE call
    ADD COLUMN flow_release   int CHECK (flow_release > 0),
    ADD COLUMN flow_now       text,
    ADD COLUMN wrapped_key    bytea,
    ADD COLUMN sealed_state   bytea,
    ADD COLUMN sealed_outcome bytea,
    ADD COLUMN emergency_at   timestamptz,
    ADD CHECK (wrapped_key IS NOT NULL OR (sealed_state IS NULL AND sealed_outcome IS NULL)),
    ADD CHECK (sealed_state IS NULL OR ended_at IS NULL);
COMMENT ON COLUMN call.flow IS 'The flow the call began with.';
COMMENT ON COLUMN call.flow_release IS 'The release that was in force when the call began: it stays in it.';
COMMENT ON COLUMN call.flow_now IS 'The flow that step belongs to.';
COMMENT ON COLUMN call.wrapped_key IS 'The call''s own data key, wrapped by a bucket key of class CALL.';
COMMENT ON COLUMN call.sealed_state IS 'Where in the flow the call is, with variables, which may hold keyed digits; removed when the call ends.';
COMMENT ON COLUMN call.sealed_outcome IS 'What the outcome variables of the flow were set to.';
COMMENT ON COLUMN call.emergency_at IS 'When the flow handed the call over as an emergency.';

CREATE TABLE call_flow (
    call_id    uuid        NOT NULL,
    sha256     bytea       NOT NULL CHECK (length(sha256) = 32),
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (call_id, sha256)
);
COMMENT ON TABLE call_flow IS 'Every flow a caller heard, sub-flows too, by the hash of its file.';

CREATE TABLE step_count (
    counted_on date   NOT NULL,
    flow       text   NOT NULL,
    step       text   NOT NULL,
    entered    bigint NOT NULL CHECK (entered > 0),
    PRIMARY KEY (counted_on, flow, step)
);
COMMENT ON TABLE step_count IS 'How many calls entered a step on a day of the site''s time zone.';
