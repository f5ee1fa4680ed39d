"""Put the grades of nbgrader.csv into nbgrader's gradebook, and what it needs beside its feedback.

Run this in the folder of your nbgrader course, with nbgrader's Python:

    python nbgrader_return.py

Each assignment gets a cell `graphgrade` that carries the points; nothing else in the gradebook is
changed, and a second run changes nothing. Then `nbgrader export` has the grades, and `nbgrader
release_feedback ASSIGNMENT` gives students their reports, if they handed in by nbgrader's exchange.
"""

import argparse
import csv
import shutil
from pathlib import Path

from nbgrader.api import Grade, Gradebook, MissingEntry, SubmittedNotebook

CELL = "graphgrade"
BESIDE = ("timestamp.txt", "submission_secret.txt")


def main() -> None:
    """Read the arguments, write the grades and say how many there are."""
    parser = argparse.ArgumentParser(description="Put the grades of nbgrader.csv into nbgrader.")
    parser.add_argument("table", nargs="?", type=Path, default=Path("nbgrader.csv"))
    parser.add_argument("--db", default="sqlite:///gradebook.db", help="nbgrader's database")
    chosen = parser.parse_args()
    with chosen.table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with Gradebook(chosen.db) as gradebook:
        for row in sorted(rows, key=lambda row: row["duedate"], reverse=True):
            enter(gradebook, row)  # the earliest date last, which is that of most students
    copied = complete(Path("submitted"), Path("feedback"))
    print(f"{len(rows)} grades written; {copied} files put beside the feedback")


def enter(gradebook: Gradebook, row: dict[str, str]) -> None:
    """Write one row of the table: student, assignment, time, points and penalty."""
    assignment, student = row["assignment"], row["student_id"]
    due = {"duedate": row["duedate"]} if row["duedate"] else {}
    gradebook.update_or_create_assignment(assignment, **due)
    name = {key: row[key] for key in ("first_name", "last_name", "email") if row[key]}
    gradebook.update_or_create_student(student, **name)
    notebooks = [one.name for one in gradebook.find_assignment(assignment).notebooks]
    notebook = notebooks[0] if len(notebooks) == 1 else assignment
    gradebook.update_or_create_notebook(notebook, assignment)
    most = float(row["max_score"])
    gradebook.update_or_create_grade_cell(
        CELL, notebook, assignment, max_score=most, cell_type="code"
    )
    times = {"timestamp": row["timestamp"]} if row["timestamp"] else {}
    gradebook.update_or_create_submission(assignment, student, **times)
    handed_in = gradebook.find_submission_notebook(notebook, assignment, student)
    handed_in.late_submission_penalty = float(row["late_submission_penalty"])
    grade = grade_of(gradebook, handed_in, student)
    grade.manual_score = float(row["raw_score"])
    counts = float(row["score"]) + handed_in.late_submission_penalty
    grade.extra_credit = counts - grade.manual_score  # other points than the checks gave
    grade.needs_manual_grade = False
    gradebook.db.commit()


def grade_of(gradebook: Gradebook, handed_in: SubmittedNotebook, student: str) -> Grade:
    """Return the grade of the cell; a submission from before the cell was there gets one."""
    names = handed_in.name, handed_in.assignment.name
    try:
        return gradebook.find_grade(CELL, *names, student)
    except MissingEntry:
        grade = Grade(cell_id=gradebook.find_grade_cell(CELL, *names).id, notebook=handed_in)
        gradebook.db.add(grade)
        return grade


def complete(submitted: Path, feedback: Path) -> int:
    """Copy what `nbgrader release_feedback` looks for beside a page; return how many files."""
    found = [
        (path, feedback / path.relative_to(submitted))
        for name in BESIDE
        for path in submitted.glob(f"*/*/{name}")
    ]
    wanted = [(path, copy) for path, copy in found if copy.parent.is_dir()]
    for path, copy in wanted:
        shutil.copyfile(path, copy)
    return len(wanted)


if __name__ == "__main__":
    main()
