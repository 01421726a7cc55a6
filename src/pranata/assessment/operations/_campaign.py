"""What the acts on a call have in common: the lock, the state it must be in, how an entry names it."""

from django.utils.translation import gettext_lazy as _

from pranata.assessment.models import Campaign, CampaignState
from pranata.assessment.operations.reopen_assessment import given_reason
from pranata.assessment.policies import require_may_call
from pranata.foundation.errors import ProductError
from pranata.ledger.operations.append_entry import ObjectRef
from pranata.organisation.policies import Actor

__all__ = ["CampaignElsewhere", "CampaignNotSo", "campaign_ref", "given_reason", "lock_campaign"]


class CampaignNotSo(ProductError):
    """The call is not in a state in which this can be done."""

    def __init__(self, campaign: Campaign) -> None:
        state = CampaignState(campaign.state).label
        super().__init__(
            _("Panggilan ini berkeadaan %(state)s, sehingga tindakan itu tidak dapat dilakukan.")
            % {"state": str(state).lower()},
            why=_("Orang lain mungkin baru saja mengubahnya."),
            remedy=_("Muat ulang halaman panggilan untuk melihat keadaannya sekarang."),
        )


class CampaignElsewhere(ProductError):
    """There is no such call of this organiser."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("Panggilan itu tidak ditemukan."))


def lock_campaign(campaign: Campaign, actor: Actor, *states: CampaignState) -> Campaign:
    """Lock a call of the actor's own instansi that is in one of the states, and return it as it stands.

    Raises NotPermitted, CampaignElsewhere or CampaignNotSo.
    """
    require_may_call(actor, campaign.instansi_id)
    stored = (
        Campaign.objects.select_for_update().filter(pk=campaign.pk, instansi_id=actor.instansi_id).first()
    )
    if stored is None:
        raise CampaignElsewhere
    if stored.state not in states:
        raise CampaignNotSo(stored)
    return stored


def campaign_ref(campaign: Campaign) -> ObjectRef:
    """Name the call in a ledger entry."""
    return ObjectRef(role="panggilan", type="campaign", id=str(campaign.pk), sha256=None)
