-- The words of a recording. The text is sealed; only its state is readable.
CREATE TABLE transcript (
    recording_id uuid PRIMARY KEY,
    language     text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('PENDING', 'DONE', 'PARKED')),
    made_live    boolean,
    engine       text,
    attempts     int         NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL,
    made_at      timestamptz,
    wrapped_key  bytea,
    sealed_words bytea,
    CHECK ((state = 'DONE') = (sealed_words IS NOT NULL)),
    CHECK ((sealed_words IS NULL) = (wrapped_key IS NULL))
);
COMMENT ON COLUMN transcript.state IS 'PENDING: still to be made from the recording; PARKED: given up after several attempts, a person must look.';
COMMENT ON COLUMN transcript.engine IS 'Model that made it, for instance vosk-tiny-en-8k.';

CREATE INDEX transcript_pending ON transcript (due_at) WHERE state = 'PENDING';
