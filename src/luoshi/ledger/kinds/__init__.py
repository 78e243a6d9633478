"""Kinds of matter: their own fields, their closing rules, and how matters hang together."""

from luoshi.ledger.kinds.closing import (
    ChecklistItem,
    ClosingFacts,
    VerificationMethod,
    closing_checklist,
    missing_for_closing,
)
from luoshi.ledger.kinds.families import Service, check_can_be_part, check_services, served_figure
from luoshi.ledger.kinds.fields import (
    Fields,
    IndicatorFields,
    RectificationFields,
    TaskFields,
    dump_fields,
    load_fields,
)
from luoshi.ledger.kinds.instructions import (
    Grade,
    InstructionDays,
    InstructionFields,
    instruction_days,
)
from luoshi.ledger.kinds.kind import Kind
from luoshi.ledger.kinds.projects import ProjectFields, Stage, landing_rate
from luoshi.ledger.kinds.satisfaction import (
    Ballot,
    DemandFields,
    LivelihoodFields,
    ProposalFields,
    Rating,
    Round,
    Satisfaction,
    elect,
)

__all__ = [
    "Ballot",
    "ChecklistItem",
    "ClosingFacts",
    "DemandFields",
    "Fields",
    "Grade",
    "IndicatorFields",
    "InstructionDays",
    "InstructionFields",
    "Kind",
    "LivelihoodFields",
    "ProjectFields",
    "ProposalFields",
    "Rating",
    "RectificationFields",
    "Round",
    "Satisfaction",
    "Service",
    "Stage",
    "TaskFields",
    "VerificationMethod",
    "check_can_be_part",
    "check_services",
    "closing_checklist",
    "dump_fields",
    "elect",
    "instruction_days",
    "landing_rate",
    "load_fields",
    "missing_for_closing",
    "served_figure",
]
