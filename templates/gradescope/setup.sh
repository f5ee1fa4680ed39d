#!/usr/bin/env bash
# Gradescope runs this once, when it builds the autograder's image.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
cd /

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null &&
        "$candidate" -I -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
    then
        python="$candidate"
        break
    fi
done
if [ -z "$python" ]; then
    apt-get update
    apt-get install --yes --no-install-recommends python3.11 python3.11-venv
    python=python3.11
fi

"$python" -I -m venv "$root/venv"
"$root/venv/bin/python" -I -m pip install --no-cache-dir \
    --requirement "$root/source/requirements.txt"
"$root/venv/bin/python" -I -m compileall -q "$root/source/graphgrade"
"$root/venv/bin/python" -I "$root/source/graphgrade/grader/__main__.py" doctor || true
