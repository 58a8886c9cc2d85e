#!/bin/bash
# Fails each system call of the keystore's writer once with EIO and kills it once there, then looks whether
# every key still opens. Takes some minutes; needs strace and the compiled tests.
#   CLASSPATH=target/classes:target/test-classes:... src/test/sh/keystore-faults.sh
set -euo pipefail
command -v strace >/dev/null || { echo "keystore-faults: strace is missing (Debian package strace)" >&2; exit 1; }
# FIRST=2 STEP=3: every third from the second on.
FIRST=${FIRST:-1} STEP=${STEP:-1}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
JAVA=("${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData)
WRITER=org.earshot.crypto.KeystoreWriter
mkdir "$WORK/template"
"${JAVA[@]}" $WRITER "$WORK/template" prepare
cp -a "$WORK/template" "$WORK/baseline"
strace -f -qq -o "$WORK/trace" -e trace=write,pwrite64,fsync,fdatasync,rename,link,unlink,mkdir,ftruncate \
    "${JAVA[@]}" $WRITER "$WORK/baseline" write
"${JAVA[@]}" $WRITER check "$WORK/baseline"
points=0
roots=()
for call in write pwrite64 fsync fdatasync rename link unlink mkdir ftruncate; do
    # Counted for each thread by itself: the writer works on one.
    most=$(awk -v c="$call(" 'index($2, c) == 1 { if (++n[$1] > m) m = n[$1] } END { print m + 0 }' "$WORK/trace")
    for ((at = FIRST; at <= most; at += STEP)); do
        for fault in error=EIO signal=KILL; do
            root=$WORK/$call-$at-${fault#*=}
            cp -a "$WORK/template" "$root"
            strace -f -qq -o /dev/null -e trace="$call" -e inject="$call:$fault:when=$at" \
                "${JAVA[@]}" $WRITER "$root" write >/dev/null 2>&1 || true
            roots+=("$root")
            points=$((points + 1))
        done
    done
done
"${JAVA[@]}" $WRITER check "${roots[@]}" && echo "$points faults, every key opens"
