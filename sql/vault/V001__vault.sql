-- The shield's vault, in a database of its own that the core's role cannot even connect to: who may be
-- called beyond the day, what waits for the SMS gateway, and who asked to see a number.
-- The rights of shield_vault are all it needs: it makes no tables, and rewrites no request or approval.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shield_vault') THEN
        CREATE ROLE shield_vault; -- cannot log in; the site's setup makes one that can, beforehand
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO shield_vault', current_database());
END $$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO shield_vault;

CREATE TABLE enrolled (
    id            uuid PRIMARY KEY,
    token         text  NOT NULL UNIQUE CHECK (token ~ '^e[a-z2-7]{26}$'),
    sealed_number bytea NOT NULL,
    enrolled_on   date  NOT NULL
);
COMMENT ON TABLE enrolled IS 'A way back to a caller beyond the epoch. No index over the number, not even a keyed one: it would outlive its deletion in every backup.';
COMMENT ON COLUMN enrolled.id IS 'Names the file with the data key of this row, in the shield''s directory; forgetting destroys that file.';
COMMENT ON COLUMN enrolled.sealed_number IS 'The E.164 number under the row''s data key.';

CREATE TABLE vault_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version  bigint NOT NULL
);
INSERT INTO vault_version (version) VALUES (0);
COMMENT ON TABLE vault_version IS 'Counts the changes of enrolled, in the transaction of the change: its row is the lock among several shields, and tells them when to read again.';

CREATE TABLE sms_out (
    id             uuid PRIMARY KEY,
    wrapped_key    bytea       NOT NULL,
    sealed_message bytea       NOT NULL,
    accepted_at    timestamptz NOT NULL
);
COMMENT ON TABLE sms_out IS 'Messages accepted for the gateway. Their id is the sender''s, so that one handed over twice is kept once.';
COMMENT ON COLUMN sms_out.wrapped_key IS 'The row''s data key under the vault key.';
COMMENT ON COLUMN sms_out.sealed_message IS 'Token and text under the row''s data key.';

CREATE TABLE unmask_request (
    id            uuid PRIMARY KEY,
    token         text        NOT NULL,
    purpose       text        NOT NULL CHECK (length(purpose) BETWEEN 10 AND 200),
    requester     text        NOT NULL,
    requester_key bytea       NOT NULL CHECK (length(requester_key) = 32),
    reply_key     bytea       NOT NULL CHECK (length(reply_key) = 32),
    signature     bytea       NOT NULL CHECK (length(signature) = 64),
    requested_at  timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    CHECK (expires_at > requested_at),
    CHECK (expires_at <= requested_at + interval '10 minutes'),
    UNIQUE (id, requester, requester_key, expires_at)
);
COMMENT ON COLUMN unmask_request.requester_key IS 'The Ed25519 key the request was signed with, as registered then.';
COMMENT ON COLUMN unmask_request.reply_key IS 'X25519 key of the requester''s terminal: the number leaves the shield sealed for it, so that nothing on the way can read it.';

CREATE TABLE unmask_approval (
    request_id    uuid        NOT NULL,
    slot          smallint    NOT NULL CHECK (slot IN (1, 2)),
    approver      text        NOT NULL,
    approver_key  bytea       NOT NULL CHECK (length(approver_key) = 32),
    signature     bytea       NOT NULL CHECK (length(signature) = 64),
    approved_at   timestamptz NOT NULL,
    requester     text        NOT NULL,
    requester_key bytea       NOT NULL,
    expires_at    timestamptz NOT NULL,
    PRIMARY KEY (request_id, slot),
    UNIQUE (request_id, approver),
    UNIQUE (request_id, approver_key),
    FOREIGN KEY (request_id, requester, requester_key, expires_at)
        REFERENCES unmask_request (id, requester, requester_key, expires_at),
    CHECK (approver <> requester),
    CHECK (approver_key <> requester_key),
    CHECK (approved_at < expires_at)
);
COMMENT ON TABLE unmask_approval IS 'At most two, of different people with different keys, neither of them the requester. The last three columns repeat the request''s, and are bound to it, so that these rules can be constraints.';

CREATE TABLE unmask_release (
    request_id    uuid PRIMARY KEY,
    first_slot    smallint    NOT NULL DEFAULT 1 CHECK (first_slot = 1),
    second_slot   smallint    NOT NULL DEFAULT 2 CHECK (second_slot = 2),
    requester     text        NOT NULL,
    requester_key bytea       NOT NULL,
    expires_at    timestamptz NOT NULL,
    released_at   timestamptz NOT NULL,
    log_sha256    bytea       NOT NULL CHECK (length(log_sha256) = 32),
    FOREIGN KEY (request_id, requester, requester_key, expires_at)
        REFERENCES unmask_request (id, requester, requester_key, expires_at),
    FOREIGN KEY (request_id, first_slot) REFERENCES unmask_approval (request_id, slot),
    FOREIGN KEY (request_id, second_slot) REFERENCES unmask_approval (request_id, slot),
    CHECK (released_at < expires_at)
);
COMMENT ON TABLE unmask_release IS 'One row for a number that left: it cannot be written without both approvals, nor twice, nor late.';
COMMENT ON COLUMN unmask_release.log_sha256 IS 'Hash of the entry in the unmasking log, which was on the disk before this row.';

GRANT SELECT, INSERT, DELETE ON enrolled TO shield_vault;
GRANT SELECT, UPDATE (version) ON vault_version TO shield_vault;
GRANT SELECT, INSERT ON sms_out TO shield_vault;
GRANT SELECT, INSERT ON unmask_request, unmask_approval, unmask_release TO shield_vault;
