-- Privacy numbers (masks) and what they are bound to. Parties are tokens of callers or names of agents, never numbers.
CREATE TABLE mask (
    number      text PRIMARY KEY CHECK (number ~ '^[+0-9a-zA-Z]{2,32}$'),
    mode        text        NOT NULL CHECK (mode IN ('AX', 'AXB', 'AXE', 'AXYB', 'AXG', 'X')),
    area        text        NOT NULL,
    language    text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('USABLE', 'SUSPENDED')),
    cool_down_s int         NOT NULL CHECK (cool_down_s >= 0),
    added_at    timestamptz NOT NULL,
    UNIQUE (number, mode)
);
COMMENT ON TABLE mask IS 'The pool: numbers of our own, the only ones either side of a masked call ever sees.';
COMMENT ON COLUMN mask.number IS 'As it arrives as the dialled extension; belongs to us, to no person.';
COMMENT ON COLUMN mask.mode IS 'Which kind of binding it serves; X: no binding, the owner is asked at each call.';
COMMENT ON COLUMN mask.language IS 'BCP 47 tag of what is spoken to those who dial it.';
COMMENT ON COLUMN mask.state IS 'SUSPENDED: every call is refused with 8055.';
COMMENT ON COLUMN mask.cool_down_s IS 'Seconds for which a released place on this mask is not given to somebody else.';

CREATE TABLE mask_owner (
    x       text PRIMARY KEY REFERENCES mask,
    party_a text NOT NULL,
    slot    int  NOT NULL CHECK (slot BETWEEN 1 AND 5),
    UNIQUE (x, party_a),
    UNIQUE (party_a, slot)
);
COMMENT ON TABLE mask_owner IS 'A mask of mode AX or AXYB belongs to one party A, and one A holds at most five. A row lives as long as a binding needs it.';
COMMENT ON COLUMN mask_owner.slot IS 'Which of the five: makes the limit a constraint.';

CREATE TABLE binding (
    id               uuid PRIMARY KEY,
    mode             text        NOT NULL CHECK (mode IN ('AX', 'AXB', 'AXE', 'AXYB', 'AXG')),
    x                text        NOT NULL,
    y                text,
    extension        text CHECK (extension ~ '^[0-9]{1,4}$'),
    party_a          text        NOT NULL CHECK (party_a ~ '^([te][a-z2-7]{20,80}|agent:[a-z][a-z0-9-]{0,31})$'),
    party_b          text CHECK (party_b ~ '^([te][a-z2-7]{20,80}|agent:[a-z][a-z0-9-]{0,31})$'),
    callee_until     timestamptz,
    callback_kept_s  int         NOT NULL CHECK (callback_kept_s >= 0),
    direction        text        NOT NULL CHECK (direction IN ('BOTH', 'A_TO_B', 'B_TO_A')),
    max_duration_s   int         NOT NULL CHECK (max_duration_s BETWEEN 0 AND 86400),
    last_minute_tone boolean     NOT NULL,
    ring_timeout_s   int         NOT NULL CHECK (ring_timeout_s BETWEEN 1 AND 120),
    open_from        time,
    open_until       time,
    open_zone        text,
    user_data        text        NOT NULL CHECK (length(user_data) <= 256),
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz,
    ended_at         timestamptz,
    ended_by         text CHECK (ended_by IN ('EXPIRED', 'UNBOUND')),
    pair_slot        int CHECK (pair_slot BETWEEN 1 AND 5000),
    held_x           text GENERATED ALWAYS AS (CASE WHEN ended_at IS NULL AND mode IN ('AX', 'AXYB') THEN x END) STORED,
    FOREIGN KEY (x, mode) REFERENCES mask (number, mode),
    FOREIGN KEY (y, mode) REFERENCES mask (number, mode),
    CONSTRAINT binding_owner FOREIGN KEY (held_x, party_a) REFERENCES mask_owner (x, party_a),
    CHECK (party_a <> party_b),
    CHECK (x <> y),
    CHECK ((mode = 'AXYB') = (y IS NOT NULL)),
    CHECK ((mode = 'AXE') = (extension IS NOT NULL)),
    CHECK ((mode = 'AXB') = (pair_slot IS NOT NULL)),
    CHECK (mode NOT IN ('AXB', 'AXYB') OR party_b IS NOT NULL),
    CHECK (callee_until IS NULL OR (mode = 'AX' AND party_b IS NOT NULL)),
    CHECK ((open_from IS NULL) = (open_until IS NULL) AND (open_from IS NULL) = (open_zone IS NULL)),
    CHECK (expires_at > created_at),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
COMMENT ON TABLE binding IS 'Active until ended_at or expires_at, whichever is first; neither cuts a live call.';
COMMENT ON COLUMN binding.party_a IS 'The protected party: a caller token (enrolled, or of today''s epoch) or agent:NAME.';
COMMENT ON COLUMN binding.party_b IS 'AXB, AXYB: the other party. AX: whom A reaches by dialling X. AXE, AXG: whom A reaches when there is no call-back record.';
COMMENT ON COLUMN binding.callee_until IS 'AX: until when party_b is the callee; null: for good.';
COMMENT ON COLUMN binding.callback_kept_s IS 'AXE: seconds for which A reaches the last caller by dialling X.';
COMMENT ON COLUMN binding.max_duration_s IS 'From answer; 0: no limit.';
COMMENT ON COLUMN binding.open_from IS 'With open_until and open_zone the hours of the day in which calls pass; outside them 8050.';
COMMENT ON COLUMN binding.user_data IS 'The customer''s own reference, for instance a case''s tracking number; handed back in every event.';
COMMENT ON COLUMN binding.pair_slot IS 'AXB: which of the 5,000 pairs on X this is: makes the limit a constraint.';
COMMENT ON COLUMN binding.held_x IS 'X while it is held by A: ties an active AX or AXYB binding to mask_owner.';

CREATE UNIQUE INDEX binding_ax_once ON binding (x) WHERE ended_at IS NULL AND mode = 'AX';
CREATE UNIQUE INDEX binding_axe_once ON binding (x, extension) WHERE ended_at IS NULL AND mode = 'AXE';
CREATE UNIQUE INDEX binding_pair_once ON binding (x, pair_slot) WHERE ended_at IS NULL;
CREATE INDEX binding_active_a ON binding (x, party_a) WHERE ended_at IS NULL;
CREATE INDEX binding_released ON binding (x, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX binding_due ON binding (expires_at) WHERE ended_at IS NULL;

CREATE TABLE binding_party (
    binding_id  uuid NOT NULL REFERENCES binding,
    mask        text NOT NULL REFERENCES mask,
    party       text NOT NULL CHECK (party ~ '^([te][a-z2-7]{20,80}|agent:[a-z][a-z0-9-]{0,31})$'),
    side        text NOT NULL CHECK (side IN ('A', 'B', 'G')),
    released_at timestamptz,
    PRIMARY KEY (binding_id, mask, party)
);
COMMENT ON TABLE binding_party IS 'Who is somebody when he dials a mask: A and B of AXB on X; A of AXYB on Y and B on X; A and the group of AXG on X; A of AX on X. AXE is not here: there one A may have many extensions.';
COMMENT ON COLUMN binding_party.side IS 'G: a member of the group.';
COMMENT ON COLUMN binding_party.released_at IS 'Kept after the binding for the cool-down only.';

CREATE UNIQUE INDEX binding_party_once ON binding_party (mask, party) WHERE released_at IS NULL;
CREATE INDEX binding_party_released ON binding_party (mask, party, released_at) WHERE released_at IS NOT NULL;

CREATE TABLE mask_callback (
    x          text        NOT NULL REFERENCES mask,
    party_a    text        NOT NULL,
    caller     text        NOT NULL CHECK (caller ~ '^[te][a-z2-7]{20,80}$'),
    binding_id uuid        NOT NULL REFERENCES binding,
    kept_until timestamptz NOT NULL,
    PRIMARY KEY (x, party_a)
);
COMMENT ON TABLE mask_callback IS 'AXE: who called A last over X, so that A can call back by dialling X.';
COMMENT ON COLUMN mask_callback.caller IS 'A caller token.';

CREATE TABLE blocked_party (
    party      text PRIMARY KEY CHECK (party ~ '^[te][a-z2-7]{20,80}$'),
    blocked_at timestamptz NOT NULL
);
COMMENT ON TABLE blocked_party IS 'Callers whose calls to any mask are refused.';
COMMENT ON COLUMN blocked_party.party IS 'A caller token; one of an epoch blocks for that day.';
