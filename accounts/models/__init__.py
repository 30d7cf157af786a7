"""Units, positions, and who holds them when.

Orders and memos go to a position (jabatan); a person holds it for a period by an appointment.
Nothing here has a status: an appointment is a fact with two dates.
"""

from accounts.models.access import Access
from accounts.models.appointments import Absence, AbsenceKind, Appointment, Capacity, Delegation
from accounts.models.groups import RecipientList
from accounts.models.people import NIP, PHONE, Address, Person, PersonManager, internal_username
from accounts.models.positions import Position, PositionKind
from accounts.models.sessions import Session
from accounts.models.units import Unit, UnitKind

__all__ = [
    "NIP",
    "PHONE",
    "Absence",
    "AbsenceKind",
    "Access",
    "Address",
    "Appointment",
    "Capacity",
    "Delegation",
    "Person",
    "PersonManager",
    "Position",
    "PositionKind",
    "RecipientList",
    "Session",
    "Unit",
    "UnitKind",
    "internal_username",
]
