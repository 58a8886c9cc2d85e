-- One record for every attempt to call a mask, answered or not, and the events that tell others of it.
CREATE TABLE masked_call (
    id            uuid PRIMARY KEY,
    channel_id    text        NOT NULL,
    mask          text        NOT NULL,
    mode          text        NOT NULL,
    binding_id    uuid,
    caller        text CHECK (caller ~ '^([tea][a-z2-7]{20,80}|agent:[a-z][a-z0-9-]{0,31})$'),
    called        text CHECK (called ~ '^([te][a-z2-7]{20,80}|agent:[a-z][a-z0-9-]{0,31})$'),
    display       text,
    call_in_at    timestamptz NOT NULL,
    call_out_at   timestamptz,
    alerting_at   timestamptz,
    answered_at   timestamptz,
    released_at   timestamptz,
    release_dir   int CHECK (release_dir BETWEEN 0 AND 2),
    release_cause int,
    result_code   int,
    user_data     text        NOT NULL,
    ends_by       timestamptz,
    CHECK ((released_at IS NULL) = (release_dir IS NULL)),
    CHECK ((released_at IS NULL) = (release_cause IS NULL)),
    CHECK ((released_at IS NULL) = (result_code IS NULL)),
    CHECK (called IS NULL OR display IS NOT NULL)
);
COMMENT ON TABLE masked_call IS 'The call detail record. Written when the call comes in, completed when it is released.';
COMMENT ON COLUMN masked_call.mask IS 'The number dialled, one of the pool.';
COMMENT ON COLUMN masked_call.binding_id IS 'Null: none was found. No foreign key: a record outlives its binding.';
COMMENT ON COLUMN masked_call.caller IS 'A caller token or agent:NAME; null: unknown.';
COMMENT ON COLUMN masked_call.called IS 'Whom it was put through to; null: to nobody.';
COMMENT ON COLUMN masked_call.display IS 'The mask the called party saw.';
COMMENT ON COLUMN masked_call.release_dir IS '0 platform, 1 caller, 2 callee.';
COMMENT ON COLUMN masked_call.release_cause IS 'Q.850.';
COMMENT ON COLUMN masked_call.result_code IS 'The operators'' result code; 0: put through and released in order.';
COMMENT ON COLUMN masked_call.ends_by IS 'When the longest talk of the binding is over; a restarted core keeps to it.';

CREATE INDEX masked_call_newest ON masked_call (call_in_at, id);
CREATE INDEX masked_call_caller ON masked_call (caller, call_in_at);
CREATE INDEX masked_call_called ON masked_call (called, call_in_at);
CREATE INDEX masked_call_mask ON masked_call (mask, call_in_at);
CREATE INDEX masked_call_live ON masked_call (call_in_at) WHERE released_at IS NULL;

CREATE TABLE webhook_event (
    id           uuid PRIMARY KEY,
    call_id      uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('callin', 'callout', 'alerting', 'answer', 'disconnect', 'fee', 'sms')),
    body         text        NOT NULL,
    created_at   timestamptz NOT NULL,
    attempts     int         NOT NULL DEFAULT 0,
    first_at     timestamptz,
    due_at       timestamptz NOT NULL,
    delivered_at timestamptz,
    given_up_at  timestamptz
);
COMMENT ON TABLE webhook_event IS 'Outbox: written in the transaction of what it tells, sent until the receiver says yes, at most seven times.';
COMMENT ON COLUMN webhook_event.id IS 'Made of the call and the kind: an event told again is the same event.';
COMMENT ON COLUMN webhook_event.body IS 'JSON with tokens and masks, no number.';
COMMENT ON COLUMN webhook_event.first_at IS 'The first attempt: the ladder of 1, 4, 9, 106, 203, 300 minutes counts from it.';
COMMENT ON COLUMN webhook_event.due_at IS 'The next attempt; while one is under way, when it counts as lost.';

CREATE INDEX webhook_event_due ON webhook_event (due_at) WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX webhook_event_call ON webhook_event (call_id);
