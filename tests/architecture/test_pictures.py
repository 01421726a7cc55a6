"""Every page is pictured, on a phone and on a desk: a page nobody looked at is not done.

The pictures are taken by the journeys (`make pictures`) and stand under docs/guide/images.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver
from tests.architecture.gate import ROOT, is_reason, modules_of_tests

IMAGES = ROOT / "docs/guide/images"
WIDTHS = (360, 1440)

PICTURED = {
    "planning:actions": "aksi",
    "planning:action": "aksi-satu",
    "planning:action_move": "aksi-geser",
    "planning:actions_gantt": "aksi-jadwal",
    "planning:actions_meeting": "aksi-rapat",
    "planning:actions_forecast": "aksi-prakiraan",
    "planning:actions_baseline": "aksi-semula",
    "planning:commitments": "aksi-komitmen",
    "planning:commitment": "aksi-komitmen-satu",
    "assessment:campaigns": "panggilan-daftar",
    "assessment:campaign": "panggilan",
    "assessment:campaign_new": "panggilan-susun",
    "assessment:campaign_act": "panggilan-perpanjang",
    "assessment:board": "penilaian-papan",
    "assessment:sharing": "penilaian-berbagi",
    "assessment:practice": "penilaian-cerita",
    "coaching:board": "pembinaan",
    "coaching:begin": "pembinaan-mulai",
    "coaching:detail": "pembinaan-instansi",
    "coaching:end": "pembinaan-akhiri",
    "coaching:visit_plan": "pembinaan-kunjungan",
    "coaching:visit": "pembinaan-hasil",
    "coaching:agree": "pembinaan-sepakati",
    "coaching:follow_up": "pembinaan-tindak-lanjut",
    "insights:own": "perbandingan",
    "insights:body": "perbandingan-umum",
    "insights:indicator": "perbandingan-indikator",
    "desk:notices": "pemberitahuan",
    "planning:home": "rencana-kesenjangan",
    "planning:plans": "rencana-daftar",
    "components": "komponen",
    "demo_personas": "peragaan",
    "account_security": "akun-keamanan",
    "account_sessions": "akun-sesi",
    "account_activity": "akun-kegiatan",
    "account_second_factor_required": "akun-faktor-wajib",
    "account_login": "akun-masuk",
    "mfa_authenticate": "akun-faktor-kedua",
    "account_logout": "akun-keluar",
    "account_inactive": "akun-tidak-aktif",
    "account_signup": "akun-undangan",
    "account_reauthenticate": "akun-konfirmasi",
    "mfa_reauthenticate": "akun-konfirmasi-kode",
    "account_change_password": "akun-kata-sandi",
    "account_reset_password": "akun-lupa-kata-sandi",
    "account_reset_password_done": "akun-tautan-terkirim",
    "account_reset_password_from_key": "akun-setel-kata-sandi",
    "account_reset_password_from_key_done": "akun-kata-sandi-disetel",
    "account_email": "akun-surel",
    "account_email_verification_sent": "akun-surel-terkirim",
    "account_confirm_email": "akun-surel-tautan-mati",
    "mfa_activate_totp": "akun-autentikator",
    "mfa_deactivate_totp": "akun-autentikator-hapus",
    "mfa_view_recovery_codes": "akun-kode-cadangan",
    "mfa_generate_recovery_codes": "akun-kode-cadangan-buat",
    "mfa_list_webauthn": "akun-passkey",
    "mfa_add_webauthn": "akun-passkey-tambah",
    "mfa_edit_webauthn": "akun-passkey-ubah",
    "mfa_remove_webauthn": "akun-passkey-hapus",
    "organisation:home": "organisasi-ringkasan",
    "organisation:history": "organisasi-riwayat",
    "organisation:act_as": "organisasi-bertindak",
    "organisation:units": "organisasi-unit",
    "organisation:unit": "organisasi-satu-unit",
    "organisation:unit_register": "organisasi-tambah-unit",
    "organisation:unit_end": "organisasi-akhiri-unit",
    "organisation:unit_move": "organisasi-pindahkan-unit",
    "organisation:position_create": "organisasi-bentuk-jabatan",
    "organisation:positions": "organisasi-jabatan",
    "organisation:position": "organisasi-satu-jabatan",
    "organisation:position_end": "organisasi-akhiri-jabatan",
    "organisation:position_superior": "organisasi-ubah-atasan",
    "organisation:position_assign": "organisasi-tugaskan",
    "organisation:assignment_end": "organisasi-akhiri-penugasan",
    "organisation:people": "organisasi-orang",
    "organisation:person_register": "organisasi-daftarkan-orang",
    "organisation:person": "organisasi-satu-orang",
    "organisation:person_end": "organisasi-akhiri-orang",
    "organisation:account_end": "organisasi-akhiri-akun",
    "organisation:person_invite": "organisasi-undang-orang",
    "organisation:person_link_resend": "organisasi-menunggu-persetujuan",
    "organisation:person_link_cancel": "organisasi-menunggu-persetujuan",
    "organisation:account_link": "organisasi-taut-akun",
    "organisation:roles": "organisasi-peran",
    "organisation:role_grant": "organisasi-beri-peran",
    "organisation:role_revoke": "organisasi-cabut-peran",
    "organisation:imports": "organisasi-impor",
    "organisation:import": "organisasi-periksa-impor",
    "assessment:list": "penilaian",
    "assessment:assessors": "menilai-asesor",
    "assessment:tasks": "menilai-tugas",
    "assessment:task": "menilai-satu-tugas",
    "assessment:judge_page": "menilai-indikator",
    "assessment:new": "penilaian-baru",
    "assessment:detail": "penilaian-rinci",
    "assessment:indicator": "penilaian-indikator",
    "assessment:division": "penilaian-pembagian",
    "assessment:evidence": "penilaian-pilih-bukti",
    "assessment:agency": "penilaian-perangkat-daerah",
    "assessment:carry": "penilaian-instrumen-lain",
    "assessment:trace": "penilaian-hitungan",
    "assessment:history": "penilaian-riwayat",
    "assessment:result": "penilaian-hasil",
    "assessment:conclusions": "penilaian-kesimpulan",
    "assessment:report_template": "penilaian-templat",
    "assessment:minutes": "penilaian-berita-acara",
    "assessment:conclusion": "penilaian-kesimpulan-aspek",
    "assessment:upload": "penilaian-unggah",
    "assessment:ministry": "penilaian-salin",
    "assessment:excel": "penilaian-excel",
    "assessment:excel_file": "penilaian-excel-berkas",
    "assessment:close": "penilaian-tutup",
    "assessment:reopen": "penilaian-buka",
    "assessment:publish": "penilaian-umumkan",
    "assessment:withdraw": "penilaian-tarik",
    "records:documents": "arsip-daftar",
    "records:add": "arsip-unggah",
    "records:document": "arsip-naskah",
    "records:describe": "arsip-ralat",
    "records:new_version": "arsip-versi",
    "records:integrity": "arsip-keutuhan",
    "records:sheets": "arsip-lembar",
    "records:sheet_book": "arsip-lembar-bukukan",
    "records:sheet_correct": "arsip-lembar-ralat",
    "records:evidence_list": "arsip-daftar-bukti",
    "records:evidence": "arsip-bukti",
    "records:withdraw": "arsip-tarik",
    "records:proof": "arsip-paket",
    "records:disposals": "arsip-penyusutan",
    "records:propose": "arsip-usul",
    "records:disposal": "arsip-satu-usul",
    "records:disposal_step": "arsip-langkah-usul",
    "records:retention": "arsip-retensi",
    "records:schedules": "arsip-jadwal",
    "records:schedule": "arsip-satu-jadwal",
    "records:schedule_file": "arsip-periksa-jadwal",
    "records:schedule_withdraw": "arsip-tarik-jadwal",
    "records:holds": "arsip-penahanan",
    "records:hold_place": "arsip-tahan",
    "records:hold_document": "arsip-tahan-naskah",
    "records:hold_release": "arsip-lepas",
    "records:trigger": "arsip-kejadian",
    "records:erasures": "arsip-permintaan-hapus",
    "records:erasure": "arsip-putus-hapus",
    "records:erasure_record": "arsip-catat-hapus",
    "records:erasure_term": "arsip-tenggat-hapus",
    "desk:home": "meja",
    "desk:receipts": "meja-bukti",
    "receipts:entry": "meja-catatan",
    "receipts:dispute": "meja-sangkal",
    "receipts:disputes": "meja-daftar-sangkalan",
    "receipts:disputed": "meja-sangkalan",
    "receipts:answer": "meja-jawab-sangkalan",
    "handover:list": "serah-terima-daftar",
    "handover:detail": "serah-terima",
    "handover:begin": "serah-terima-mulai",
    "handover:former": "serah-terima-saya",
    "handover:own_proof": "bukti-pribadi",
    "handover:own_package": "bukti-pribadi-paket",
    "portal:home": "beranda",
    "portal:results": "hasil",
    "portal:instansi": "instansi",
    "portal:compare": "banding",
    "portal:find": "cari",
    "portal:data": "data",
    "portal:legal": "dasar-hukum",
    "portal:accessibility": "aksesibilitas",
    "portal:calculator": "kalkulator",
    "portal:check_evidence": "cek-bukti",
    "portal:check_code": "cek-bukti-kode",
    "portal:key_sheet": "lembar-kunci",
    "portal:instruments": "instrumen",
    "portal:instrument": "instrumen-rinci",
    "portal:indicator": "instrumen-indikator",
    "portal:instrument_changes": "instrumen-perubahan",
}

EXEMPT = {
    "healthz": "answers a machine with one word",
    "set_language": "takes a choice and leads back",
    "demo_enter": "signs in and leads on",
    "account_start": "leads on to the security page",
    "mfa_index": "same page as account_security, under the name the library asks for",
    "account_end_*": "ends sessions and leads back",
    "account_set_password": "leads to changing the password: every account has one or a link",
    "mfa_login_webauthn": "hands the browser the challenge of a passkey",
    "mfa_reauthenticate_webauthn": "shares the page of mfa_reauthenticate, with its passkey button",
    "mfa_download_recovery_codes": "is a text file to keep",
    "organisation:import_template": "is a file to fill in",
    "organisation:import_file": "is the file as uploaded",
    "organisation:import_decide": "takes a decision and leads back",
    "desk:notices_*": "takes a choice and leads back",
    "desk:calendar": "is a file for machines",
    "coaching:note": "keeps a note and leads back",
    "assessment:levels": "saves levels and answers the page that asked",
    "assessment:judge": "answers the script that saves one requirement",
    "assessment:*_task": "gives or ends a task and leads back",
    "assessment:move": "closes a stage and leads back",
    "assessment:give_back": "returns a stage and leads back",
    "assessment:declare": "takes a declaration and leads back",
    "assessment:ask": "sends a message and leads back",
    "assessment:say": "sends a message and leads back",
    "assessment:review": "takes a verdict and leads back",
    "assessment:task_*": "is a file inside the page of its indicator",
    "assessment:divide": "divides indicators and leads back",
    "assessment:undo*": "takes back changes and leads back",
    "assessment:apply": "applies an upload and leads back",
    "assessment:copy": "copies levels and leads back",
    "assessment:ministry_xlsx": "is a file to download",
    "assessment:excel_download": "is a file to fill in",
    "assessment:excel_apply": "applies a filled file and leads back",
    "assessment:template": "is a file to fill in",
    "assessment:trace_json": "is a file for machines",
    "assessment:recompute_json": "is a file for machines",
    "assessment:report_pdf": "is a file to download",
    "assessment:minutes_sign": "takes a signature and leads back",
    "assessment:minutes_keep": "keeps signed minutes and leads back",
    "assessment:minutes_pdf": "is a file to download",
    "assessment:report_docx": "is a file to download",
    "assessment:report_template_file": "is a file to download",
    "assessment:report_template_restore": "goes back to the shipped template and leads back",
    "assessment:xlsx": "is a file to download",
    "assessment:pdf": "is a file to download",
    "records:upload*": "answers the script that sends a file",
    "records:*_export": "is a file to download",
    "records:sheet_pdf": "is a file to print",
    "records:checkpoint_file": "is a file to carry",
    "records:bring": "takes a file and leads back",
    "records:page": "is a picture inside the page of its document",
    "records:show": "is the file itself, inside the page of its document",
    "records:download*": "is a file to download",
    "records:schedule_example": "takes in the example and leads to its page",
    "records:schedule_template": "is a file to fill in",
    "records:schedule_download": "is the file as uploaded",
    "records:schedule_decide": "takes a decision and leads on",
    "records:erasure_name": "names a document and leads back",
    "records:export_*": "records an export and leads to its page",
    "desk:receipts_export": "is a file to download",
    "handover:*note": "keeps a draft and leads back",
    "handover:*sign": "takes a signature and leads back",
    "handover:waive": "takes a decision and leads back",
    "handover:*file": "is a file to download",
    "handover:own_export": "records an export and leads to its page",
    "handover:own_printed": "is a file to download",
    "handover:own_download": "is a file to download",
    "planning:actions_export": "is a file to download",
    "planning:actions_start": "takes a choice and leads on",
    "planning:commitment_sign": "takes a commitment and leads back",
    "planning:action_edit": "takes a change and leads back",
    "planning:action_decide": "takes an answer and leads back",
    "planning:action_progress": "takes a report and leads back",
    "planning:action_show": "takes a choice and leads back",
    "planning:action_offer": "takes a choice and leads back",
    "planning:action_propose": "takes a proposal and leads back",
    "planning:sheet": "is a file to print",
    "planning:plan": "its journey, which takes the picture, is still to come",
    "planning:new": "its journey, which takes the picture, is still to come",
    "planning:compare": "its journey, which takes the picture, is still to come",
    "planning:estimates": "its journey, which takes the picture, is still to come",
    "planning:estimates_*": "takes a file or a decision and leads back, or is a file",
    "planning:capacities": "takes a file and leads back",
    "planning:gaps_file": "is a file to download",
    "planning:steps_file": "is a file to download",
    "planning:recompute": "is a file for machines",
    "planning:adopt": "asks again with one limit changed and leads on",
    "planning:stop": "stops a calculation and leads back",
    "planning:propose": "takes a decision and leads back",
    "planning:accept": "takes a decision and leads back",
    "planning:give_back": "takes a decision and leads back",
    "ledger:*": "answers machines that mirror the log",
    "portal:results_export": "is a file to download",
    "portal:recompute": "is a file for machines",
    "portal:search": "answers the search box",
    "portal:data_*": "is a file to download",
    "portal:calculator_*": "is a file to download",
    "portal:check_fingerprint": "is a part of the page, for its script",
    "portal:download_*": "is a file to download",
}


def routes(patterns: Iterable[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """Yield the full name of every route."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def unpictured(names: Iterable[str], pictured: Mapping[str, str], exempt: Mapping[str, str]) -> list[str]:
    """Return what is wrong: routes in neither list or in both, and entries that no route has."""
    named = set(names)
    idle = {re.compile(re.escape(key).replace(r"\*", ".*")): key for key in exempt}
    excused = {name for name in named if any(pattern.fullmatch(name) for pattern in idle)}
    wrong = [f"no picture: {name}" for name in sorted(named - set(pictured) - excused)]
    wrong += [f"both pictured and exempt: {name}" for name in sorted(excused & set(pictured))]
    wrong += [f"no such route: {name}" for name in sorted(set(pictured) - named)]
    return wrong + [
        f"no such route: {key}" for p, key in idle.items() if not any(p.fullmatch(n) for n in named)
    ]


def test_every_page_is_in_the_list_of_pictures_or_says_why_not():
    assert unpictured(routes(get_resolver().url_patterns), PICTURED, EXEMPT) == []
    assert [key for key, reason in EXEMPT.items() if not is_reason(reason)] == []


def test_every_picture_stands_in_both_widths():
    files = [f"{stem}-{width}-terang.png" for stem in PICTURED.values() for width in WIDTHS]
    assert [name for name in files if not (IMAGES / name).is_file()] == []


def test_every_picture_is_one_that_a_journey_takes():
    journeys = "\n".join(p.read_text() for p in modules_of_tests() if "journeys" in p.parts)
    kept = {re.sub(r"-(360|1440)-(terang|gelap)$", "", p.stem) for p in IMAGES.glob("*.png")}
    bare = {stem: re.sub("^(akun|arsip|organisasi|penilaian|peran)-", "", stem) for stem in kept}
    assert [stem for stem in sorted(kept) if bare[stem] not in journeys] == []


class TestTheGateItself:
    def test_it_sees_a_page_without_a_picture(self):
        assert unpictured(["a", "b"], {"a": "gambar"}, {}) == ["no picture: b"]

    def test_it_sees_a_page_that_is_gone(self):
        assert unpictured([], {"a": "gambar"}, {"b*": "is a file"}) == [
            "no such route: a",
            "no such route: b*",
        ]
