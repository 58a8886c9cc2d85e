-- How people prove who they are, and for how long that is believed. Of secrets only hashes and ciphertext.
CREATE TABLE staff_password (
    person_id  uuid PRIMARY KEY REFERENCES person,
    salt       bytea NOT NULL CHECK (length(salt) = 16),
    hash       bytea NOT NULL CHECK (length(hash) = 32),
    memory_kib int   NOT NULL,
    passes     int   NOT NULL,
    lanes      int   NOT NULL,
    set_at     timestamptz NOT NULL
);
COMMENT ON COLUMN staff_password.hash IS 'HMAC-SHA-256 under the pepper of Argon2id of the password: who has the table alone cannot guess.';

CREATE TABLE staff_totp (
    person_id     uuid    NOT NULL REFERENCES person,
    in_force      boolean NOT NULL,
    wrapped_key   bytea   NOT NULL,
    sealed_secret bytea   NOT NULL,
    last_step     bigint  NOT NULL,
    set_at        timestamptz NOT NULL,
    PRIMARY KEY (person_id, in_force)
);
COMMENT ON COLUMN staff_totp.in_force IS 'False until its first code was given.';
COMMENT ON COLUMN staff_totp.last_step IS 'The newest time step whose code was accepted; no code up to it is accepted again (RFC 6238, section 5.2).';

CREATE TABLE staff_recovery_code (
    person_id uuid  NOT NULL REFERENCES person,
    hash      bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (person_id, hash)
);
COMMENT ON TABLE staff_recovery_code IS 'Codes not used yet; a used one is removed.';

CREATE TABLE staff_passkey (
    id            uuid PRIMARY KEY,
    person_id     uuid   NOT NULL REFERENCES person,
    credential_id bytea  NOT NULL UNIQUE,
    attested      bytea  NOT NULL,
    sign_count    bigint NOT NULL,
    label         text   NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
    added_at      timestamptz NOT NULL,
    used_at       timestamptz
);
COMMENT ON COLUMN staff_passkey.attested IS 'Attested credential data as the authenticator gave it (WebAuthn, section 6.5.1): the public key in it.';
COMMENT ON COLUMN staff_passkey.sign_count IS 'Grows with each use where the authenticator counts; a smaller one tells of a copy.';

CREATE INDEX staff_passkey_of ON staff_passkey (person_id);

CREATE TABLE staff_invitation (
    person_id  uuid PRIMARY KEY REFERENCES person,
    hash       bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE staff_invitation IS 'The code with which somebody sets a first password and second factor; removed with its use.';

CREATE TABLE staff_session (
    id           uuid PRIMARY KEY,
    person_id    uuid  NOT NULL REFERENCES person,
    token_sha256 bytea NOT NULL UNIQUE CHECK (length(token_sha256) = 32),
    stage        text  NOT NULL CHECK (stage IN ('ENROLMENT', 'SECOND_FACTOR', 'SIGNED_IN')),
    tries        int   NOT NULL DEFAULT 0,
    challenge    bytea,
    began_at     timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL
);
COMMENT ON COLUMN staff_session.stage IS 'What the holder of the token may do: only SIGNED_IN is a person.';
COMMENT ON COLUMN staff_session.tries IS 'Wrong second factors in this session.';
COMMENT ON COLUMN staff_session.challenge IS 'What a passkey is asked to sign, once.';

CREATE INDEX staff_session_of ON staff_session (person_id);
CREATE INDEX staff_session_ends ON staff_session (ends_at);

CREATE TABLE staff_device (
    token_sha256 bytea PRIMARY KEY CHECK (length(token_sha256) = 32),
    person_id    uuid NOT NULL REFERENCES person,
    used_at      timestamptz NOT NULL
);
COMMENT ON TABLE staff_device IS 'Browsers in which a person signed in before: strangers cannot slow down a sign-in from there.';

CREATE INDEX staff_device_of ON staff_device (person_id);
