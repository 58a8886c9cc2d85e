-- Who works here: units, people, what they are there for, and with whom or what they may have nothing to do.
CREATE TABLE staff_house (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version  bigint NOT NULL
);
COMMENT ON TABLE staff_house IS 'One row. Changes that must see each other (moves of units, roles of administrators) write it first, so one waits for the other, or fails where isolation is stricter.';

INSERT INTO staff_house (version) VALUES (0);

CREATE TABLE unit (
    id     uuid PRIMARY KEY,
    parent uuid REFERENCES unit,
    name   text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    UNIQUE (parent, name)
);
COMMENT ON COLUMN unit.parent IS 'The unit above; none for the root, of which there is one.';

CREATE UNIQUE INDEX unit_one_root ON unit ((parent IS NULL)) WHERE parent IS NULL;

-- Before a statement locks any row, so that two moves wait for each other here and nowhere else.
CREATE FUNCTION unit_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE staff_house SET version = version + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER unit_in_turn BEFORE INSERT OR UPDATE OF parent ON unit
    FOR EACH STATEMENT EXECUTE FUNCTION unit_in_turn();

-- After the row was written, so that the walk sees all rows of the statement, and what moves before it committed.
CREATE FUNCTION unit_stays_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above uuid := NEW.parent;
    depth int := 0;
BEGIN
    WHILE above IS NOT NULL LOOP
        IF above = NEW.id THEN
            RAISE EXCEPTION 'a unit cannot lie below itself'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_no_cycle';
        END IF;
        depth := depth + 1;
        IF depth > 16 THEN
            RAISE EXCEPTION 'a unit lies below 16 others at most'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_depth';
        END IF;
        SELECT parent INTO above FROM unit WHERE id = above;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER unit_tree AFTER INSERT OR UPDATE OF parent ON unit
    FOR EACH ROW EXECUTE FUNCTION unit_stays_tree();

CREATE TABLE person (
    id            uuid PRIMARY KEY,
    sign_in_name  text        NOT NULL UNIQUE CHECK (sign_in_name ~ '^[a-z][a-z0-9._-]{1,39}$'),
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    unit_id       uuid        NOT NULL REFERENCES unit,
    duty          text CHECK (duty IN ('WORK', 'AUDIT', 'KEYS', 'HOUSE')),
    pledged_until date,
    added_at      timestamptz NOT NULL,
    left_at       timestamptz,
    here          boolean     NOT NULL GENERATED ALWAYS AS (left_at IS NULL) STORED,
    UNIQUE (id, duty),
    UNIQUE (id, here),
    CHECK (left_at IS NULL OR duty IS NULL)
);
COMMENT ON TABLE person IS 'A member of staff. Stays when they leave: the log names them by id, and no sign-in name is given twice.';
COMMENT ON COLUMN person.duty IS 'The one kind of role this person may have; staff_role refers to it, so no roles of two kinds meet. None without a role.';
COMMENT ON COLUMN person.pledged_until IS 'Last day of the confidentiality pledge; after it no role is in force.';

CREATE TABLE staff_role (
    person_id uuid NOT NULL,
    role      text NOT NULL,
    duty      text NOT NULL,
    given_at  timestamptz NOT NULL,
    PRIMARY KEY (person_id, role),
    FOREIGN KEY (person_id, duty) REFERENCES person (id, duty),
    CHECK (duty = CASE role
        WHEN 'AGENT' THEN 'WORK'
        WHEN 'REVIEWER' THEN 'WORK'
        WHEN 'SPECIALIST' THEN 'WORK'
        WHEN 'UNIT_OFFICER' THEN 'WORK'
        WHEN 'SUPERVISOR' THEN 'WORK'
        WHEN 'AUDITOR' THEN 'AUDIT'
        WHEN 'CUSTODIAN' THEN 'KEYS'
        WHEN 'ADMINISTRATOR' THEN 'HOUSE'
        ELSE '' END)
);
COMMENT ON TABLE staff_role IS 'Roles given; in force while the person is here and the pledge in date.';
COMMENT ON COLUMN staff_role.duty IS 'Follows from the role.';

CREATE TABLE staff_conflict (
    id           uuid PRIMARY KEY,
    person_id    uuid        NOT NULL REFERENCES person,
    other_person uuid REFERENCES person,
    unit_id      uuid REFERENCES unit,
    declared_at  timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (person_id, other_person, unit_id),
    CHECK (num_nonnulls(other_person, unit_id) = 1),
    CHECK (person_id <> other_person)
);
COMMENT ON TABLE staff_conflict IS 'With whom of the staff, or with which unit, a person may have nothing to do. Why is in the sealed details of the log.';

CREATE TABLE staff_work (
    kind      text    NOT NULL CHECK (kind ~ '^[a-z][a-z-]{0,39}$'),
    object    text    NOT NULL CHECK (length(object) BETWEEN 1 AND 100),
    person_id uuid    NOT NULL,
    here      boolean NOT NULL DEFAULT true CHECK (here),
    given_at  timestamptz NOT NULL,
    PRIMARY KEY (kind, object),
    FOREIGN KEY (person_id, here) REFERENCES person (id, here)
);
COMMENT ON TABLE staff_work IS 'Open work and who has it, for instance a case. Whoever left has none: the foreign key refuses it.';
COMMENT ON COLUMN staff_work.here IS 'Always true, for the foreign key.';

CREATE INDEX staff_work_of ON staff_work (person_id);

CREATE TABLE staff_act_key (
    year        int PRIMARY KEY,
    wrapped_key bytea NOT NULL
);
COMMENT ON TABLE staff_act_key IS 'The data key of the details of a year''s acts about people, units and sign-ins; class STAFF, destroyed ten years later.';
