"""What a child may not do: limits applied to itself before it touches anything of a student."""

from grader.confine.limits import Limits, apply_limits

__all__ = ["Limits", "apply_limits"]
