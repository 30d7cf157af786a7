"""What an order is made of: the order, one share per recipient, what was seen and shown.

And the timetable that their deadlines are reckoned by.
"""

from instructions.models.evidence import Attachment, Seen
from instructions.models.hand_delivery import HandDelivery
from instructions.models.ladder import Climb, Step
from instructions.models.orders import (
    Classification,
    Form,
    Instruction,
    ReferenceCounter,
    Urgency,
)
from instructions.models.oversight import Inspection, Printout
from instructions.models.roles import Mode, Role
from instructions.models.search import SearchWord
from instructions.models.shares import Assignment
from instructions.models.worktime import (
    DayOff,
    OfficeHours,
    Ramadan,
    Timetable,
    UrgencyPolicy,
)

__all__ = [
    "Assignment",
    "Attachment",
    "Classification",
    "Climb",
    "DayOff",
    "Form",
    "HandDelivery",
    "Inspection",
    "Instruction",
    "Mode",
    "OfficeHours",
    "Printout",
    "Ramadan",
    "ReferenceCounter",
    "Role",
    "SearchWord",
    "Seen",
    "Step",
    "Timetable",
    "Urgency",
    "UrgencyPolicy",
]
