"""Builds the organisations of the demonstration through the same operations an administrator uses."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from pranata.config.demonstration.people import PLANS, OrganisationPlan, PostPlan
from pranata.foundation.models import Account
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Instansi, Person, Position, Unit
from pranata.organisation.operations.assign_person import assign_person
from pranata.organisation.operations.create_position import create_position
from pranata.organisation.operations.found_organisation import found_organisation
from pranata.organisation.operations.grant_role import grant_role
from pranata.organisation.operations.invite_account import invite_account
from pranata.organisation.operations.register_person import register_person
from pranata.organisation.operations.register_unit import register_unit
from pranata.organisation.policies import Actor
from pranata.organisation.queries.actor import actor_of

SINCE = dt.date(2021, 1, 4)
DECREE = "Contoh/SK/2021"


def load(*, now: dt.datetime) -> None:
    """Make the organisations; one that has a unit already is left as it is."""
    for plan in PLANS:
        instansi = Instansi.objects.get(slug=plan.slug)
        with tenant_scope(instansi.pk):
            if not Unit.objects.exists():
                _Builder.begin(plan, instansi, now).build()


def acting_for(slug: str, code: str, on: dt.date) -> Actor:
    """Return who holds a post of the demonstration today. Needs the tenant's scope."""
    held = Assignment.objects.select_related("position__unit", "person", "instansi")
    return actor_of(held.get(instansi__slug=slug, position__code=code), on)


@dataclass
class _Builder:
    """Adds a plan's units and posts, acting as its first administrator."""

    plan: OrganisationPlan
    seat: Assignment
    now: dt.datetime
    units: dict[str, Unit]
    posts: dict[str, Position]

    @classmethod
    def begin(cls, plan: OrganisationPlan, instansi: Instansi, now: dt.datetime) -> "_Builder":
        account = make_account(plan.administrator_email, plan.administrator)
        founded = found_organisation(
            instansi=instansi,
            account=account,
            title="Pengelola Organisasi",
            starts_on=SINCE,
            decree_number=DECREE,
            now=now,
        )
        founded.assignment.instansi = instansi
        return cls(plan, founded.assignment, now, {"0": founded.root}, {})

    @property
    def actor(self) -> Actor:
        """The administrator as of now: a unit just registered is within reach."""
        return actor_of(self.seat, self.now.date())

    @transaction.atomic
    def build(self) -> None:
        for unit in self.plan.units:
            self.units[unit.code] = register_unit(
                parent=self.units[unit.parent],
                kind=unit.kind,
                code=unit.code,
                name=unit.name,
                starts_on=SINCE,
                actor=self.actor,
                now=self.now,
            )
        for post in self.plan.posts:
            self._post(post)

    def _post(self, post: PostPlan) -> None:
        position = create_position(
            unit=self.units[post.unit],
            code=post.code,
            title=post.title,
            superior=self.posts.get(post.superior),
            starts_on=SINCE,
            actor=self.actor,
            now=self.now,
        )
        self.posts[post.code] = position
        if post.person:
            self._hold(post, position)
        if post.role:
            grant_role(
                position=position,
                unit=self.units[post.on],
                role=post.role,
                starts_on=SINCE,
                actor=self.actor,
                now=self.now,
            )

    def _hold(self, post: PostPlan, position: Position) -> None:
        person = register_person(name=post.person, nip="", email=post.email, actor=self.actor, now=self.now)
        assign_person(
            position=position,
            person=person,
            capacity=post.capacity,
            decree_number=DECREE,
            starts_on=SINCE,
            actor=self.actor,
            now=self.now,
        )
        if post.email:
            self._persona(person, post)

    def _persona(self, person: Person, post: PostPlan) -> None:
        make_account(post.email, post.person)
        invite_account(person=person, email=post.email, actor=self.actor, now=self.now)


def make_account(email: str, name: str) -> Account:
    """Return the persona's account. It has no password: one enters by the demonstration's own page."""
    account, _is_new = Account.objects.get_or_create(
        email=email, defaults={"name": name, "is_demonstration": True, "password": "!"}
    )
    return account
