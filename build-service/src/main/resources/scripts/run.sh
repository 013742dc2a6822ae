# Runs the commands of one build, detached from whoever asked for it, and leaves in $1/control what they can ask for later:
#   pid   of this script, from its beginning      log   what the commands print
#   exit  status, once all is over                time  seconds of the build commands: real user sys
#   phase configure, build or test: the last one  test-time  the same of the tests, if there are any
# Arguments and environment come from files with NUL after each, so nothing here is ever read as shell text.
# While this script runs it holds a lock on control/lock. It never runs twice in one workspace.
set -u
workspace=$1 directory=$2 niceness=$3 compiler=$4 max_file_kib=$5
control=$workspace/control
log=$control/log
exec 9>"$control/lock"
flock --exclusive --timeout 5 9 || exit 0
if [ -e "$control/pid" ]; then exit 0; fi
: >>"$log"
echo "$$" >"$control/pid"
# What is to be said at the end needs a place, also on a disk that the commands have filled.
head -c 65536 /dev/zero >"$control/reserve"

mapfile -d '' -t environment <"$control/environment"
if "$compiler" -fdirectives-only -x c -c /dev/null -o /dev/null 2>/dev/null; then
  environment+=(VMC_COMPILE_OPTIONS=-fdirectives-only)
fi

# A program that writes a larger file, the log included, is ended by the kernel.
ulimit -f "$max_file_kib"

call() {
  mapfile -d '' -t arguments <"$1"
  printf '+ %s\n' "${arguments[*]}"
  env -i "${environment[@]}" "${only_here[@]}" nice -n "$niceness" -- "${arguments[@]}" 9>&-
}

# Only the build is spread and cached: what configure and tests compile is many files of a line, sooner done here.
phase() {
  echo "$1" >"$control/phase"
  only_here=(VMC_LAUNCHER= VMC_CACHE=)
  if [ "$1" = build ]; then only_here=(); fi
  for command in "$control/$1"/*; do
    if [ -e "$command" ]; then call "$command" || return; fi
  done
}

tests() {
  if [ ! -e "$control/test/00" ]; then return; fi
  { time phase test >>"$log" 2>&1 </dev/null; } 2>"$control/test-time"
}

LC_ALL=C
TIMEFORMAT='%3R %3U %3S'
cd -- "$workspace/source/$directory" >>"$log" 2>&1 &&
  phase configure >>"$log" 2>&1 </dev/null &&
  { time phase build >>"$log" 2>&1 </dev/null; } 2>"$control/time" &&
  tests
status=$?
rm -f -- "$control/reserve"
# The programs that found the disk full could not write that down, either.
if [ "$status" -ne 0 ]; then
  left=$(df --output=avail -- "$workspace" | tail -n 1)
  if [ "$left" -lt 1024 ]; then echo "$workspace: No space left on device ($((left)) KiB)" >>"$log"; fi
fi
echo "$status" >"$control/exit.part"
mv -- "$control/exit.part" "$control/exit"
