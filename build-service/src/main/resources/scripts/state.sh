# Says how the build in the workspace $1 stands, a line name=value each:
#   state=absent (never started) | running | finished | vanished (ended without a word: killed, or the host restarted)
#   exit=STATUS and time=REAL USER SYS in seconds, once finished; time is missing when it never came to the build
#   test-time=REAL USER SYS when it came to tests, and phase=configure|build|test, the last one
control=$1/control
finished() {
  echo state=finished
  echo "exit=$(<"$control/exit")"
  if [ -s "$control/time" ]; then echo "time=$(tail -n 1 "$control/time")"; fi
  if [ -s "$control/test-time" ]; then echo "test-time=$(tail -n 1 "$control/test-time")"; fi
  if [ -s "$control/phase" ]; then echo "phase=$(<"$control/phase")"; fi
  exit 0
}
if [ -e "$control/exit" ]; then finished; fi
if [ -e "$control/lock" ] && ! flock --shared --nonblock "$control/lock" true; then echo state=running; exit 0; fi
# It may have finished between the two looks.
if [ -e "$control/exit" ]; then finished; fi
if [ -e "$control/pid" ]; then echo state=vanished; else echo state=absent; fi
