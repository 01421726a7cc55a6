"""Two people, or two windows of one, sign at the same moment: one signature stands, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from pranata.foundation.tenancy import tenant_scope
from pranata.handover.models import Dossier, Handover, Signature
from pranata.handover.operations.sign_handover import NotYourTurn
from pranata.handover.tests.scenes import BEFORE, make_office


def test_one_of_two_signatures_stands(committed_db):
    found = make_office()
    with tenant_scope(found.cast.instansi.pk):
        read = found.read(found.bob, BEFORE).read
    start = Barrier(2)

    def sign(_number):
        try:
            with tenant_scope(found.cast.instansi.pk):
                start.wait()
                found.sign(found.bob, BEFORE, read=read)
        except NotYourTurn:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(sign, range(2))) == [False, True]
    with tenant_scope(found.cast.instansi.pk):
        counted = (Handover.objects.count(), Dossier.objects.count(), Signature.objects.count())
        assert counted == (1, 1, 1)
