-- What is known of a recording; the sealed audio itself lies in the recording store, one directory a recording.
CREATE TABLE recording (
    id              uuid PRIMARY KEY,
    call_id         uuid        NOT NULL,
    started_at      timestamptz NOT NULL,
    state           text        NOT NULL CHECK (state IN ('CAPTURING', 'SEALED', 'PURGED')),
    length_ms       bigint CHECK (length_ms >= 0),
    sealed_at       timestamptz,
    manifest_sha256 bytea CHECK (length(manifest_sha256) = 32),
    gap_ms          bigint      NOT NULL DEFAULT 0 CHECK (gap_ms >= 0),
    destroy_on      date        NOT NULL,
    CHECK ((state = 'CAPTURING') = (sealed_at IS NULL)),
    CHECK ((state = 'CAPTURING') = (manifest_sha256 IS NULL))
);
COMMENT ON COLUMN recording.call_id IS 'Not unique: should the beginning of a recording be lost with a disk, the call goes on in another one.';
COMMENT ON COLUMN recording.gap_ms IS 'Milliseconds in which at least one leg was not captured; played as silence.';
COMMENT ON COLUMN recording.destroy_on IS 'The day whose bucket key wraps this recording''s key; destroying that key deletes the audio everywhere.';

CREATE INDEX recording_call ON recording (call_id);
CREATE INDEX recording_capturing ON recording (started_at) WHERE state = 'CAPTURING';
