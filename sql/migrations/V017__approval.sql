-- Four eyes: what one person asks for and another agrees to. The rules hold here whatever a program forgets: who
-- asked does not agree, nor under a second account, nor anybody below them; to this target only; in time; once.
ALTER TABLE person ADD COLUMN human uuid NOT NULL DEFAULT gen_random_uuid();
COMMENT ON COLUMN person.human IS 'The same for all accounts of one human being; never parted again.';

CREATE FUNCTION person_human_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM person WHERE human = NEW.human AND id <> NEW.id)
        OR EXISTS (SELECT FROM person WHERE human = OLD.human) THEN
        RAISE EXCEPTION 'accounts of one human being can be joined, and not be parted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'person_human_stays';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER person_human AFTER UPDATE OF human ON person
    FOR EACH ROW WHEN (NEW.human <> OLD.human) EXECUTE FUNCTION person_human_stays();

CREATE TABLE approval (
    id             uuid PRIMARY KEY,
    act            text        NOT NULL CHECK (act ~ '^[a-z]+\.[a-z-]+$'),
    kind           text        NOT NULL CHECK (kind ~ '^[a-z][a-z-]{0,39}$'),
    object         text        NOT NULL CHECK (length(object) BETWEEN 1 AND 100),
    target_sha256  bytea       NOT NULL CHECK (length(target_sha256) = 32),
    wrapped_key    bytea       NOT NULL,
    sealed_purpose bytea       NOT NULL,
    requester      uuid        NOT NULL REFERENCES person,
    leaf_id        uuid        NOT NULL UNIQUE,
    life           interval    NOT NULL CHECK (life > interval '0' AND life <= interval '24 hours'),
    requested_at   timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    UNIQUE (id, requester, target_sha256),
    UNIQUE (id, act, kind, object, requester, target_sha256)
);
COMMENT ON TABLE approval IS 'A request for a second person. Never changed; what became of it is in approval_answer and approval_use.';
COMMENT ON COLUMN approval.target_sha256 IS 'Of exactly what shall be done to the object as it is now; another target needs another request.';
COMMENT ON COLUMN approval.wrapped_key IS 'Of the case it is about, or the row''s own.';
COMMENT ON COLUMN approval.leaf_id IS 'Its leaf in the log of acts, written in the same transaction; a trigger looks for it, since a foreign key needs the right to change leaves.';
COMMENT ON COLUMN approval.expires_at IS 'By the clock of the database, whatever a program says.';

CREATE TABLE approval_answer (
    approval_id   uuid PRIMARY KEY,
    said          text        NOT NULL CHECK (said IN ('APPROVED', 'REFUSED', 'WITHDRAWN')),
    person_id     uuid        NOT NULL REFERENCES person,
    requester     uuid        NOT NULL,
    target_sha256 bytea       NOT NULL,
    leaf_id       uuid        NOT NULL UNIQUE,
    answered_at   timestamptz NOT NULL,
    UNIQUE (approval_id, said),
    FOREIGN KEY (approval_id, requester, target_sha256) REFERENCES approval (id, requester, target_sha256),
    CHECK ((said = 'WITHDRAWN') = (person_id = requester))
);
COMMENT ON TABLE approval_answer IS 'What the second person said, or that the first took it back. One answer, for ever.';
COMMENT ON COLUMN approval_answer.target_sha256 IS 'What the person saw and answered to.';

CREATE TABLE approval_use (
    approval_id   uuid PRIMARY KEY,
    said          text        NOT NULL CHECK (said = 'APPROVED'),
    act           text        NOT NULL,
    kind          text        NOT NULL,
    object        text        NOT NULL,
    requester     uuid        NOT NULL,
    target_sha256 bytea       NOT NULL,
    leaf_id       uuid        NOT NULL UNIQUE,
    used_at       timestamptz NOT NULL,
    FOREIGN KEY (approval_id, said) REFERENCES approval_answer (approval_id, said),
    FOREIGN KEY (approval_id, act, kind, object, requester, target_sha256)
        REFERENCES approval (id, act, kind, object, requester, target_sha256)
);
COMMENT ON TABLE approval_use IS 'That it was done, once: written in the transaction of the act, for the target as it was found then.';

-- Whether somebody stands under another: in a unit below, or in the same unit where the other leads and they do not.
CREATE FUNCTION person_is_under(lower uuid, upper uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE above (unit_id, depth) AS (
        SELECT unit_id, 0 FROM person WHERE id = lower
        UNION ALL
        SELECT unit.parent, above.depth + 1 FROM above JOIN unit ON unit.id = above.unit_id
        WHERE unit.parent IS NOT NULL AND above.depth < 32
    )
    SELECT EXISTS (SELECT FROM above JOIN person AS up ON up.unit_id = above.unit_id
                   WHERE up.id = upper AND above.depth > 0)
        OR (EXISTS (SELECT FROM person AS low JOIN person AS up USING (unit_id)
                    WHERE low.id = lower AND up.id = upper)
            AND EXISTS (SELECT FROM staff_role WHERE person_id = upper AND role = 'UNIT_OFFICER')
            AND NOT EXISTS (SELECT FROM staff_role WHERE person_id = lower AND role = 'UNIT_OFFICER'))
$$;

-- Whether somebody may have a part in this at all: here, pledged, and answering for something.
CREATE FUNCTION person_may_answer(who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM person JOIN staff_role ON person_id = id
                   WHERE id = who AND here AND pledged_until >= (clock_timestamp() AT TIME ZONE 'UTC')::date
                     AND role IN ('UNIT_OFFICER', 'SUPERVISOR', 'CUSTODIAN'))
$$;

CREATE FUNCTION approval_deny(rule text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', sentence USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END
$$;

CREATE FUNCTION approval_has_leaf(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM audit_leaf WHERE act_id = wanted) THEN
        PERFORM approval_deny('approval_leaf', 'the log of acts has no leaf of this');
    END IF;
END
$$;

-- The clock is the database's: a program's could be turned back.
CREATE FUNCTION approval_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.requested_at := clock_timestamp();
    NEW.expires_at := NEW.requested_at + NEW.life;
    PERFORM approval_has_leaf(NEW.leaf_id);
    IF NOT person_may_answer(NEW.requester) THEN
        PERFORM approval_deny('approval_requester', 'this person may not ask for a second one');
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER approval_begin BEFORE INSERT ON approval FOR EACH ROW EXECUTE FUNCTION approval_begins();

-- FOR SHARE: neither account becomes another human's, and nobody moves or leaves, before this is committed.
CREATE FUNCTION approval_is_answered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wish approval;
BEGIN
    NEW.answered_at := clock_timestamp();
    PERFORM approval_has_leaf(NEW.leaf_id);
    SELECT * INTO wish FROM approval WHERE id = NEW.approval_id;
    PERFORM FROM person WHERE id IN (NEW.person_id, wish.requester) ORDER BY id FOR SHARE;
    IF NEW.answered_at >= wish.expires_at THEN
        PERFORM approval_deny('approval_time', 'the request has expired');
    END IF;
    IF NEW.said = 'WITHDRAWN' THEN
        RETURN NEW;
    END IF;
    IF (SELECT count(DISTINCT human) FROM person WHERE id IN (NEW.person_id, wish.requester)) <> 2 THEN
        PERFORM approval_deny('approval_two_people', 'both accounts are of one person');
    END IF;
    IF NOT person_may_answer(NEW.person_id) THEN
        PERFORM approval_deny('approval_answerer', 'this person may not be the second one');
    END IF;
    IF person_is_under(NEW.person_id, wish.requester) THEN
        PERFORM approval_deny('approval_subordinate', 'the second person stands under the first');
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER approval_answered BEFORE INSERT ON approval_answer
    FOR EACH ROW EXECUTE FUNCTION approval_is_answered();

-- What was true when it was approved has to be true still.
CREATE FUNCTION approval_is_used() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wish approval;
    second uuid;
BEGIN
    NEW.used_at := clock_timestamp();
    PERFORM approval_has_leaf(NEW.leaf_id);
    SELECT * INTO wish FROM approval WHERE id = NEW.approval_id;
    SELECT person_id INTO second FROM approval_answer
        WHERE approval_id = NEW.approval_id AND said = 'APPROVED';
    IF second IS NULL THEN
        PERFORM approval_deny('approval_unanswered', 'nobody agreed to it');
    END IF;
    PERFORM FROM person WHERE id IN (second, wish.requester) ORDER BY id FOR SHARE;
    IF NEW.used_at >= wish.expires_at THEN
        PERFORM approval_deny('approval_time', 'the request has expired');
    END IF;
    IF (SELECT count(DISTINCT human) FROM person WHERE id IN (second, wish.requester)) <> 2 THEN
        PERFORM approval_deny('approval_two_people', 'both accounts are of one person');
    END IF;
    IF NOT (person_may_answer(wish.requester) AND person_may_answer(second)) THEN
        PERFORM approval_deny('approval_still', 'one of the two has no such role any more');
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER approval_used BEFORE INSERT ON approval_use
    FOR EACH ROW EXECUTE FUNCTION approval_is_used();

CREATE TRIGGER approval_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON approval
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER approval_answer_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_answer
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER approval_use_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_use
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
