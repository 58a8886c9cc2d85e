-- Reports, the cases made of them, and the codes that let a reporter ask.
CREATE TABLE report (
    id       uuid PRIMARY KEY,
    call_id  uuid        NOT NULL UNIQUE,
    language text        NOT NULL,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by text,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
COMMENT ON COLUMN report.ended_by IS 'key, silence, limit, hangup, lost: what ended the caller''s own words.';

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
    version         int         NOT NULL DEFAULT 0,
    CHECK ((screened_at IS NULL) = (category IS NULL)),
    CHECK ((screened_at IS NULL) = (priority IS NULL))
);
COMMENT ON COLUMN report_case.tracking_number IS 'The staff''s name for the case; no secret.';
COMMENT ON COLUMN report_case.sealed_reasons IS 'Which rule matched which words: content of the report, hence sealed.';

CREATE INDEX report_case_unscreened ON report_case (opened_at) WHERE state = 'RECEIVED';

CREATE TABLE case_event (
    case_id uuid        NOT NULL REFERENCES report_case,
    seq     int         NOT NULL,
    at      timestamptz NOT NULL,
    state   text        NOT NULL,
    why     text        NOT NULL,
    PRIMARY KEY (case_id, seq)
);
COMMENT ON TABLE case_event IS 'Every state a case was in; only ever added to.';

CREATE TABLE query_code (
    lookup       bytea PRIMARY KEY CHECK (length(lookup) = 32),
    case_id      uuid        NOT NULL REFERENCES report_case,
    issued_at    timestamptz NOT NULL,
    confirmed_at timestamptz,
    expires_at   timestamptz NOT NULL
);
COMMENT ON TABLE query_code IS 'A case may have several codes: a call resumed after a fault speaks a fresh one, and the earlier stays good.';
COMMENT ON COLUMN query_code.lookup IS 'HMAC-SHA-256(pepper, Argon2id(code)); the code itself is nowhere.';
