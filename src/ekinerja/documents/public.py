"""The door of the documents module."""

from ekinerja.documents.data import (
    ActivationList,
    ActivationRow,
    Approach,
    BehaviourRow,
    Document,
    EvaluationDocument,
    EvaluationRecordDocument,
    Frame,
    IndicatorRow,
    Issued,
    Kind,
    OutcomeKind,
    OutcomeRow,
    PartyBlock,
    PositionGroup,
    SkpDocument,
    Supports,
    Verified,
)
from ekinerja.documents.rendering.render import (
    render_activation_list,
    render_document,
    render_documents,
    render_each,
)
from ekinerja.documents.selectors.issued import list_issued, read_document
from ekinerja.documents.selectors.verification import find_by_code
from ekinerja.documents.services.issue_document import StillDraft, issue_document
from ekinerja.documents.store import ContentLost
from ekinerja.rules.rating import OrganisationLevel
from ekinerja.rules.rating import Rating as Predicate

__all__ = [
    "ActivationList",
    "ActivationRow",
    "Approach",
    "BehaviourRow",
    "ContentLost",
    "Document",
    "EvaluationDocument",
    "EvaluationRecordDocument",
    "Frame",
    "IndicatorRow",
    "Issued",
    "Kind",
    "OrganisationLevel",
    "OutcomeKind",
    "OutcomeRow",
    "PartyBlock",
    "PositionGroup",
    "Predicate",
    "SkpDocument",
    "StillDraft",
    "Supports",
    "Verified",
    "find_by_code",
    "issue_document",
    "list_issued",
    "read_document",
    "render_activation_list",
    "render_document",
    "render_documents",
    "render_each",
]
