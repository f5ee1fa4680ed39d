# Sourced by the scripts beside it: what of a job's environment counts, and where files may lie.
#
# A checkout is a student's: they choose every file in it. So no program of ours is started in it, and
# no folder of it is searched for programs, modules or settings. The checkout is the folder in which
# a script is started, and what GRADE_FOLDER names.

stop() {
    echo "error: $1" >&2
    exit "${2:-2}"
}

# Print the folder $1 without links, or the nearest one above it that is there.
real() {
    local place="$1"
    while [ ! -d "$place" ]; do
        place="${place%/*}"
        place="${place:-/}"
    done
    (cd -P -- "$place" && pwd -P)
}

# Say whether $1 is an absolute path that does not lie in the checkout.
outside() {
    local place checkout
    case "$1" in /*) ;; *) return 1 ;; esac
    case "$1/" in */../*) return 1 ;; esac
    place="$(real "$1")"
    for checkout in "${checkouts[@]}"; do
        case "$1/" in "$checkout"/*) return 1 ;; esac
        case "$place/" in "$checkout"/*) return 1 ;; esac
    done
}

# Say whether every folder of the list $1 lies outside the checkout; `shipped` stands for ours.
all_outside() {
    local place found=0
    local IFS=:
    set -f
    for place in $1; do
        [ "$place" = shipped ] || outside "$place" || found=1
    done
    set +f
    return "$found"
}

# Print those folders of the list $1 that lie outside the checkout.
sifted() {
    local kept="" place
    local IFS=:
    set -f
    for place in $1; do
        ! outside "$place" || kept="$kept${kept:+:}$place"
    done
    set +f
    printf '%s' "$kept"
}

# Add the variables named to `environment`, where they name a path outside the checkout.
take_over() {
    local name
    for name in "$@"; do
        [ -z "${!name:-}" ] || ! outside "${!name}" || environment+=("$name=${!name}")
    done
}

# Run a command in `environment` and nothing else.
isolated() {
    env -i "${environment[@]}" "$@"
}

here="$PWD"
checkouts=()
for place in "$here" "$(pwd -P)" "${GRADE_FOLDER:-}"; do
    case "$place" in
        / | "") ;;
        /*) checkouts+=("${place%/}" "$(real "$place")") ;;
    esac
done
[ "${#checkouts[@]}" -gt 0 ] || checkouts=("/nowhere/at/all")

PATH="$(sifted "$PATH"):/usr/bin:/bin"
unset CDPATH GLOBIGNORE PYTHONPATH PYTHONHOME PYTHONSTARTUP
environment=("PATH=$PATH" "LANG=C.UTF-8")
libraries="$(sifted "${LD_LIBRARY_PATH:-}")"
unset LD_LIBRARY_PATH LD_PRELOAD
[ -z "$libraries" ] || environment+=("LD_LIBRARY_PATH=$libraries")
take_over HOME TMPDIR
cd /
