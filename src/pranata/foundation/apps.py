from importlib import import_module

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "pranata.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers of allauth's signals; they need the models to be loaded."""
        import_module("pranata.foundation.web.accounts.receivers")
