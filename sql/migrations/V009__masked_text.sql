-- A short message to a mask that was acknowledged and not yet handed on. Its text is sealed, and the row goes as soon as
-- the message has been handed on, refused or given up; what became of it stays in masked_call.
CREATE TABLE masked_text (
    id           uuid PRIMARY KEY REFERENCES masked_call (id),
    seq          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
    sender       text        NOT NULL CHECK (sender ~ '^([tea][a-z2-7]{20,80})?$'),
    wrapped_key  bytea       NOT NULL,
    sealed_text  bytea       NOT NULL,
    due_at       timestamptz NOT NULL,
    leased_until timestamptz,
    attempts     int         NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    first_at     timestamptz,
    CHECK ((attempts = 0) = (first_at IS NULL))
);
CREATE INDEX masked_text_sender ON masked_text (sender, seq);
COMMENT ON TABLE masked_text IS 'Short messages on their way: the sender was told 202 because this row was committed.';
COMMENT ON COLUMN masked_text.id IS 'Made from the SIP transaction under the pepper, so that a retransmission is the same message; also of masked_call.';
COMMENT ON COLUMN masked_text.seq IS 'The order in which they came; those of one sender are handed on in it.';
COMMENT ON COLUMN masked_text.sender IS 'The token of the sender, empty for one who has none.';
COMMENT ON COLUMN masked_text.due_at IS 'When to try next; after a failure a step of masking.texts.retry-seconds.';
COMMENT ON COLUMN masked_text.leased_until IS 'Until then a core has it in hand. Renewed while it lives, so that a dead core''s messages go to the next within seconds.';
COMMENT ON COLUMN masked_text.attempts IS 'Those that failed.';
COMMENT ON COLUMN masked_text.first_at IS 'When the first of them failed: the steps count from there.';

-- Until now a message waited in memory; whatever a core died over is over.
UPDATE masked_call
   SET released_at = call_in_at, release_dir = 0, release_cause = 41, result_code = 0
 WHERE kind = 'SMS' AND released_at IS NULL;
