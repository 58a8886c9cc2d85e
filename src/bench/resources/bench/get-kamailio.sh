#!/bin/bash
# get-kamailio.sh DEST
#
# Fetches Kamailio, the peer of `earshot bench shield`, as Debian packages and unpacks them into DEST/kamailio without
# installing them, in the manner of asterisk-conf/get-asterisk.sh: no root, nothing changes outside DEST, run through
# the loader that comes with them. About 30 MB down, 100 MB on disk. MANIFEST: package, version, SHA-256 of the .deb.
set -euo pipefail
export LC_ALL=C

SUITE=forky
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

die() {
    echo "$*" >&2
    exit 1
}

[ $# = 1 ] || die "Usage: get-kamailio.sh DEST"
mkdir -p "$1" 2>/dev/null || die "Kamailio cannot be unpacked: '$1' cannot be created. Choose another cache directory."
DEST=$(cd "$1" && pwd)
exec 9>"$DEST/.lock-kamailio"
flock 9
[ ! -f "$DEST/kamailio/MANIFEST" ] || exit 0

for tool in apt-get dpkg-deb; do
    command -v "$tool" >/dev/null || die "Kamailio cannot be fetched: $tool is missing, so this is not a Debian-like machine."
done
[ -r "$KEYRING" ] || die "Kamailio cannot be fetched: $KEYRING is missing. Install the package debian-archive-keyring."

rm -rf "$DEST"/.fetch-kamailio.*
WORK=$(mktemp -d "$DEST/.fetch-kamailio.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
mkdir -p "$WORK"/apt/{state/lists/partial,cache/archives/partial,etc} "$WORK/kamailio/rootfs"
: >"$WORK/apt/status"
APT=(apt-get -q
    -o "Dir::State=$WORK/apt/state" -o "Dir::State::status=$WORK/apt/status" -o "Dir::Cache=$WORK/apt/cache"
    -o "Dir::Etc::sourcelist=$WORK/apt/etc/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::Etc::preferencesparts=/dev/null -o Dir::Etc::preferences=/dev/null
    -o APT::Install-Recommends=false -o APT::Sandbox::User= -o APT::Update::Error-Mode=any
    -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false -o Acquire::Retries=2
    -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 -o Debug::NoLocking=1)

# The first of the machine's own mirrors that has the suite.
read_index() {
    local mirror
    for mirror in $(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        grep -E '^(https?|mirror)' | grep -v security | grep -i debian | sort -u); do
        echo "deb [arch=amd64 signed-by=$KEYRING] $mirror $SUITE main" >"$WORK/apt/etc/sources.list"
        "${APT[@]}" update >"$WORK/apt.log" 2>&1 && return
    done
    die "Kamailio cannot be fetched: no Debian mirror of this machine offers the suite '$SUITE'. Check the network and /etc/apt/sources.list."
}

echo "kamailio: reading the package index of Debian $SUITE ..."
read_index
echo "kamailio: downloading ..."
"${APT[@]}" install -y --download-only kamailio >"$WORK/apt.log" 2>&1 ||
    die "Kamailio cannot be fetched: downloading failed ($(grep -m1 '^E:' "$WORK/apt.log" | tail -c 200 || echo 'no reason given')). Check the network, then run this again."
for deb in "$WORK"/apt/cache/archives/*.deb; do
    dpkg-deb -x "$deb" "$WORK/kamailio/rootfs" || die "Kamailio cannot be unpacked: $(basename "$deb") is damaged, or the disk is full."
    echo "$(dpkg-deb -W --showformat '${Package} ${Version}' "$deb") $(sha256sum <"$deb" | cut -d' ' -f1)"
done | sort >"$WORK/kamailio/MANIFEST"
rm -rf "$DEST/kamailio"
mv "$WORK/kamailio" "$DEST/kamailio"
echo "kamailio: ready."
