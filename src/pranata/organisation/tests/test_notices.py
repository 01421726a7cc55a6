"""Notices: told once, to the post, whoever holds it; another instansi sees none."""

import pytest

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Notice
from pranata.organisation.notices import declare_notice, icon_of, notify, sentence_of
from pranata.organisation.tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db

GIVEN = declare_notice("uji.diberi", "Jabatan Anda diberi indikator %(numbers)s.")


def test_the_same_is_told_a_post_once_also_from_another_instansis_scope():
    cast = make_cast()
    posts = {cast.bob.position_id: {"numbers": "11"}, cast.dana.position_id: {"numbers": "12, 13"}}
    for _again in range(2):
        with tenant_scope(cast.other_instansi.pk):
            notify(GIVEN, instansi_id=cast.instansi.pk, positions=posts, key="7:a", now=NOW)
            assert not Notice.objects.exists()
    with tenant_scope(cast.instansi.pk):
        told = {row.position_id: sentence_of(row) for row in Notice.objects.all()}
    assert told == {
        cast.bob.position_id: "Jabatan Anda diberi indikator 11.",
        cast.dana.position_id: "Jabatan Anda diberi indikator 12, 13.",
    }


def test_a_kind_is_declared_once_and_an_old_one_still_shows():
    with pytest.raises(ValueError, match="twice"):
        declare_notice(GIVEN.code, "lain")
    gone = Notice(kind="yang.hilang", detail={})
    assert (sentence_of(gone), icon_of(gone)) == ("yang.hilang", "bell")
