"""Tenancy: every row of an instansi is seen only inside that instansi's scope, held by PostgreSQL.

The scope is two session variables that row-level-security policies read. Outside any scope they are
empty, and a tenant table shows no row and takes none: forgetting a scope fails closed.
"""

from pranata.foundation.tenancy.migrations import TENANT_TABLES, enable_tenancy
from pranata.foundation.tenancy.scope import Scope, current_scope, tenant_scope

__all__ = ["TENANT_TABLES", "Scope", "current_scope", "enable_tenancy", "tenant_scope"]
