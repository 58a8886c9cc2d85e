-- Reports, the cases made of them, and the codes that let a reporter ask.
CREATE TABLE report (
    id       uuid PRIMARY KEY,
    call_id  uuid        NOT NULL UNIQUE,
    language text        NOT NULL,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by text CHECK (ended_by IN ('KEY', 'SILENCE', 'LIMIT', 'HANGUP', 'LOST')),
    filed_at timestamptz,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
COMMENT ON TABLE report IS 'What a caller tells in one call. No reference to call: a report is kept even when the call''s own row could not be written.';
COMMENT ON COLUMN report.language IS 'BCP 47 tag the report was spoken in.';
COMMENT ON COLUMN report.ended_by IS 'What ended the caller''s own words; LOST: the core was away.';
COMMENT ON COLUMN report.filed_at IS 'When the case was opened of it, written in the same transaction; until then a restarted core owes it a case.';

CREATE INDEX report_unfinished ON report (begun_at) WHERE ended_at IS NULL OR filed_at IS NULL;

CREATE TABLE report_case (
    id              uuid PRIMARY KEY,
    tracking_number text        NOT NULL UNIQUE,
    report_id       uuid        NOT NULL UNIQUE REFERENCES report,
    state           text        NOT NULL CHECK (state IN ('RECEIVED', 'SCREENING')),
    category        text,
    priority        text CHECK (priority IN ('EMERGENCY', 'HIGH', 'NORMAL')),
    rules_version   text,
    wrapped_key     bytea       NOT NULL,
    sealed_reasons  bytea,
    opened_at       timestamptz NOT NULL,
    screened_at     timestamptz,
    destroy_on      date        NOT NULL,
    version         int         NOT NULL DEFAULT 1 CHECK (version > 0),
    CHECK ((state = 'RECEIVED') = (screened_at IS NULL)),
    CHECK ((screened_at IS NULL) = (category IS NULL)),
    CHECK ((screened_at IS NULL) = (priority IS NULL)),
    CHECK ((screened_at IS NULL) = (rules_version IS NULL)),
    CHECK ((screened_at IS NULL) = (sealed_reasons IS NULL))
);
COMMENT ON COLUMN report_case.tracking_number IS 'The staff''s name for the case; no secret, and random: it says neither when the report was made nor how many there are.';
COMMENT ON COLUMN report_case.wrapped_key IS 'The case''s own data key, wrapped by the bucket key of class case and day destroy_on.';
COMMENT ON COLUMN report_case.sealed_reasons IS 'Which rule matched which words: content of the report, hence sealed.';
COMMENT ON COLUMN report_case.destroy_on IS 'The day whose bucket key wraps wrapped_key; destroying that key deletes what is sealed, in every copy.';
COMMENT ON COLUMN report_case.version IS 'Counts the changes; the lock against lost updates, and the seq of the newest case_event.';

CREATE INDEX report_case_unscreened ON report_case (opened_at) WHERE state = 'RECEIVED';
CREATE INDEX report_case_newest ON report_case (opened_at, id);

CREATE TABLE case_event (
    case_id uuid        NOT NULL REFERENCES report_case,
    seq     int         NOT NULL CHECK (seq > 0),
    at      timestamptz NOT NULL,
    state   text        NOT NULL,
    why     text        NOT NULL,
    PRIMARY KEY (case_id, seq)
);
COMMENT ON TABLE case_event IS 'Every state a case was in; only ever added to.';
COMMENT ON COLUMN case_event.why IS 'A fixed sentence of the program; never a word of the report.';

CREATE TABLE query_code (
    lookup       bytea PRIMARY KEY CHECK (length(lookup) = 32),
    case_id      uuid        NOT NULL REFERENCES report_case,
    issued_at    timestamptz NOT NULL,
    confirmed_at timestamptz,
    expires_at   timestamptz NOT NULL,
    CHECK (expires_at > issued_at),
    CHECK (confirmed_at >= issued_at)
);
COMMENT ON TABLE query_code IS 'A case may have several codes: a call resumed after a fault speaks a fresh one, and the earlier stays good.';
COMMENT ON COLUMN query_code.lookup IS 'HMAC-SHA-256(pepper, Argon2id(code)); the code itself is nowhere.';
COMMENT ON COLUMN query_code.confirmed_at IS 'When the caller keyed it back.';

CREATE INDEX query_code_case ON query_code (case_id);
