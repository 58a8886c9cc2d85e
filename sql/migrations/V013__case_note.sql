-- What reporters add to their case in a later call.
CREATE TABLE case_note (
    id       uuid PRIMARY KEY,
    case_id  uuid        NOT NULL REFERENCES report_case,
    call_id  uuid        NOT NULL,
    language text        NOT NULL,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by text CHECK (ended_by IN ('KEY', 'SILENCE', 'LIMIT', 'HANGUP', 'LOST')),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
COMMENT ON TABLE case_note IS 'Its sound is in the recording of its call, its words in that recording''s transcript.';
COMMENT ON COLUMN case_note.language IS 'BCP 47 tag the note was spoken in.';
COMMENT ON COLUMN case_note.ended_by IS 'What ended the caller''s own words; LOST: the core was away.';

CREATE INDEX case_note_case ON case_note (case_id, begun_at);
CREATE INDEX case_note_call ON case_note (call_id);
CREATE INDEX case_note_unfinished ON case_note (begun_at) WHERE ended_at IS NULL;
