#!/usr/bin/env bash
# Install what graphgrade needs into GRADE_VENV, unless a cache has put it there already.
# graphgrade itself is run from its sources, so a cache never holds an old one.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
python="${PYTHON:-python3}"
venv="${GRADE_VENV:?names the folder for the packages}"
key="$(PYTHON="$python" "$root/ci/key.sh")"

if [ -e "$venv/key" ] && [ "$(cat "$venv/key")" = "$key" ]; then
    echo "Packages are there already ($key)."
    exit 0
fi
rm -rf "$venv"
"$python" -m venv "$venv"
"$python" "$root/ci/requirements.py" >"$venv/requirements.txt"
"$venv/bin/python" -m pip install --disable-pip-version-check --no-input \
    --constraint "$root/constraints.txt" --requirement "$venv/requirements.txt"
echo "$key" >"$venv/key"
