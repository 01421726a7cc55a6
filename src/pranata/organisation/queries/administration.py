"""Who can administer the whole instansi, and on which days: an organisation nobody can is beyond repair."""

import datetime as dt

from django.db import connection
from django.db.models import Q, QuerySet

from pranata.organisation.models import Grant, Role, UnitKind

WHOLE = (Role.COORDINATOR,)
"""What acts on the whole instansi, on whichever unit it is granted: publishing its result, for one."""

POWERFUL = (*WHOLE, Role.ADMINISTRATOR)
"""What changes what others answer, or who may act: it asks for a second factor and for a proved address."""

# A day counts when a post holds the role on the top unit, somebody holds the post, and that person can
# sign in: by password, by passkey, or on the demonstration's own page.
_DAYS = """
    SELECT coalesce(range_agg(daterange(g.starts_on, g.ends_on) * daterange(a.starts_on, a.ends_on)
                              * daterange(NULL, p.ended_on) * daterange(%s, NULL)), '{}')::text
      FROM organisation_grant g
      JOIN organisation_unit u ON u.id = g.unit_id AND u.kind = 'instansi'
      JOIN organisation_assignment a ON a.position_id = g.position_id
      JOIN organisation_person p ON p.id = a.person_id
      JOIN foundation_account c ON c.id = p.account_id AND c.ended_at IS NULL
     WHERE g.role = 'administrator' AND g.instansi_id = %s
       AND (c.is_demonstration OR (c.password <> '' AND c.password NOT LIKE '!%%')
            OR EXISTS (SELECT 1 FROM mfa_authenticator f WHERE f.user_id = c.id AND f.type = 'webauthn'))
"""


def administered_days(instansi_id: int, today: dt.date) -> str:
    """Return the days from `today` on which somebody who can sign in administers the whole instansi.

    One query; the answer is PostgreSQL's text for a multirange of dates. Needs the tenant's scope.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, [today, instansi_id])
        return str(cursor.fetchone()[0])


def covers(days: str, others: str) -> bool:
    """Whether the first days hold all of the others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::datemultirange @> %s::datemultirange", [days, others])
        return bool(cursor.fetchone()[0])


def powerful_below_the_root(today: dt.date) -> QuerySet[Grant]:
    """Return the lasting roles over the whole instansi whose posts sit below the top unit."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    over_all = Q(role__in=WHOLE) | Q(role=Role.ADMINISTRATOR, unit__kind=UnitKind.ROOT)
    return Grant.objects.filter(lasting, over_all).exclude(position__unit__kind=UnitKind.ROOT)
