"""The loop that anchors the log, in a thread beside the sequencer and with a connection of its own."""

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from pranata.foundation.environment import Environment
from pranata.ledger.anchoring.carrying import take_brought
from pranata.ledger.anchoring.cosigning import Courier, carry_all
from pranata.ledger.anchoring.high_water import HighWater
from pranata.ledger.anchoring.schedule import DailyStamp
from pranata.ledger.anchoring.trust import Trust, trust_of
from pranata.ledger.sequencing.last_seen import AskWitness, witness_at
from pranata.ledger.sequencing.store import Database

PAUSE = 1.0
PAUSE_WITHOUT_DATABASE = 5.0

logger = logging.getLogger("pranata.ledger.anchoring")


@dataclass(frozen=True, kw_only=True)
class Anchoring:
    """Where the collector works, and whom it asks."""

    conninfo: str
    clock: Callable[[], dt.datetime]
    trust: Trust
    high_water: HighWater
    daily: DailyStamp | None = None

    def couriers(self) -> list[Courier]:
        """Return one courier for each witness that has an address."""
        return [Courier(name, at, self.high_water) for name, at in self.trust.reachable.items()]


def anchoring(
    conninfo: str, clock: Callable[[], dt.datetime], trust: Trust, daily: DailyStamp | None = None
) -> Anchoring:
    """Return what the collector needs for a policy."""
    high_water = HighWater(trust.reachable.values())
    return Anchoring(conninfo=conninfo, clock=clock, trust=trust, high_water=high_water, daily=daily)


def asked(env: Environment, high_water: HighWater | None = None) -> AskWitness | None:
    """Return whom the sequencer asks: the witnesses of the policy, the one carried by hand, both, or nobody.

    Raises PolicyNotUsable or WitnessUnreachable for settings that cannot be used.
    """
    carried = witness_at(env.ledger_witness)
    if high_water is None and (trust := trust_of(env)) and trust.reachable:
        high_water = HighWater(trust.reachable.values())
    if high_water is None or carried is None:
        return high_water or carried
    return lambda origin: max(carried(origin), high_water(origin), key=lambda seen: seen.size)


def connected(conninfo: str) -> Database:
    """Connect as the sequencer does, for single statements."""
    return psycopg.connect(
        conninfo, autocommit=True, connect_timeout=10, application_name="pranata-anchoring"
    )


def run(configuration: Anchoring, stop: threading.Event) -> None:
    """Anchor until told to stop. Whatever happens here, sequencing goes on."""
    couriers = configuration.couriers()
    while not stop.is_set():
        try:
            with connected(configuration.conninfo) as database:
                while not stop.is_set():
                    carry_all(database, couriers, configuration.clock)
                    take_brought(database, trust=configuration.trust, now=configuration.clock())
                    if configuration.daily:
                        configuration.daily.attend(database, configuration.clock())
                    stop.wait(PAUSE)
        except psycopg.Error as error:
            logger.warning("%s", str(error).strip())
        except Exception:
            logger.exception("anchoring")
        stop.wait(PAUSE_WITHOUT_DATABASE)
