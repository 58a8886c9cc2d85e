-- The log of acts. A row is added in the transaction of the act and stays for ever; what can be read in it
-- without a key is who did what to which object, and when.
CREATE TABLE audit_leaf (
    serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    act_id uuid NOT NULL UNIQUE,
    leaf bytea NOT NULL CHECK (octet_length(leaf) BETWEEN 1 AND 65535)
);

COMMENT ON COLUMN audit_leaf.serial IS 'Order of arrival, with gaps; the log''s own order is in audit_index.';
COMMENT ON COLUMN audit_leaf.leaf IS 'CBOR; the details in it are sealed.';

-- No foreign key: its check would need the right to update audit_leaf.
CREATE TABLE audit_index (
    leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0),
    serial bigint NOT NULL UNIQUE
);

COMMENT ON TABLE audit_index IS 'The place of each leaf in the Merkle tree, without gaps.';

-- The outbox: leaves that have no index yet.
CREATE TABLE audit_waiting (
    serial bigint PRIMARY KEY
);

CREATE FUNCTION audit_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_waiting (serial) VALUES (NEW.serial);
    RETURN NULL;
END
$$;

CREATE TRIGGER audit_leaf_waits AFTER INSERT ON audit_leaf
    FOR EACH ROW EXECUTE FUNCTION audit_wait();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: the log of acts only grows', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_leaf_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_index_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_index
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

REVOKE UPDATE, DELETE, TRUNCATE ON audit_leaf, audit_index FROM PUBLIC, CURRENT_USER;
