#!/bin/bash -p
# Install what graphgrade needs into GRADE_VENV, unless a cache has put it there already.
# graphgrade itself is run from its sources, so a cache never holds an old one.
#
# GRADE_VENV  the folder for the packages, outside the checkout
# PYTHON      the interpreter (default: python3)
set -euo pipefail
unset GRADE_COURSE_KEY
root="$(cd "${BASH_SOURCE[0]%/*}/.." && pwd)"
. "$root/ci/room.sh"
python="${PYTHON:-python3}"
venv="${GRADE_VENV:-}"
[ -n "$venv" ] || stop "GRADE_VENV, the folder for the packages, is not set"
outside "$venv" || stop "GRADE_VENV ($venv) is not an absolute path outside the checkout"
case "$python" in */*) outside "$python" || stop "PYTHON ($python) lies in the checkout" ;; esac
key="$(PYTHON="$python" "$root/ci/key.sh")"

if [ -f "$venv/key" ] && [ "$(cat "$venv/key")" = "$key" ]; then
    echo "Packages are there already ($key)."
    exit 0
fi
# How packages are reached is the job's to say; what pip reads of it names nothing in the checkout.
take_over PIP_CERT PIP_FIND_LINKS SSL_CERT_FILE REQUESTS_CA_BUNDLE
for name in PIP_INDEX_URL PIP_EXTRA_INDEX_URL http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY \
    NO_PROXY; do
    [ -z "${!name:-}" ] || environment+=("$name=${!name}")
done
rm -rf -- "$venv"
isolated "$python" -I -m venv "$venv"
isolated "$python" -I "$root/ci/requirements.py" >"$venv/requirements.txt"
isolated "$venv/bin/python" -I -m pip install --disable-pip-version-check --no-input \
    --constraint "$root/constraints.txt" --requirement "$venv/requirements.txt" ||
    stop "the packages could not be installed" 3
echo "$key" >"$venv/key"
