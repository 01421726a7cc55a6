"""Routes of the Peta Rencana (`/rencana/peta/`) and of the ICT budget (`/rencana/anggaran/`)."""

from django.urls import URLPattern, URLResolver, path

from pranata.planning.web.views import budget, roadmaps

urlpatterns: list[URLPattern | URLResolver] = [
    path("peta/", roadmaps.index, name="roadmaps"),
    path("peta/<int:pk>/", roadmaps.detail, name="roadmap"),
    path("peta/<int:pk>/butir/", roadmaps.item_new, name="roadmap_item_new"),
    path("peta/<int:pk>/butir/<int:item_pk>/", roadmaps.item, name="roadmap_item"),
    path("peta/<int:pk>/butir/<int:item_pk>/buang/", roadmaps.item_remove, name="roadmap_item_remove"),
    path("peta/<int:pk>/isi/", roadmaps.fill, name="roadmap_fill"),
    path("peta/<int:pk>/ajukan/", roadmaps.propose, name="roadmap_propose"),
    path("peta/<int:pk>/versi-baru/", roadmaps.revise, name="roadmap_revise"),
    path("peta/<int:pk>/banding/<int:other>/", roadmaps.compare, name="roadmap_compare"),
    path("peta/<int:pk>/unduh/<slug:extension>/", roadmaps.download, name="roadmap_download"),
    path("peta/<int:pk>/<slug:act>/", roadmaps.act_on, name="roadmap_act"),
    path("anggaran/", budget.index, name="budget"),
    path("anggaran/unduh/<slug:extension>/", budget.export, name="budget_export"),
    path("anggaran/templat/<slug:extension>/", budget.template, name="budget_template"),
    path("anggaran/berkas/<int:pk>/", budget.file, name="budget_file"),
    path("anggaran/berkas/<int:pk>/<slug:act>/", budget.file_decide, name="budget_file_decide"),
    path("anggaran/<int:pk>/", budget.line, name="budget_line"),
]
