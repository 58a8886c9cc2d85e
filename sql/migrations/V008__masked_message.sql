-- A short message to a mask leaves the record a call leaves. Its text is passed on and kept nowhere.
ALTER TABLE masked_call
    ADD COLUMN kind text NOT NULL DEFAULT 'CALL' CHECK (kind IN ('CALL', 'SMS'));
COMMENT ON COLUMN masked_call.kind IS 'CALL or SMS: what was sent to the mask.';
COMMENT ON COLUMN masked_call.channel_id IS 'Asterisk''s unique id of the caller''s channel; empty for a short message, which has none.';
