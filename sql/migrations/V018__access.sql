-- Reading and being denied are acts too: the keys of what is said about them in the log.
CREATE TABLE audit_access_key (
    month       date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    wrapped_key bytea NOT NULL
);
COMMENT ON TABLE audit_access_key IS 'The data key of the details of a month''s reads and denials; class STAFF, destroyed ten years later.';

CREATE TABLE access_alarm (
    id         uuid PRIMARY KEY,
    person_id  uuid        NOT NULL REFERENCES person,
    suspicion  text        NOT NULL CHECK (suspicion IN ('ONESELF', 'DENIED_OFTEN', 'OUTSIDE_OWN_CASES', 'BULK', 'OFF_HOURS')),
    act        text        NOT NULL CHECK (act ~ '^[a-z]+\.[a-z-]+$'),
    raised_at  timestamptz NOT NULL,
    settled_by uuid REFERENCES person,
    settled_at timestamptz,
    CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
    CHECK (settled_by <> person_id)
);
COMMENT ON TABLE access_alarm IS 'An access that looked improper, for another person to ask about. What it was about is in the log.';
COMMENT ON COLUMN access_alarm.person_id IS 'Whose access it was.';
COMMENT ON COLUMN access_alarm.settled_by IS 'Who looked into it; never the same person.';

CREATE INDEX access_alarm_open ON access_alarm (raised_at) WHERE settled_at IS NULL;
