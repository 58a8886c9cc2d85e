#!/bin/bash
# Fails each system call of the keystore's writer once with EIO and kills it once there, then looks whether
# every key still opens. Takes some minutes; needs strace and the compiled tests.
#   CLASSPATH=target/classes:target/test-classes:... src/test/sh/keystore-faults.sh
set -euo pipefail
command -v strace >/dev/null || { echo "keystore-faults: strace is missing (Debian package strace)" >&2; exit 1; }
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
    most=$(awk -v c="$call(" '$2 ~ "^" c { n[$1]++ } END { m = 0; for (t in n) if (n[t] > m) m = n[t]; print m }' \
        <(sed 's/(/( /' "$WORK/trace" | sed 's/( /(/') 2>/dev/null || echo 0)
    for ((at = 1; at <= most; at++)); do
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
