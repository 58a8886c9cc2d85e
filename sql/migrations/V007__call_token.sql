-- Who called and what was dialled, as far as the core may know it: a token and a number of our own.
ALTER TABLE call
    ADD COLUMN caller_token text CHECK (caller_token ~ '^[tea][a-z2-7]{20,80}$'),
    ADD COLUMN dialled      text CHECK (length(dialled) <= 64);
COMMENT ON TABLE call IS 'A call holds no number: of the caller a token that only the shield can open, and not for long.';
COMMENT ON COLUMN call.caller_token IS 'The shield''s token of the caller; null where no shield stands before Asterisk.';
COMMENT ON COLUMN call.dialled IS 'The number of ours that was dialled.';

ALTER TABLE call ADD COLUMN stir_verdict text CHECK (stir_verdict ~ '^[A-Z_]{4,20}$');
COMMENT ON COLUMN call.stir_verdict IS 'Whether the carrier''s signature over the calling number held (RFC 8224); null where the shield does not look.';
