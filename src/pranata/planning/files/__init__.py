"""Costs and capacities from CSV or XLSX: read whole, repaired never, refused in one sentence that names the
place.
"""

from pranata.planning.files.capacity import capacity_csv, read_capacity
from pranata.planning.files.costs import costs_csv, read_costs
from pranata.planning.files.errors import PlanFileError

__all__ = ["PlanFileError", "capacity_csv", "costs_csv", "read_capacity", "read_costs"]
