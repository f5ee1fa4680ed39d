"""From a submission through the three parties to a report."""

from grader.pipeline.examination import Examination, course_key
from grader.pipeline.grading import Grader

__all__ = ["Examination", "Grader", "course_key"]
