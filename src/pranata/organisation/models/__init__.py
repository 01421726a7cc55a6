from pranata.organisation.models.account_link import AccountLink, LinkState
from pranata.organisation.models.assignment import Assignment, Capacity
from pranata.organisation.models.grant import Grant, Role
from pranata.organisation.models.instansi import Instansi, InstansiKind
from pranata.organisation.models.made import Made, Named, NamedAs
from pranata.organisation.models.notice import CalendarFeed, Notice, NoticeRound, NoticeSetting
from pranata.organisation.models.pending_import import ImportKind, ImportState, PendingImport
from pranata.organisation.models.person import Person
from pranata.organisation.models.position import Position
from pranata.organisation.models.unit import Unit, UnitKind

__all__ = [
    "AccountLink",
    "Assignment",
    "CalendarFeed",
    "Capacity",
    "Grant",
    "ImportKind",
    "ImportState",
    "Instansi",
    "InstansiKind",
    "LinkState",
    "Made",
    "Named",
    "NamedAs",
    "Notice",
    "NoticeRound",
    "NoticeSetting",
    "PendingImport",
    "Person",
    "Position",
    "Role",
    "Unit",
    "UnitKind",
]
