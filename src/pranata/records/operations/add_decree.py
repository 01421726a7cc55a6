"""Keeping a decree (SK) that an administrator of the organisation acts on."""

import datetime as dt

from django.db import transaction

from pranata.organisation.models import Role, Unit
from pranata.organisation.policies import Actor, require_role
from pranata.records.models import Upload, Version
from pranata.records.operations.add_document import Description, keep_document

DECREE, LIMITED = "keputusan", "T"


@transaction.atomic
def add_decree(
    *, upload: Upload, unit: Unit, title: str, number: str, actor: Actor, now: dt.datetime
) -> Version:
    """Make a document of a decree about somebody, class Terbatas, owned by the unit of their position.

    An administrator of the unit may, who keeps no other documents there. Raises NotPermitted, UploadMissing,
    UploadUnfinished or BlobMissing.
    """
    require_role(actor, Role.ADMINISTRATOR, instansi_id=unit.instansi_id, unit_id=unit.pk)
    description = Description(title=title, kind=DECREE, security=LIMITED, number=number)
    return keep_document(upload=upload, unit=unit, description=description, actor=actor, now=now)
