"""From a submission through the three parties to a report."""

from grader.pipeline.grading import Examination, Grader, course_key

__all__ = ["Examination", "Grader", "course_key"]
