#!/bin/bash -p
# Grade a checkout in a CI job and hand the results to the CI system. Start it in the checkout.
#
# GRADE_VENV         where ci/install.sh put the packages
# GRADE_EXERCISE     names of exercises, separated by blanks
# GRADE_FOLDER       a folder with EXERCISE.py or EXERCISE.ipynb, or one with a folder for each
#                    student that has it (default: here)
# GRADE_STUDENT      whose work it is, if the folder is one student's (default: student)
# GRADE_OUT          where results go (default: a new folder outside the checkout)
# GRADE_PUBLISH      a new folder, which gets a copy of what students may see (default: none)
# GRADE_FORMAT       github or gitlab
# GRADE_CONFINEMENT  strong (default), basic or none
# GRADE_FAIL         false: succeed also when not all passed
# GRADE_EXERCISES    folders of your own exercises, outside the checkout, separated by colons;
#                    `shipped` stands for those of graphgrade (default: these alone)
# GRADE_COURSE_KEY   secret from which hidden inputs are drawn; nothing but the grading gets it
set -euo pipefail
key="${GRADE_COURSE_KEY:-}"
unset GRADE_COURSE_KEY
root="$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)"
. "$root/ci/room.sh"

read -r -a names <<<"${GRADE_EXERCISE:-}" || true
[ "${#names[@]}" -gt 0 ] || stop "GRADE_EXERCISE names the exercises to grade, and is not set"
[ -n "${GRADE_FORMAT:-}" ] || stop "GRADE_FORMAT is github or gitlab, and is not set"
[ -n "${GRADE_VENV:-}" ] || stop "GRADE_VENV, the folder of the packages, is not set"
outside "$GRADE_VENV" || stop "GRADE_VENV ($GRADE_VENV) is not an absolute path outside the checkout"
[ -x "$GRADE_VENV/bin/python" ] || stop "there are no packages in $GRADE_VENV: run ci/install.sh"
[ -z "${MNIST_DIR:-}" ] || outside "$MNIST_DIR" ||
    stop "MNIST_DIR ($MNIST_DIR) is not an absolute path outside the checkout"
all_outside "${GRADE_EXERCISES:-}" ||
    stop "GRADE_EXERCISES ($GRADE_EXERCISES) is not an absolute path outside the checkout"
take_over MNIST_DIR GITHUB_STEP_SUMMARY GITHUB_OUTPUT
environment+=("CI=true" "GRADE_EXERCISES=${GRADE_EXERCISES:-}")

absolute() {
    case "$1" in /*) printf '%s' "$1" ;; *) printf '%s' "$here/$1" ;; esac
}

checkout="$here"
folder="${GRADE_FOLDER:-.}"
case "$folder" in
    "$here") folder=. ;;
    "$here"/*) folder="${folder#"$here"/}" ;;
    /*) checkout="$folder" folder=. ;;
esac
out="${GRADE_OUT:-}"
if [ -z "$out" ]; then
    out="$(isolated mktemp -d -t graphgrade.XXXXXX)/graded" ||
        stop "no folder for results can be made in ${TMPDIR:-/tmp}: set GRADE_OUT or TMPDIR"
    echo "Results: $out"
fi
options=(--checkout "$checkout" --folder "$folder" --out "$(absolute "$out")")
options+=(--student "${GRADE_STUDENT:-student}" --format "$GRADE_FORMAT")
options+=(--confinement "${GRADE_CONFINEMENT:-strong}")
[ -z "${GRADE_PUBLISH:-}" ] || options+=(--publish "$(absolute "$GRADE_PUBLISH")")
[ "${GRADE_FAIL:-true}" != false ] || options+=(--lenient)
for name in "${names[@]}"; do
    options+=(--exercise "$name")
done
exec env -i "${environment[@]}" "$GRADE_VENV/bin/python" -I "$root/grader/__main__.py" ci \
    "${options[@]}" --key-stdin < <(printf '%s' "$key")
