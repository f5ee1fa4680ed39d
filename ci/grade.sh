#!/usr/bin/env bash
# Grade a checkout in a CI job and hand the results to the CI system.
#
# GRADE_VENV         where ci/install.sh put the packages
# GRADE_EXERCISE     names of exercises, separated by blanks
# GRADE_FOLDER       a folder with EXERCISE.py or EXERCISE.ipynb, or one with a folder for each
#                    student that has it (default: here)
# GRADE_STUDENT      whose work it is, if the folder is one student's (default: student)
# GRADE_OUT          where results go (default: graded)
# GRADE_FORMAT       github or gitlab
# GRADE_CONFINEMENT  strong (default), basic or none
# GRADE_FAIL         false: succeed also when not all passed
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
read -r -a exercises <<<"${GRADE_EXERCISE:?names the exercises to grade}"
folder="${GRADE_FOLDER:-.}"
student="${GRADE_STUDENT:-student}"
out="${GRADE_OUT:-graded}"
format="${GRADE_FORMAT:?is github or gitlab}"

grade() {
    PYTHONPATH="$root" "${GRADE_VENV:?was not installed}/bin/python" -P -m grader "$@"
}

class="$(mktemp -d)"
trap 'rm -rf "$class"' EXIT
folder="${folder%/}"
place="$folder/{student}"
for exercise in "${exercises[@]}"; do
    for file in "$folder/$exercise".{py,ipynb}; do
        [ ! -f "$file" ] || place="$folder"
    done
done

options=()
copied=0
missing=0
for exercise in "${exercises[@]}"; do
    options+=(--exercise "$exercise")
    files=("$folder/$exercise".{py,ipynb})
    [ "$place" = "$folder" ] || files=("$folder"/*/"$exercise".{py,ipynb})
    found=0
    for file in "${files[@]}"; do
        [ -f "$file" ] || continue
        name="$student"
        [ "$place" = "$folder" ] || name="$(basename "$(dirname "$file")")"
        mkdir -p "$class/$name"
        cp "$file" "$class/$name/"
        found=1
        copied=1
    done
    if [ "$found" -eq 0 ]; then
        echo "error: there is no $exercise.py in $folder, nor in a folder in it" >&2
        missing=1
    fi
done

code=0
if [ "$copied" -eq 1 ]; then
    grade batch "$class" --out "$out" --confinement "${GRADE_CONFINEMENT:-strong}" \
        "${options[@]}" || code=$?
    place="${place#./}"
    [ "$place" != . ] || place=""
    grade export "$out" --format junit --output "$out/junit.xml"
    grade export "$out" --format github --output "$out/summary"
    if [ "$format" = github ]; then
        grade export "$out" --format github --folder "$place"
    else
        grade export "$out" --format "$format" --folder "$place" --output "$out"
    fi
    grep -qx passed=true "$out/summary/outputs.txt" || code=$((code > 0 ? code : 1))
fi

if [ "$code" -le 1 ] && [ "${GRADE_FAIL:-true}" = false ]; then
    code=0
fi
[ "$missing" -eq 0 ] || code=2
exit "$code"
