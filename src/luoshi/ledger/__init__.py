"""What a matter's life may be: roles, permissions, statuses and rules, without any database."""

from luoshi.ledger.roles import GRANTED, Permission, Role

__all__ = ["GRANTED", "Permission", "Role"]
