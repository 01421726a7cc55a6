"""Where the log is served: C2SP `tlog-tiles` below a prefix a log, as docs/spec/ledger-http.md says."""

from django.urls import path

from pranata.ledger.web import views

app_name = "ledger"
urlpatterns = [
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("<int:number>/checkpoint", views.checkpoint, name="checkpoint_of"),
    path("<int:number>/proof/<int:seq>", views.proof, name="proof"),
    path("<int:number>/tile/entries/<path:place>", views.entries, name="entries"),
    path("<int:number>/tile/<int:level>/<path:place>", views.tile, name="tile"),
]
