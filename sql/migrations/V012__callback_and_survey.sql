-- What callers ask for and answer besides their report: times to be called back at, and what they think of us.
CREATE TABLE callback_booking (
    id           uuid PRIMARY KEY,
    calendar     text        NOT NULL,
    begins_at    timestamptz NOT NULL,
    seat         int         NOT NULL CHECK (seat >= 0),
    call_id      uuid        NOT NULL UNIQUE,
    caller_token text        NOT NULL UNIQUE CHECK (caller_token ~ '^[te][a-z2-7]{20,80}$'),
    case_id      uuid REFERENCES report_case,
    language     text        NOT NULL,
    booked_at    timestamptz NOT NULL,
    UNIQUE (calendar, begins_at, seat)
);
COMMENT ON TABLE callback_booking IS 'A caller has one booking: a later one takes its place.';
COMMENT ON COLUMN callback_booking.seat IS 'Which of the calls we make at that time; the calendar says how many there are.';
COMMENT ON COLUMN callback_booking.caller_token IS 'Whom to call: the shield''s token, dialled through the shield.';
COMMENT ON COLUMN callback_booking.case_id IS 'The case the caller had spoken of in the call, if any.';
COMMENT ON COLUMN callback_booking.language IS 'BCP 47 tag the caller spoke.';

CREATE TABLE survey_answer (
    call_id     uuid        NOT NULL,
    survey      text        NOT NULL,
    question    text        NOT NULL,
    answer      text        NOT NULL CHECK (answer ~ '^[0-9*#A-D]$'),
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (call_id, survey, question)
);
COMMENT ON COLUMN survey_answer.answer IS 'The key pressed.';

CREATE TABLE survey_comment (
    call_id  uuid        NOT NULL,
    survey   text        NOT NULL,
    begun_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by text CHECK (ended_by IN ('KEY', 'SILENCE', 'LIMIT', 'HANGUP', 'LOST')),
    PRIMARY KEY (call_id, survey),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
COMMENT ON TABLE survey_comment IS 'A spoken answer: its words are in the call''s transcript, its sound in the call''s recording.';
