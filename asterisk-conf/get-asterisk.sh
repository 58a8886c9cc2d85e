#!/bin/bash
# get-asterisk.sh [--with-sipp] [--with-softhsm] [--with-chromium] [--with-strace] DEST
#
# Fetches Asterisk 22 and espeak-ng (for tests also SIPp, SoftHSM, Chromium and strace) as Debian packages and unpacks them under DEST
# without installing them: no root, no chroot, nothing on the machine changes outside DEST. They run through their
# own loader (ld.so), so their libraries need not fit the machine's. About 110 MB down, 400 MB on disk, 20-40 s.
#
#   DEST/{asterisk,sipp,softhsm,chromium,strace}/{rootfs,MANIFEST}      MANIFEST: package, version, SHA-256 of the .deb
#
# What is there already is left alone. A tree appears under its name only when it is complete. apt checks the
# signatures of the archive with the machine's own Debian keyring; the mirror is the one the machine uses itself.
set -euo pipefail
export LC_ALL=C

ASTERISK_SUITE=forky # Debian testing: the first release with Asterisk 22; stable (12, 13) has none
SUITE=$ASTERISK_SUITE
# SoftHSM is loaded into Java, which runs on the machine's own C library: so the oldest release we run on.
SOFTHSM_SUITE=bookworm
# So does Chromium, which starts itself again by its own path: a loader in between is lost on the way.
CHROMIUM_SUITE=bookworm
# What it would need on a desktop, and the machine's own C library.
NOT_FOR_CHROMIUM='libc6_*|libc-bin_*|libllvm*|libgl1-mesa-dri_*|libz3-*|systemd*|adwaita-icon-theme_*|*perl*|xdg-utils_*'
NEEDED_MB=700
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

say() { echo "asterisk: $*"; }

die() {
    echo "$*" >&2
    exit 1
}

TREES=(asterisk)
while [[ "${1:-}" == --with-* ]]; do
    case "$1" in
        --with-sipp) TREES+=(sipp) ;;
        --with-softhsm) TREES+=(softhsm) ;;
        --with-chromium) TREES+=(chromium) ;;
        --with-strace) TREES+=(strace) ;;
        *) die "get-asterisk.sh does not know $1." ;;
    esac
    shift
done
[ $# = 1 ] || die "Usage: get-asterisk.sh [--with-sipp] [--with-softhsm] [--with-chromium] [--with-strace] DEST"
DEST=$1

complete() { [ -f "$DEST/$1/MANIFEST" ]; }

all_complete() {
    local tree
    for tree in "${TREES[@]}"; do
        complete "$tree" || return
    done
}

check_machine() {
    local tool
    for tool in apt-get dpkg-deb dpkg; do
        command -v "$tool" >/dev/null || die "Asterisk cannot be fetched: $tool is missing, so this is not a Debian-like machine." \
            "Run Earshot on Debian 12 or newer, or copy the directory '$DEST' from a machine that has it."
    done
    [ "$(dpkg --print-architecture)" = amd64 ] ||
        die "Asterisk cannot be fetched: this machine is $(dpkg --print-architecture), and Earshot has been made for amd64 only."
    [ -r "$KEYRING" ] || die "Asterisk cannot be fetched: $KEYRING is missing, so packages could not be verified." \
        "Install the package debian-archive-keyring."
}

free_mb() { df -Pm "$DEST" | awk 'NR == 2 { print $4 }'; }

check_space() {
    local free
    free=$(free_mb)
    [ "$free" -ge "$NEEDED_MB" ] || die "Asterisk cannot be unpacked: '$DEST' has $free MB free and $NEEDED_MB MB are needed." \
        "Free some space, or choose another cache directory."
}

# Everything of apt's is private; only its network settings (proxy, retries) are the machine's.
private_apt() {
    mkdir -p "$WORK"/apt/{state/lists/partial,cache/archives/partial,etc}
    : >"$WORK/apt/status"
    echo "deb [arch=amd64 signed-by=$KEYRING] $1 $SUITE main" >"$WORK/apt/etc/sources.list"
    APT=(apt-get -q
        -o "Dir::State=$WORK/apt/state" -o "Dir::State::status=$WORK/apt/status" -o "Dir::Cache=$WORK/apt/cache"
        -o "Dir::Etc::sourcelist=$WORK/apt/etc/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o Dir::Etc::preferencesparts=/dev/null -o Dir::Etc::preferences=/dev/null
        -o APT::Install-Recommends=false -o APT::Sandbox::User= -o APT::Update::Error-Mode=any
        -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false -o Acquire::Retries=2
        -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 -o Debug::NoLocking=1)
}

# The first of the machine's own mirrors that has the suite.
read_index() {
    local mirrors mirror
    mirrors=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        grep -E '^(https?|mirror)' | grep -v security | grep -i debian | sort -u || true)
    [ -n "$mirrors" ] || die "Asterisk cannot be fetched: apt knows no Debian mirror on this machine." \
        "Add one to /etc/apt/sources.list (the line of any Debian release will do)."
    say "reading the package index of Debian $SUITE ..."
    for mirror in $mirrors; do
        private_apt "$mirror"
        "${APT[@]}" update >"$WORK/apt.log" 2>&1 && return
    done
    explain_update
}

explain_update() {
    if grep -qE '404|does not have a Release file' "$WORK/apt.log"; then
        die "Asterisk cannot be fetched: this machine's Debian mirror does not carry the suite '$SUITE'." \
            "Use a full Debian mirror, or copy the directory '$DEST' from a machine that has it."
    fi
    if grep -qE 'NO_PUBKEY|not signed|EXPKEYSIG' "$WORK/apt.log"; then
        die "Asterisk cannot be fetched: the signature of Debian $SUITE cannot be verified." \
            "Bring the package debian-archive-keyring up to date."
    fi
    explain_space
    die "Asterisk cannot be fetched: the Debian mirror of this machine does not answer." \
        "Check the network (and apt's proxy settings), then run this again."
}

explain_space() {
    [ "$(free_mb)" -ge 20 ] || die "Asterisk cannot be unpacked: the disk of '$DEST' is full." \
        "Free $NEEDED_MB MB, or choose another cache directory."
}

fetch() {
    local name=$1 leave=${LEAVE:-} deb
    shift
    complete "$name" && return
    [ -d "$WORK/apt" ] || read_index
    say "downloading $name ..."
    "${APT[@]}" clean
    "${APT[@]}" install -y --download-only "$@" >"$WORK/apt.log" 2>&1 || {
        explain_space
        die "Asterisk cannot be fetched: downloading the packages of $name failed" \
            "($(grep -m1 '^E:' "$WORK/apt.log" | tail -c 200 || echo 'no reason given')). Check the network, then run this again."
    }
    say "unpacking $name ..."
    mkdir -p "$WORK/$name/rootfs"
    shopt -s extglob
    for deb in "$WORK"/apt/cache/archives/*.deb; do
        # shellcheck disable=SC2053 # a pattern
        if [ -n "$leave" ] && [[ $(basename "$deb") == @($leave) ]]; then
            rm "$deb"
            continue
        fi
        dpkg-deb -x "$deb" "$WORK/$name/rootfs" 2>>"$WORK/apt.log" || {
            explain_space
            die "Asterisk cannot be unpacked: $(basename "$deb") is damaged. Run this again."
        }
        echo "$(dpkg-deb -W --showformat '${Package} ${Version}' "$deb") $(sha256sum <"$deb" | cut -d' ' -f1)"
        rm "$deb"
    done | sort >"$WORK/$name/MANIFEST"
    # A tree without its MANIFEST was never finished.
    rm -rf "${DEST:?}/$name"
    mv "$WORK/$name" "$DEST/$name"
    say "$name is ready."
}

mkdir -p "$DEST" 2>/dev/null || die "Asterisk cannot be unpacked: '$DEST' cannot be created. Choose another cache directory."
DEST=$(cd "$DEST" && pwd)
exec 9>"$DEST/.lock" || die "Asterisk cannot be unpacked: '$DEST' is not writable. Choose another cache directory."
flock -n 9 || { say "another program is fetching, waiting for it ..." && flock 9; }

if all_complete; then
    exit 0
fi
check_machine
check_space
rm -rf "$DEST"/.fetch.* # left by one that was killed; the lock says that none is at work
WORK=$(mktemp -d "$DEST/.fetch.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
for tree in "${TREES[@]}"; do
    case "$tree" in
        asterisk) fetch asterisk asterisk asterisk-modules asterisk-core-sounds-en asterisk-core-sounds-en-wav espeak-ng ;;
        sipp) fetch sipp sip-tester ;;
        strace)
            rm -rf "$WORK/apt" # the index may be of another suite
            SUITE=$ASTERISK_SUITE
            fetch strace strace
            ;;
        softhsm)
            SUITE=$SOFTHSM_SUITE
            rm -rf "$WORK/apt" # another suite, another index
            fetch softhsm softhsm2
            ;;
        chromium)
            SUITE=$CHROMIUM_SUITE
            rm -rf "$WORK/apt"
            LEAVE=$NOT_FOR_CHROMIUM fetch chromium chromium fonts-dejavu-core fonts-droid-fallback
            ;;
    esac
done
