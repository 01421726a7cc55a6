"""Routes under `/rencana/`."""

from django.urls import URLPattern, URLResolver, include, path

from pranata.planning.web.views import (
    asking,
    capacities,
    deciding,
    estimate,
    estimating,
    gaps,
    learning,
    plans,
    printing,
)

app_name = "planning"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("pranata.planning.web.roadmap_urls")),
    path("aksi/", include("pranata.planning.web.action_urls")),
    path("", gaps.index, name="home"),
    path("kesenjangan.<str:form>", gaps.file, name="gaps_file"),
    path("daftar/", plans.index, name="plans"),
    path("susun/", asking.new, name="new"),
    path("perkiraan/", estimating.index, name="estimates"),
    path("perkiraan/<str:what>.csv", estimating.template, name="estimates_template"),
    path("perkiraan/periksa/", estimating.check, name="estimates_check"),
    path("perkiraan/simpan/", estimating.apply, name="estimates_apply"),
    path("perkiraan/<uuid:batch>/urungkan/", estimating.undo, name="estimates_undo"),
    path("perkiraan/<str:indicator>/<int:level>/", estimate.step, name="estimate"),
    path("perkiraan/<str:indicator>/<int:level>/katalog/", estimate.drop, name="estimate_drop"),
    path("perkiraan/pengalaman/", learning.take, name="estimates_learn"),
    path("kapasitas/periksa/", capacities.check, name="capacities_check"),
    path("kapasitas/simpan/", capacities.apply, name="capacities_apply"),
    path("kapasitas/<uuid:batch>/urungkan/", capacities.undo, name="capacities_undo"),
    path("<int:pk>/lembar.pdf", printing.sheet, name="sheet"),
    path("<int:pk>/banding/", printing.compare, name="compare"),
    path("<int:pk>/", plans.detail, name="plan"),
    path("<int:pk>/langkah.<str:form>", plans.steps_file, name="steps_file"),
    path("<int:pk>/hitung-ulang.json", plans.recompute, name="recompute"),
    path("<int:pk>/pakai/", asking.adopt, name="adopt"),
    path("<int:pk>/hentikan/", asking.stop, name="stop"),
    path("<int:pk>/ajukan/", deciding.propose, name="propose"),
    path("<int:pk>/tetapkan/", deciding.accept, name="accept"),
    path("<int:pk>/kembalikan/", deciding.give_back, name="give_back"),
]
