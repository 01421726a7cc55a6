"""Statements that every request asks, kept planned by the server.

Planning a statement over several tables under row-level security costs the server more than running it, and
building it anew costs us more still. One that is asked with every page or save is written out and prepared
once on each connection. Row-level security holds it as any other: its policies are read when it runs.
"""

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from itertools import count, islice
from typing import Any, Generic, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)
Value: TypeAlias = int | str | dt.date | list[str]

# What each connection has prepared, by which name there; a new connection has nothing.
_prepared: "WeakKeyDictionary[Any, dict[str, str]]" = WeakKeyDictionary()
_numbers = count(1)


class Statement:
    """A statement with `$1`, `$2`… in place of what is asked for. `name` is its own in the whole product."""

    def __init__(self, name: str, sql: str) -> None:
        self._name = name
        self._sql = sql

    def rows(self, *values: Value) -> list[tuple[Any, ...]]:
        """Run it and return what it found. One query.

        Where a migration changed a column since, the server refuses: it is prepared anew and run again, in a
        transaction only by the next request, since this one's is lost.
        """
        try:
            return self._run([*values])
        except NotSupportedError:
            _prepared[connection.connection].pop(self._name, None)
            if connection.in_atomic_block:
                raise
            return self._run([*values])

    def _run(self, values: list[Value]) -> list[tuple[Any, ...]]:
        name, marks = self._prepare(), ", ".join(["%s"] * len(values))
        with connection.cursor() as cursor:
            cursor.execute(f"EXECUTE {name}({marks})", values)
            return list(cursor.fetchall())

    def _prepare(self) -> str:
        connection.ensure_connection()
        known = _prepared.setdefault(connection.connection, {})
        if self._name not in known:
            name = f"{self._name}_{next(_numbers)}"
            with connection.wrap_database_errors:
                connection.connection.execute(f"PREPARE {name} AS {self._sql}")
            known[self._name] = name
        return known[self._name]


class Columns(Generic[Row]):
    """All columns of a model in a written-out statement, under the alias of its table."""

    def __init__(self, model: type[Row], alias: str) -> None:
        self._model = model
        self._alias = alias

    @cached_property
    def sql(self) -> str:
        """The columns as they are selected. Raises TypeError for a field that reads its value its own way."""
        fields = self._model._meta.concrete_fields
        if any(hasattr(field, "from_db_value") for field in fields):
            raise TypeError(f"{self._model.__name__} has a field that converts what the database says")
        return ", ".join(f'{self._alias}."{field.column}"' for field in fields)

    @cached_property
    def _names(self) -> list[str]:
        return [field.attname for field in self._model._meta.concrete_fields]

    def take(self, values: Iterator[Any]) -> Row:
        """Return the object of the columns that come next, as a query would."""
        return self._model.from_db(connection.alias, self._names, list(islice(values, len(self._names))))
