-- What callers hear: every version of a flow, a calendar or a set of prompts, and which were in force from when on.
CREATE TABLE flow_version (
    kind      text        NOT NULL CHECK (kind IN ('FLOW', 'CALENDAR', 'PROMPTS')),
    name      text        NOT NULL CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
    sha256    bytea       NOT NULL CHECK (length(sha256) = 32),
    source    bytea       NOT NULL CHECK (length(source) <= 1048576),
    stored_at timestamptz NOT NULL,
    PRIMARY KEY (kind, name, sha256)
);
COMMENT ON TABLE flow_version IS 'Files that passed the checks. One that is in no flow_release is a draft.';
COMMENT ON COLUMN flow_version.name IS 'The file''s name without its ending; of prompts the language.';
COMMENT ON COLUMN flow_version.sha256 IS 'Of source: what call.flow_sha256 and call_flow name.';
COMMENT ON COLUMN flow_version.source IS 'The file, byte for byte.';

CREATE INDEX flow_version_sha256 ON flow_version (sha256);

CREATE TABLE flow_release (
    number       int         NOT NULL CHECK (number > 0),
    kind         text        NOT NULL,
    name         text        NOT NULL,
    sha256       bytea       NOT NULL,
    origin       text        NOT NULL CHECK (origin IN ('PROGRAM', 'OPERATOR')),
    restores     int         CHECK (restores < number),
    published_at timestamptz NOT NULL,
    PRIMARY KEY (number, kind, name),
    FOREIGN KEY (kind, name, sha256) REFERENCES flow_version
);
COMMENT ON TABLE flow_release IS 'What each publication put in force; only ever added to. In force is, of each kind and name, the row with the highest number.';
COMMENT ON COLUMN flow_release.origin IS 'PROGRAM: came with the program, and gives way to the next program''s; OPERATOR: published, and stays.';
COMMENT ON COLUMN flow_release.restores IS 'The release whose state a rollback brought back; else null.';
