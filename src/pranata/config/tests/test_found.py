"""The first administrator of an instansi comes from whoever runs the installation."""

import pytest
from django.test import Client
from django.urls import reverse

from pranata.config.command.found import UnknownInstansi, _begin
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Grant
from pranata.organisation.operations.found_organisation import AlreadyFounded
from pranata.organisation.tests.cast import make_instansi

pytestmark = pytest.mark.django_db


def begin(slug: str, email: str = "budi@contoh.test") -> dict[str, str]:
    return _begin(slug, "Budi", email, None, "Pengelola Organisasi", "SK 1/2026")


def test_the_first_administrator_may_administer_and_gets_a_link_that_works():
    body = make_instansi("Kota Contoh")
    key = begin(body.slug)
    with tenant_scope(body.pk):
        grant = Grant.objects.select_related("position").get()
    assert (grant.role, grant.position.title) == ("administrator", "Pengelola Organisasi")
    answer = Client().get(reverse("account_reset_password_from_key", kwargs=key), follow=True)
    assert answer.status_code == 200


def test_it_refuses_an_organisation_that_has_begun_and_leaves_no_account():
    body = make_instansi("Kota Contoh")
    begin(body.slug)
    with pytest.raises(AlreadyFounded):
        begin(body.slug, "lain@contoh.test")
    assert not Account.objects.filter(email="lain@contoh.test").exists()


def test_it_refuses_an_unknown_instansi():
    with pytest.raises(UnknownInstansi):
        begin("kota-tidak-ada")
