-- When each job of the timetable ran last and how it ended: an alarm is raised from this, also after a restart.
CREATE TABLE job_run (
    name     text PRIMARY KEY,
    began_at timestamptz NOT NULL,
    ended_at timestamptz,
    good_at  timestamptz,
    trouble  text        NOT NULL DEFAULT '',
    CHECK (ended_at >= began_at)
);

COMMENT ON COLUMN job_run.good_at IS 'When it last ended well.';
COMMENT ON COLUMN job_run.trouble IS 'Empty, or a sentence of the program why the last run did not end well; never a word of a case.';
