"""The verbs of a surat tugas besides looking: what each takes, and the action it calls."""

from api import oversight_inputs, verb_inputs
from api.verbs import Verb
from instructions import inspecting
from instructions.oversight import INSPECTION

INSPECTION_VERBS = (
    Verb(
        "extend",
        str(INSPECTION.move("extend").label),
        oversight_inputs.Extend,
        inspecting.extend,
    ),
    Verb("end", str(INSPECTION.move("end").label), verb_inputs.Reason, inspecting.end),
)
