"""What an order is made of: the order, one share per recipient, what was seen and shown."""

from instructions.models.evidence import Attachment, Seen
from instructions.models.ladder import Climb, Step
from instructions.models.orders import (
    Classification,
    Form,
    Instruction,
    ReferenceCounter,
    Urgency,
)
from instructions.models.oversight import Inspection, Printout
from instructions.models.search import SearchWord
from instructions.models.shares import Assignment, Mode, Role

__all__ = [
    "Assignment",
    "Attachment",
    "Classification",
    "Climb",
    "Form",
    "Inspection",
    "Instruction",
    "Mode",
    "Printout",
    "ReferenceCounter",
    "Role",
    "SearchWord",
    "Seen",
    "Step",
    "Urgency",
]
