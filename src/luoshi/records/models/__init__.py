"""Every model, one subject a file."""

from luoshi.records.models.closings import Closing, LookBack, LookBackSample
from luoshi.records.models.deliveries import Channel, Delivery, Posting
from luoshi.records.models.documents import Document, DocumentVersion
from luoshi.records.models.events import AppendOnlyError, Chain, Event
from luoshi.records.models.evidence import Evidence, EvidenceUse
from luoshi.records.models.findings import Finding, FindingChange
from luoshi.records.models.inspections import (
    Inspection,
    InspectionFinding,
    InspectionObjection,
    InspectionTarget,
    SanctionProposal,
)
from luoshi.records.models.matters import Assignment, DayRun, LightChange, Matter
from luoshi.records.models.meetings import Meeting, MeetingDecision
from luoshi.records.models.notice_kinds import NoticeKind
from luoshi.records.models.notices import Notice, NoticeChoice
from luoshi.records.models.people import Grant, Post, Tenure, User
from luoshi.records.models.plans import MatterRequest, Objection, Plan
from luoshi.records.models.programmes import Programme
from luoshi.records.models.reconciliations import Reconciliation, ReconciliationRow
from luoshi.records.models.regions import Region
from luoshi.records.models.reports import Contribution, Report, ReportDue, TargetReading
from luoshi.records.models.sheets import Sheet, SheetSerial
from luoshi.records.models.tables import (
    Edition,
    MatterKind,
    ResponsibilityTable,
    TableRow,
    TableRowChange,
    TableUpload,
)
from luoshi.records.models.targets import MatterTarget, Milestone, Service
from luoshi.records.models.units import Unit, UnitName
from luoshi.records.models.views import LightCount, SavedView

__all__ = [
    "AppendOnlyError",
    "Assignment",
    "Chain",
    "Channel",
    "Closing",
    "Contribution",
    "DayRun",
    "Delivery",
    "Document",
    "DocumentVersion",
    "Edition",
    "Event",
    "Evidence",
    "EvidenceUse",
    "Finding",
    "FindingChange",
    "Grant",
    "Inspection",
    "InspectionFinding",
    "InspectionObjection",
    "InspectionTarget",
    "LightChange",
    "LightCount",
    "LookBack",
    "LookBackSample",
    "Matter",
    "MatterKind",
    "MatterRequest",
    "MatterTarget",
    "Meeting",
    "MeetingDecision",
    "Milestone",
    "Notice",
    "NoticeChoice",
    "NoticeKind",
    "Objection",
    "Plan",
    "Post",
    "Posting",
    "Programme",
    "Reconciliation",
    "ReconciliationRow",
    "Region",
    "Report",
    "ReportDue",
    "ResponsibilityTable",
    "SanctionProposal",
    "SavedView",
    "Service",
    "Sheet",
    "SheetSerial",
    "TableRow",
    "TableRowChange",
    "TableUpload",
    "TargetReading",
    "Tenure",
    "Unit",
    "UnitName",
    "User",
]
