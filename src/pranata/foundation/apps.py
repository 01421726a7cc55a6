from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "pranata.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
