"""Units, positions, and who holds them when.

Orders and memos go to a position (jabatan); a person holds it for a period by an appointment.
An appointment and a delegation are facts with two dates; an absence and a grant are deeds on record
that such facts follow from.
"""

from accounts.models.absences import Absence, AbsenceKind
from accounts.models.access import Access
from accounts.models.appointments import APPOINTED, Appointment, Capacity, Delegation
from accounts.models.grants import Grant
from accounts.models.groups import GroupUse, RecipientList
from accounts.models.imports import HandedInTable, OrganisationImport
from accounts.models.niks import SealedNik
from accounts.models.oncall import OnCall
from accounts.models.people import NIP, PHONE, Address, Person, PersonManager, internal_username
from accounts.models.positions import Position, PositionKind
from accounts.models.reshuffles import AppointmentChange, Reshuffle, ReshuffleRow
from accounts.models.sessions import Session
from accounts.models.units import Unit, UnitKind

__all__ = [
    "APPOINTED",
    "NIP",
    "PHONE",
    "Absence",
    "AbsenceKind",
    "Access",
    "Address",
    "Appointment",
    "AppointmentChange",
    "Capacity",
    "Delegation",
    "Grant",
    "GroupUse",
    "HandedInTable",
    "OnCall",
    "OrganisationImport",
    "Person",
    "PersonManager",
    "Position",
    "PositionKind",
    "RecipientList",
    "Reshuffle",
    "ReshuffleRow",
    "SealedNik",
    "Session",
    "Unit",
    "UnitKind",
    "internal_username",
]
