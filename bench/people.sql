-- So many coordinators in each of these instansi, each with an account.
INSERT INTO organisation_unit (kind, code, name, legal_basis, starts_on, instansi_id)
SELECT 'root', 'ukuran', 'Sekretariat', '', '2020-01-01', body FROM unnest(%(bodies)s::bigint[]) body;

INSERT INTO foundation_account (password, email, name, created_at, is_demonstration, proved_address)
SELECT '!', 'ukuran-' || body || '-' || n || '@contoh.invalid', 'Pengisi', now(), true, ''
FROM unnest(%(bodies)s::bigint[]) body CROSS JOIN generate_series(1, %(each)s) n;

INSERT INTO organisation_person (
    public_id, name, nip, email, account_id, instansi_id, account_since, link_shown_below
) SELECT gen_random_uuid(), 'Pengisi', '', a.email, a.id, body, now(), false
FROM unnest(%(bodies)s::bigint[]) body CROSS JOIN generate_series(1, %(each)s) n
JOIN foundation_account a ON a.email = 'ukuran-' || body || '-' || n || '@contoh.invalid';

INSERT INTO organisation_position (code, title, starts_on, instansi_id, unit_id)
SELECT p.email, 'Koordinator SPBE', '2020-01-01', p.instansi_id, u.id FROM organisation_person p
JOIN organisation_unit u ON u.instansi_id = p.instansi_id AND u.code = 'ukuran'
WHERE p.email LIKE 'ukuran-%%';

INSERT INTO organisation_assignment (
    capacity, decree_number, decree_sha256, starts_on, instansi_id, person_id, position_id
) SELECT 'definitif', '', '', '2020-01-01', p.instansi_id, p.id, o.id FROM organisation_person p
JOIN organisation_position o ON o.code = p.email AND o.instansi_id = p.instansi_id
WHERE p.email LIKE 'ukuran-%%';

INSERT INTO organisation_grant (role, starts_on, instansi_id, position_id, unit_id)
SELECT 'coordinator', '2020-01-01', instansi_id, id, unit_id FROM organisation_position
WHERE code LIKE 'ukuran-%%';
