# shellcheck shell=bash
# Finds the tools that a command needs and installs the missing ones, after
# asking. Sourced by first-audit, check and .ci/run.
#
#   tools_require PURPOSE TOOL[=DEBIAN_PACKAGE] …
#
# A terminal is asked before root rights are used. Without a terminal nothing
# waits: root installs (it needs no more rights than it has) and says so;
# anybody else is told the one command to run, and the script ends with 2.
# OFFRAY_YES=1 answers yes.

say() { printf '%s\n' "$*" >&2; }

tools_missing() {
    local item
    for item in "$@"; do
        command -v "${item%%=*}" >/dev/null 2>&1 || printf '%s\n' "$item"
    done
}

tools_require() {
    local purpose=$1
    shift
    local missing packages=() names=() item
    missing=$(tools_missing "$@")
    [ -n "$missing" ] || return 0
    while IFS= read -r item; do
        names+=("${item%%=*}")
        packages+=("${item#*=}")
    done <<<"$missing"

    for item in "${names[@]}"; do
        if [ "$item" = cargo ]; then
            say "Rust is missing: install it from https://rustup.rs (or your distribution), then run this again."
            exit 2
        fi
    done

    say "Missing for $purpose: ${names[*]}"
    if [ "$(uname -s)" = Darwin ]; then
        say "On macOS: 'xcode-select --install' brings cc, make and m4; 'brew install ${packages[*]}' the rest. Then run this again."
        exit 2
    fi
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Install these with your package manager (Fedora: dnf install, Arch: pacman -S), then run this again: ${packages[*]}"
        exit 2
    fi

    local command="apt-get install -y --no-install-recommends ${packages[*]}"
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo)
    if [ "${OFFRAY_YES:-}" != 1 ]; then
        if [ -t 0 ] && [ -t 2 ]; then
            local answer
            read -r -p "Run '${root[*]:+sudo }$command' now? [Y/n] " answer || answer=n
            case $answer in
            '' | [Yy]*) ;;
            *)
                say "Nothing was installed. Run it yourself, then run this again."
                exit 2
                ;;
            esac
        elif [ "$(id -u)" != 0 ]; then
            say "Run 'sudo $command', then run this again (or set OFFRAY_YES=1)."
            exit 2
        fi
    fi
    say "Running: ${root[*]:+sudo }$command"
    "${root[@]}" apt-get update -qq >&2 || say "The package list could not be updated; trying with the one there is."
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive "${root[@]}" $command >&2
    missing=$(tools_missing "$@")
    if [ -n "$missing" ]; then
        say "Still missing after the installation: $missing"
        exit 2
    fi
}

# What builds the crate itself: MPFR and GMP are compiled from source.
tools_require_build() {
    tools_require "building GMP and MPFR" cargo cc=gcc make m4
}

# The Python that checks by another engine (JSON schemas, balls of python-flint) run
# in: target/python, made and filled here.
tools_install_python() {
    if ! python3 -c 'import ensurepip' 2>/dev/null && command -v apt-get >/dev/null 2>&1; then
        apt-get install -y --no-install-recommends python3-venv >&2
    fi
    [ -x target/python/bin/python ] || python3 -m venv target/python
    target/python/bin/python -m pip install --quiet --disable-pip-version-check -r python/requirements.txt
}

# Prints a Python that has the modules named; fails where there is none.
tools_python() {
    local python modules=$1
    for python in target/python/bin/python python3; do
        if "$python" -c "import $modules" 2>/dev/null; then
            printf '%s\n' "$python"
            return
        fi
    done
    return 1
}

# Prints a Python that can make a virtual environment and has what the tests of the Python
# package compare with.
tools_python_for_package() {
    tools_python "venv, ensurepip, numpy, pandas, pyarrow, pytest"
}
