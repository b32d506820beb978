# shellcheck shell=bash
# What lessons/start and tests/run share: finding out what the system lacks, and installing it.
# To be sourced.

ask=yes
say() { printf '%s\n' "$*"; }
complain() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# Nobody is asked with --yes, in CI, or where no one could answer.
prepare_without_asking() { ask=no; }
if [ "${CI:-}" = true ] || [ ! -t 0 ] || [ ! -t 1 ]; then
    ask=no
fi

have() { command -v "$1" >/dev/null 2>&1; }
have_library() { have pkg-config && pkg-config --exists "$1"; }

cmake_is_new_enough() {
    have cmake || return 1
    local version
    version=$(cmake --version | sed -n 's/^cmake version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    # shellcheck disable=SC2086 # two words: major and minor
    set -- $version
    [ "${1:-0}" -gt 3 ] || { [ "${1:-0}" -eq 3 ] && [ "${2:-0}" -ge 21 ]; }
}

# A compiler without the C library's headers compiles nothing.
compiles() { have "$1" && printf '#include <stdio.h>\nint main(void) { return 0; }\n' | "$1" -x c -fsyntax-only - 2>/dev/null; }

is_there() {
    case $1 in
    compiler) compiles cc ;;
    clang) compiles clang ;;
    make) have make ;;
    cmake) cmake_is_new_enough ;;
    pkg-config) have pkg-config ;;
    mpfr) have cc && printf '#include <mpfr.h>\n' | cc -x c -fsyntax-only - 2>/dev/null ;;
    *) have_library "$1" ;;
    esac
}

package_manager() {
    local name
    for name in apt-get dnf pacman brew; do
        if have "$name"; then
            echo "$name"
            return
        fi
    done
}

# Columns: what is needed, then its package for apt, dnf, pacman and brew.
package_table='
compiler     gcc,libc6-dev      gcc,libasan,libubsan gcc        gcc
clang        clang              clang               clang       llvm
make         make               make                make        make
cmake        cmake              cmake               cmake       cmake
pkg-config   pkg-config         pkgconf-pkg-config  pkgconf     pkg-config
sdl2         libsdl2-dev        SDL2-devel          sdl2        sdl2
SDL2_ttf     libsdl2-ttf-dev    SDL2_ttf-devel      sdl2_ttf    sdl2_ttf
SDL2_image   libsdl2-image-dev  SDL2_image-devel    sdl2_image  sdl2_image
libcjson     libcjson-dev       cjson-devel         cjson       cjson
cmocka       libcmocka-dev      libcmocka-devel     cmocka      cmocka
mpfr         libmpfr-dev        mpfr-devel          mpfr        mpfr
'

# Prints the packages of one need, one a line.
packages_for() {
    local column
    case $2 in
    apt-get) column=2 ;;
    dnf) column=3 ;;
    pacman) column=4 ;;
    brew) column=5 ;;
    esac
    printf '%s' "$package_table" | awk -v need="$1" -v column="$column" \
        '$1 == need { gsub(",", "\n", $column); print $column }'
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        complain "installing needs root or sudo; ask an administrator to run: $*"
        return 1
    fi
}

# Package lists are fetched only when they lack a package or have grown too old to install from.
install_with_apt() {
    local get=(env DEBIAN_FRONTEND=noninteractive apt-get -y -q --no-install-recommends)
    if apt-cache show "$@" >/dev/null 2>&1 && as_root "${get[@]}" install "$@"; then
        return
    fi
    as_root "${get[@]}" update && as_root "${get[@]}" install "$@"
}

install_packages() {
    local manager=$1
    shift
    case $manager in
    apt-get) install_with_apt "$@" ;;
    dnf) as_root dnf -y install "$@" ;;
    pacman) as_root pacman -S --noconfirm --needed "$@" ;;
    brew) brew install "$@" ;; # refuses to run as root
    esac
}

missing_needs() {
    local need
    for need in "$@"; do
        is_there "$need" || printf '%s\n' "$need"
    done
}

# prepare NEED...: installs what is missing and leaves the script where that is impossible.
prepare() {
    local missing manager packages need answer
    missing=$(missing_needs "$@")
    [ -n "$missing" ] || return 0
    manager=$(package_manager)
    if [ -z "$manager" ]; then
        # shellcheck disable=SC2086 # one line
        complain "missing:" $missing
        complain "none of apt, dnf, pacman and brew is here; install these by hand and start again"
        exit 1
    fi
    packages=$(for need in $missing; do packages_for "$need" "$manager"; done | sort -u | tr '\n' ' ')
    say "Missing system packages: $packages"
    if [ "$ask" = yes ]; then
        printf 'Install them with %s? [Y/n] ' "$manager"
        read -r answer || answer=n
        case $answer in
        '' | [Yy]*) ;;
        *)
            say "Nothing was installed."
            exit 1
            ;;
        esac
    fi
    # shellcheck disable=SC2086 # a list of packages
    if ! install_packages "$manager" $packages; then
        complain "could not install: $packages(is there a network?)"
        exit 1
    fi
    missing=$(missing_needs "$@")
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086 # one line
        complain "still missing after the installation:" $missing
        exit 1
    fi
}

processors() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }
