"""Every model, one subject a file."""

from luoshi.records.models.documents import Document, DocumentVersion
from luoshi.records.models.events import AppendOnlyError, Chain, Event
from luoshi.records.models.findings import Finding, FindingChange
from luoshi.records.models.matters import Assignment, Matter
from luoshi.records.models.people import Grant, Post, Tenure, User
from luoshi.records.models.programmes import Programme
from luoshi.records.models.reconciliations import Reconciliation, ReconciliationRow
from luoshi.records.models.regions import Region
from luoshi.records.models.tables import (
    Edition,
    MatterKind,
    ResponsibilityTable,
    TableRow,
    TableRowChange,
    TableUpload,
)
from luoshi.records.models.units import Unit, UnitName

__all__ = [
    "AppendOnlyError",
    "Assignment",
    "Chain",
    "Document",
    "DocumentVersion",
    "Edition",
    "Event",
    "Finding",
    "FindingChange",
    "Grant",
    "Matter",
    "MatterKind",
    "Post",
    "Programme",
    "Reconciliation",
    "ReconciliationRow",
    "Region",
    "ResponsibilityTable",
    "TableRow",
    "TableRowChange",
    "TableUpload",
    "Tenure",
    "Unit",
    "UnitName",
    "User",
]
