-- What the bench of the log needs in its copy of the demonstration's database.
CREATE TABLE bench_act (id bigint GENERATED ALWAYS AS IDENTITY, what text);
GRANT INSERT ON bench_act TO pranata_app;

-- The acts of the demonstration. What other groups of the bench save over and over counts no more often than there.
CREATE TABLE bench_model AS
SELECT row_number() OVER (ORDER BY event_id) - 1 AS turn, event_id, tenant_id, recorded_at, said
FROM (
    SELECT *, row_number() OVER (PARTITION BY said::jsonb ->> 'action' ORDER BY event_id) AS place
    FROM ledger.entry, convert_from(ledger.unpacked(entry), 'UTF8') AS said
) AS each WHERE place <= 25;

-- An act of the demonstration as the nth of a log in which five hundred people act for three hundred positions, ten
-- times on each thing, on hundreds of things at once. Names, kinds, detail and hashes stay those of the act.
CREATE FUNCTION bench_forged(said text, n bigint, thing bigint) RETURNS text
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
    said := regexp_replace(said, '"jabatan":"[0-9]+"', format('"jabatan":"%s"', 17 + n % 300), 'g');
    said := regexp_replace(said, '[0-9a-f]{10}","unit"', lpad((n % 500)::text, 10, '0') || '","unit"');
    said := regexp_replace(said, '{"id":"[0-9]+"', format('{"id":"%s"', thing), 'g');
    RETURN regexp_replace(said, '{"id":"[0-9a-f]{8}-', format('{"id":"%s-', lpad(thing::text, 8, '0')), 'g');
END
$$;
