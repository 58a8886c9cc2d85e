-- One telephone call as a person experiences it, with what a restarted core needs to go on with it.
CREATE TABLE call (
    id            uuid PRIMARY KEY,
    channel_id    text        NOT NULL,
    adapter       text        NOT NULL CHECK (adapter IN ('ari', 'agi', 'fallback', 'scripted')),
    flow          text        NOT NULL,
    flow_sha256   bytea       NOT NULL CHECK (length(flow_sha256) = 32),
    language      text        NOT NULL,
    step          text,
    began_at      timestamptz NOT NULL,
    answered_at   timestamptz,
    ended_at      timestamptz,
    ended_by      text,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK (ended_at >= began_at)
);
COMMENT ON TABLE call IS 'A call holds no number: neither the caller''s nor a token of it (that is the shield''s).';
COMMENT ON COLUMN call.channel_id IS 'Asterisk''s unique id of the caller''s channel.';
COMMENT ON COLUMN call.flow_sha256 IS 'SHA-256 of the flow file the caller heard.';
COMMENT ON COLUMN call.language IS 'BCP 47 tag; the flow''s first language until the caller has chosen.';
COMMENT ON COLUMN call.step IS 'The step entered last: where a restarted core resumes the flow.';
COMMENT ON COLUMN call.ended_by IS 'caller, flow, network, core, fallback: who ended it.';

CREATE UNIQUE INDEX call_channel_live ON call (channel_id) WHERE ended_at IS NULL;
CREATE INDEX call_live ON call (began_at) WHERE ended_at IS NULL;
