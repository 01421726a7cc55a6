"""The file of a result, handed to the command by a stranger."""

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse

from pranata.assessment.tests.scenes import enter, fill, make_draft
from pranata.config.command.index import command
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]


@pytest.fixture
def document(client):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        draft = make_draft(cast.alice)
        fill(draft, cast.alice)
        enter(draft, "1", 3, cast.alice)
        enter(draft, "2", None, cast.alice)
    client.force_login(cast.alice_account)
    return client.get(reverse("assessment:recompute_json", args=[draft.pk])).json()


def run(document, tmp_path, *options):
    file = tmp_path / "hitung-ulang.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return CliRunner().invoke(command, [str(file), *options])


def test_it_gives_the_same_exact_index_and_one_that_was_changed_is_refused(document, tmp_path):
    ran = run(document, tmp_path, "--json")
    assert ran.exit_code == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert (found["index_exact"], found["year"]) == (document["claimed"]["index_exact"], document["year"])
    assert found["missing"] == document["claimed"]["missing"] == ["2"]
    document["levels"]["1"] = "5"
    refused = run(document, tmp_path)
    assert refused.exit_code == 2
    assert document["claimed"]["index_exact"] in refused.stderr
