# Ends every process of the build in the workspace $1: those that carry its mark, and all in a session with one of them.
# Every build calls it, on hosts with many processes: it starts no program for each of them.
workspace=$1
session_of() { # a process id; the fields after the name, which may hold anything and ends with the last ")"
  local line rest
  read -r line <"/proc/$1/stat" || return
  rest=${line##*) }
  set -- $rest
  session=$4
}
members() {
  local file process id session sessions=" "
  for file in $(grep --files-with-matches --null-data --line-regexp --fixed-strings -- "VMC_WORKSPACE=$workspace" \
    /proc/[0-9]*/environ); do
    id=${file#/proc/}
    id=${id%/environ}
    echo "$id"
    if session_of "$id"; then sessions="$sessions$session "; fi
  done
  if [ "$sessions" = " " ]; then return; fi
  for process in /proc/[0-9]*; do
    id=${process#/proc/}
    if ! session_of "$id"; then continue; fi
    case $sessions in *" $session "*) echo "$id" ;; esac
  done
}
for attempt in {1..100}; do
  left=$(members 2>/dev/null)
  if [ -z "$left" ]; then exit 0; fi
  if [ "$attempt" -le 10 ]; then signal=TERM; else signal=KILL; fi
  kill -s "$signal" -- $left 2>/dev/null
  sleep 0.1
done
echo "processes of $workspace do not end: $left" >&2
exit 1
