"""Units, positions, and who holds them when.

Orders and memos go to a position (jabatan); a person holds it for a period by an appointment.
Nothing here has a status: an appointment is a fact with two dates.
"""

from accounts.models.appointments import Absence, AbsenceKind, Appointment, Capacity, Delegation
from accounts.models.groups import RecipientList
from accounts.models.people import NIP, PHONE, Address, Person, PersonManager, internal_username
from accounts.models.positions import Position, PositionKind
from accounts.models.reshuffles import AppointmentChange, Reshuffle, ReshuffleRow
from accounts.models.units import Unit, UnitKind

__all__ = [
    "NIP",
    "PHONE",
    "Absence",
    "AbsenceKind",
    "Address",
    "Appointment",
    "AppointmentChange",
    "Capacity",
    "Delegation",
    "Person",
    "PersonManager",
    "Position",
    "PositionKind",
    "RecipientList",
    "Reshuffle",
    "ReshuffleRow",
    "Unit",
    "UnitKind",
    "internal_username",
]
