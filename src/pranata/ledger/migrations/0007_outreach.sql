-- How the last attempts to reach a witness or a time stamping authority went: state, which is overwritten.
CREATE TABLE ledger.outreach (
    party         text        PRIMARY KEY,
    tried_at      timestamptz NOT NULL,
    reached_at    timestamptz,
    failing_since timestamptz,
    fault         text
);
REVOKE ALL ON ledger.outreach FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE ON ledger.outreach TO pranata_sequencer;
GRANT SELECT ON ledger.outreach TO pranata_app;

-- Where a witness is, among millions of checkpoints.
CREATE INDEX cosignature_of_witness ON ledger.cosignature (log, witness, size);
