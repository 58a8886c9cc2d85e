-- Reading and being denied are acts too: the keys of what is said about them in the log.
CREATE TABLE audit_access_key (
    month       date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    wrapped_key bytea NOT NULL
);
COMMENT ON TABLE audit_access_key IS 'The data key of the details of a month''s reads and denials; class STAFF, destroyed ten years later.';
