"""Routes under `/rencana/`."""

from django.urls import URLPattern, URLResolver, include, path

from pranata.planning.web.views import asking, deciding, gaps, plans

app_name = "planning"

urlpatterns: list[URLPattern | URLResolver] = [
    path("aksi/", include("pranata.planning.web.action_urls")),
    path("", gaps.index, name="home"),
    path("kesenjangan.<str:form>", gaps.file, name="gaps_file"),
    path("daftar/", plans.index, name="plans"),
    path("susun/", asking.new, name="new"),
    path("<int:pk>/", plans.detail, name="plan"),
    path("<int:pk>/langkah.<str:form>", plans.steps_file, name="steps_file"),
    path("<int:pk>/hitung-ulang.json", plans.recompute, name="recompute"),
    path("<int:pk>/pakai/", asking.adopt, name="adopt"),
    path("<int:pk>/hentikan/", asking.stop, name="stop"),
    path("<int:pk>/ajukan/", deciding.propose, name="propose"),
    path("<int:pk>/tetapkan/", deciding.accept, name="accept"),
    path("<int:pk>/kembalikan/", deciding.give_back, name="give_back"),
]
