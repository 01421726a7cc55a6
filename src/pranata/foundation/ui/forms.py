"""Plain Django forms drawn in our markup: label above, hint between, error below with its icon.

`FORM_RENDERER` points here, so `{{ form }}` and `{{ field.as_field_group }}` need no further words.
"""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

CLASS_OF_TEMPLATE = {
    "select": "form-select",
    "textarea": "form-control",
    "checkbox": "form-check-input",
    "radio": "form-check-input",
    "checkbox_option": "form-check-input",
    "radio_option": "form-check-input",
}
UNSTYLED = {"hidden", "multiple_hidden", "select_option", "radio", "checkbox_select"}
NUMERIC = {"number", "date", "datetime", "time"}


class FormRenderer(TemplatesSetting):
    """Finds form templates among ours first and gives each control its class."""

    form_template_name = "foundation/forms/form.html"
    field_template_name = "foundation/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw one widget, field or form."""
        widget = context.get("widget")
        if isinstance(widget, dict) and template_name.startswith("django/forms/widgets/"):
            context = {**context, "widget": _dressed(widget, template_name)}
        return super().render(template_name, context, request)


def _dressed(widget: dict[str, Any], template_name: str) -> dict[str, Any]:
    kind = template_name.rsplit("/", 1)[-1].removesuffix(".html")
    if kind in {"radio", "checkbox_select", "multiple_input"}:
        return {**widget, "optgroups": _dressed_options(widget["optgroups"])}
    if kind in UNSTYLED or kind.endswith("hidden"):
        return widget
    attributes = dict(widget.get("attrs", {}))
    classes = [CLASS_OF_TEMPLATE.get(kind, "form-control")]
    classes += ["num"] if kind in NUMERIC else []
    classes += ["is-invalid"] if str(attributes.get("aria-invalid", "")) == "true" else []
    attributes["class"] = " ".join([*classes, attributes.get("class", "")]).strip()
    dressed = {**widget, "attrs": attributes}
    if "subwidgets" in dressed:
        dressed["subwidgets"] = [_dressed(w, w["template_name"]) for w in widget["subwidgets"]]
    return dressed


def _dressed_options(groups: list[Any]) -> list[Any]:
    return [
        (name, [_dressed(option, option["template_name"]) for option in options], index)
        for name, options, index in groups
    ]
