"""The clock of every request stands still, see tests.clock."""

from tests.clock import clock

__all__ = ["clock"]
