"""`/kelola/`: the organisation and who may do what in it."""

from django.urls import URLPattern, URLResolver, path

from pranata.organisation.web.views import (
    account_links,
    accounts,
    imports,
    overview,
    people,
    positions,
    roles,
    units,
)

app_name = "organisation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.home, name="home"),
    path("riwayat/", overview.history, name="history"),
    path("bertindak/", overview.act_as, name="act_as"),
    path("unit/", units.tree, name="units"),
    path("unit/<int:pk>/", units.unit, name="unit"),
    path("unit/<int:pk>/tambah/", units.register, name="unit_register"),
    path("unit/<int:pk>/akhiri/", units.end, name="unit_end"),
    path("unit/<int:pk>/pindahkan/", units.move, name="unit_move"),
    path("unit/<int:pk>/jabatan/", positions.create, name="position_create"),
    path("jabatan/", positions.index, name="positions"),
    path("jabatan/<int:pk>/", positions.position, name="position"),
    path("jabatan/<int:pk>/akhiri/", positions.end, name="position_end"),
    path("jabatan/<int:pk>/atasan/", positions.superior, name="position_superior"),
    path("jabatan/<int:pk>/tugaskan/", positions.assign, name="position_assign"),
    path("penugasan/<int:pk>/akhiri/", positions.unassign, name="assignment_end"),
    path("orang/", people.index, name="people"),
    path("orang/daftarkan/", people.register, name="person_register"),
    path("orang/<int:pk>/", people.person, name="person"),
    path("orang/<int:pk>/akhiri/", people.end, name="person_end"),
    path("orang/<int:pk>/akhiri-akun/", accounts.end, name="account_end"),
    path("orang/<int:pk>/undang/", people.invite, name="person_invite"),
    path("orang/<int:pk>/taut/kirim-ulang/", account_links.resend, name="person_link_resend"),
    path("orang/<int:pk>/taut/batalkan/", account_links.cancel, name="person_link_cancel"),
    path("taut/<str:token>/", account_links.answer, name="account_link"),
    path("peran/", roles.index, name="roles"),
    path("peran/beri/", roles.grant, name="role_grant"),
    path("peran/<int:pk>/cabut/", roles.revoke, name="role_revoke"),
    path("impor/", imports.index, name="imports"),
    path("impor/templat/<str:kind>.<str:extension>", imports.template, name="import_template"),
    path("impor/<int:pk>/", imports.preview, name="import"),
    path("impor/<int:pk>/berkas/", imports.download, name="import_file"),
    path("impor/<int:pk>/<str:act>/", imports.decide, name="import_decide"),
]
