# Runs a program that must not outlive us: guard PIDFILE SIGNAL GRACE PROGRAM [ARGUMENT ...]
# Our standard input is a pipe that the parent holds open. When it closes, because the parent wants it so or because
# the parent is dead, the program gets SIGNAL, and after GRACE seconds KILL. PIDFILE holds the program's id meanwhile.
# The program has the same pipe as its standard input, so it may watch it as well; nothing is ever written to it.
pidfile=$1 signal=$2 grace=$3
shift 3
umask 077
exec 3<&0
"$@" <&3 3<&- &
child=$!
echo "$child" >"$pidfile"
(
    read -r _ <&3
    kill -s "$signal" "$child"
    left=$((grace * 10))
    while [ "$left" -gt 0 ] && kill -0 "$child" 2>/dev/null; do
        sleep 0.1
        left=$((left - 1))
    done
    kill -s KILL "$child"
) 2>/dev/null &
watcher=$!
exec 3<&- </dev/null
wait "$child" 2>/dev/null
status=$?
kill -s KILL "$watcher" 2>/dev/null
rm -f "$pidfile"
exit "$status"
