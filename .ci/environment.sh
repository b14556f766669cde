# shellcheck shell=sh
# Sourced from the project's root by .ci/demo and .ci/test: a virtual environment in .venv with the project in it.

say() {
    printf '%s\n' "$*"
}

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null 2>&1; then
        return 1
    elif [ -t 0 ] && [ -t 2 ]; then
        sudo "$@" # a person is there to type the password
    else
        sudo -n "$@"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 "$@" >/dev/null
}

# The package lists of a fresh container are empty, those of an older machine name files that are gone: hence the
# second try. Fails where there is no apt-get, or no right to use it.
apt_install() {
    command -v apt-get >/dev/null 2>&1 && as_root true || return 1
    say "installing $* with apt-get"
    apt_get install --no-install-recommends "$@" 2>/dev/null && return
    apt_get update && apt_get install --no-install-recommends "$@"
}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Debian keeps ensurepip in a package of its own; without it a virtual environment has no pip.
has_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

# Sets `python` to the first interpreter that can make an environment, else to the first that is recent enough.
find_python() {
    python=
    for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
        if is_recent "$candidate"; then
            python=${python:-$candidate}
            if has_venv "$candidate"; then
                python=$candidate
                return
            fi
        fi
    done
    [ -n "$python" ] || fail "Python 3.11 or newer is needed, and none was found. Install one" \
        "(https://www.python.org/downloads/), or set PYTHON to its path."
}

make_venv() {
    # pip is run as a program because its first line holds the path of .venv: it fails after the folder was moved.
    if is_recent .venv/bin/python && .venv/bin/pip --version >/dev/null 2>&1; then
        return
    fi
    find_python
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    has_venv "$python" || apt_install "python$version-venv" || apt_install python3-venv || true
    say "making .venv with Python $version"
    if has_venv "$python"; then
        "$python" -m venv --clear .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear --without-pip .venv
        "$python" -m pip --python .venv/bin/python install --quiet pip
    else
        fail "$python has neither venv nor pip. Install them (Debian, Ubuntu: apt install python$version-venv)."
    fi
}

# install_environment EXTRA: makes .venv and installs the project into it, editable, unless that is done already.
# .venv/installed notes for which pyproject.toml, in which folder and with which extra (it may be empty); an extra covers the bare
# project.
install_environment() {
    unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX # each would lead pip or Python out of .venv
    make_venv
    wanted="$(cksum <pyproject.toml) $(pwd -P) extra:"
    case "$(cat .venv/installed 2>/dev/null)" in
    "$wanted$1"*) return ;;
    esac
    say "installing briefgen${1:+ and its $1 tools} into .venv (a minute or so, once)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${1:+[$1]}" ||
        fail "pip could not install the project; its messages are above."
    printf '%s\n' "$wanted$1" >.venv/installed
}
