-- Each of these instansi is called, has answered, has shown evidence, and was judged in two stages more.
INSERT INTO assessment_assessment (
    year, instrument, instrument_digest, state, is_example, created_at, closed_at, created_by_id, instansi_id,
    source, stage
) SELECT %(year)s, %(instrument)s, %(digest)s, 'closed', false, %(now)s, %(now)s, %(by)s, id, '', 'document'
FROM unnest(%(bodies)s::bigint[]) id;

CREATE TEMP TABLE ours AS SELECT id, instansi_id FROM assessment_assessment
WHERE year = %(year)s AND instrument = %(instrument)s AND instansi_id = ANY(%(bodies)s);

INSERT INTO assessment_participation (
    called_at, left_reason, assessment_id, campaign_id, instansi_id, organiser_id
) SELECT %(now)s, '', id, %(call)s, instansi_id, %(organiser)s FROM ours;

INSERT INTO assessment_answer (
    indicator, level, note, version, changed_at, changed_by_id, instansi_id, assessment_id, basis, reason,
    since_last
) SELECT i.indicator, %(level)s, %(words)s, 1, %(now)s, %(by)s, instansi_id, id, 'entered', '', ''
FROM (SELECT DISTINCT indicator FROM asked) i, ours;

INSERT INTO assessment_finding (
    requirement, asked, verdict, explanation, cause, version, changed_at, changed_by_id, answer_id, instansi_id
) SELECT DISTINCT ON (a.id, k.requirement)
    k.requirement, k.text, 'met', %(words)s, '', 1, %(now)s::timestamptz, %(by)s::bigint, a.id, a.instansi_id
FROM ours JOIN assessment_answer a ON a.assessment_id = ours.id JOIN asked k ON k.indicator = a.indicator;

-- `note` holds which finding an item is for, until it is linked.
INSERT INTO records_evidence (
    public_id, title, note, effective_on, added_at, person_name, position_title, withdrawn_reason, added_by_id,
    instansi_id, unit_id
) SELECT gen_random_uuid(), 'Bukti ' || k.indicator || ', ' || k.place, f.id::text, '2020-01-01', %(now)s,
    'Rina Wati', 'Kepala Bidang', '', %(by)s, f.instansi_id, (SELECT min(id) FROM organisation_unit)
FROM ours JOIN assessment_answer a ON a.assessment_id = ours.id JOIN asked k ON k.indicator = a.indicator
JOIN assessment_finding f ON f.answer_id = a.id AND f.requirement = k.requirement;

CREATE TEMP TABLE items AS SELECT e.id, e.instansi_id, e.note::bigint AS finding_id
FROM ours JOIN records_evidence e ON e.instansi_id = ours.instansi_id AND e.title LIKE 'Bukti %%'
WHERE e.note ~ '^[0-9]+$';

UPDATE records_evidence SET note = '' FROM items WHERE items.id = records_evidence.id;

INSERT INTO assessment_findingevidence (
    pages, linked_at, evidence_id, finding_id, instansi_id, linked_by_id
) SELECT '1', %(now)s, id, finding_id, instansi_id, %(by)s FROM items;

-- The one that is measured shows a file; the others show links, which nobody opens.
INSERT INTO records_evidencepart (position, pages, link, evidence_id, instansi_id, version_id)
SELECT 1, '1', CASE WHEN v.id IS NULL THEN 'https://contoh.invalid/bukti' ELSE '' END, items.id,
    items.instansi_id, v.id
FROM items LEFT JOIN (
    SELECT min(r.id) AS id, r.instansi_id FROM records_version r
    JOIN records_document d ON d.id = r.document_id AND d.security = 'B'
    WHERE r.media = 'application/pdf' GROUP BY 2
) v ON v.instansi_id = items.instansi_id;

INSERT INTO assessment_judgement (
    stage, indicator, level, basis, fact, analysis, justification, version, changed_at, person_name,
    position_title, capacity, assessment_id, changed_by_id, instansi_id
) SELECT t.stage, i.indicator, %(level)s, 'judged', %(words)s, %(words)s, %(words)s, 1, %(now)s, 'Dana',
    'Asesor', 'definitif', ours.id, %(outer)s, ours.instansi_id
FROM unnest(ARRAY['internal', 'document']) AS t(stage), (SELECT DISTINCT indicator FROM asked) i, ours;

INSERT INTO assessment_stageresult (
    stage, snapshot, closed_at, person_name, position_title, capacity, assessment_id, closed_by_id, instansi_id
) SELECT t.stage, %(snapshot)s::jsonb, %(now)s, 'Alya', 'Koordinator', 'definitif', ours.id, %(by)s,
    ours.instansi_id
FROM unnest(ARRAY['self', 'internal']) AS t(stage), ours;

DROP TABLE ours, items;
