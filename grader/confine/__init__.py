"""What a child may not do: applied by itself, before it touches anything of a student's."""

from grader.confine.confinement import Confinement
from grader.confine.limits import Limits, apply_limits
from grader.confine.tiers import OTHERS_WORK, OWN_WORK, Policy, Tier, at_least

__all__ = [
    "OTHERS_WORK",
    "OWN_WORK",
    "Confinement",
    "Limits",
    "Policy",
    "Tier",
    "apply_limits",
    "at_least",
]
