-- The log as a Merkle tree. Only `pranata_sequencer` grows it, in one transaction a batch; nobody changes it.
-- Everything is kept by number of log: an abandoned log stays as it was beside its successor.

-- The place of an entry in the tree. `leaf_hash` is what was hashed when the entry was given its place.
CREATE TABLE ledger.leaf (
    seq       bigint   NOT NULL CHECK (seq >= 0),
    log       smallint NOT NULL,
    event_id  uuid     NOT NULL UNIQUE REFERENCES ledger.entry,
    leaf_hash bytea    NOT NULL CHECK (octet_length(leaf_hash) = 32),
    PRIMARY KEY (log, seq)
);

-- Full tiles of C2SP tlog-tiles. Partial ones are computed: of level 0 from `leaf`, above from `root`, which is
-- the hash of the whole tile and so one hash of the tile above it.
CREATE TABLE ledger.tile (
    log    smallint NOT NULL REFERENCES ledger.log,
    level  smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
    idx    bigint   NOT NULL CHECK (idx >= 0),
    root   bytea    NOT NULL CHECK (octet_length(root) = 32),
    hashes bytea    NOT NULL CHECK (octet_length(hashes) = 8192),
    PRIMARY KEY (log, level, idx)
);
-- Hashes do not compress; trying costs time on every tile.
ALTER TABLE ledger.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- `note` is the signed note as it left the sequencer, without cosignatures.
CREATE TABLE ledger.checkpoint (
    log       smallint    NOT NULL REFERENCES ledger.log,
    size      bigint      NOT NULL CHECK (size > 0),
    root      bytea       NOT NULL CHECK (octet_length(root) = 32),
    note      text        NOT NULL,
    signed_at timestamptz NOT NULL,
    PRIMARY KEY (log, size)
);

-- A witness's line under a checkpoint, as received.
CREATE TABLE ledger.cosignature (
    log         smallint    NOT NULL,
    size        bigint      NOT NULL,
    witness     text        NOT NULL,
    line        text        NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (log, size, witness),
    FOREIGN KEY (log, size) REFERENCES ledger.checkpoint
);

-- What fixes a checkpoint in time and place outside the log: `rfc3161`, `segel_bsre`, `cetak`, `ots`.
CREATE TABLE ledger.anchor (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    log         smallint    NOT NULL,
    size        bigint      NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('rfc3161', 'segel_bsre', 'cetak', 'ots')),
    token       bytea       NOT NULL,
    received_at timestamptz NOT NULL,
    FOREIGN KEY (log, size) REFERENCES ledger.checkpoint
);
CREATE INDEX anchor_of_checkpoint ON ledger.anchor (log, size);

-- To whom the place of an entry was told. `sent_to` is a position, never a person.
CREATE TABLE ledger.receipt (
    event_id  uuid        NOT NULL REFERENCES ledger.entry,
    tenant_id bigint,
    log       smallint    NOT NULL,
    size      bigint      NOT NULL,
    sent_to   text        NOT NULL,
    sent_at   timestamptz NOT NULL,
    PRIMARY KEY (event_id, sent_to),
    FOREIGN KEY (log, size) REFERENCES ledger.checkpoint
);

DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['leaf', 'tile', 'checkpoint', 'cosignature', 'anchor', 'receipt'] LOOP
        EXECUTE format('CREATE TRIGGER refuse_row BEFORE UPDATE OR DELETE ON ledger.%I
                        FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()', kept);
        EXECUTE format('CREATE TRIGGER refuse_statement BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I
                        FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', kept);
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ALWAYS TRIGGER refuse_row', kept);
        EXECUTE format('ALTER TABLE ledger.%I ENABLE ALWAYS TRIGGER refuse_statement', kept);
    END LOOP;
END
$$;

-- How the sequencer is: state, not evidence. One row, which it overwrites.
CREATE TABLE ledger.heartbeat (
    id      smallint    PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    beat_at timestamptz NOT NULL,
    waiting bigint      NOT NULL,
    fault   jsonb
);

ALTER TABLE ledger.receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.receipt FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON ledger.receipt FOR SELECT
    USING (tenant_id = NULLIF(current_setting('pranata.tenant', true), '')::bigint);
CREATE POLICY audit ON ledger.receipt FOR SELECT TO pranata_owner USING (true);
CREATE POLICY send ON ledger.receipt FOR INSERT
    WITH CHECK (tenant_id IS NULL OR tenant_id = NULLIF(current_setting('pranata.tenant', true), '')::bigint);

-- The sequencer reads the bytes of every entry and nothing else of anybody.
CREATE POLICY sequence ON ledger.entry FOR SELECT TO pranata_sequencer USING (true);

REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO pranata_sequencer;
GRANT SELECT ON ledger.log, ledger.queue, ledger.leaf, ledger.tile, ledger.checkpoint, ledger.cosignature, ledger.anchor
    TO pranata_sequencer;
GRANT SELECT (event_id, entry, leaf_hash) ON ledger.entry TO pranata_sequencer;
GRANT DELETE ON ledger.queue TO pranata_sequencer;
GRANT INSERT ON ledger.leaf, ledger.tile, ledger.checkpoint, ledger.cosignature, ledger.anchor TO pranata_sequencer;
GRANT SELECT, INSERT, UPDATE ON ledger.heartbeat TO pranata_sequencer;

-- The application shows where an entry stands, and writes down to whom it told that.
GRANT SELECT ON ledger.leaf, ledger.tile, ledger.checkpoint, ledger.cosignature, ledger.anchor, ledger.receipt,
    ledger.heartbeat TO pranata_app;
GRANT INSERT ON ledger.receipt TO pranata_app;
