# Starts run.sh in the workspace $1 unless it was started before; returns when it runs.
workspace=$1 directory=$2 niceness=$3 compiler=$4 max_file_kib=$5
control=$workspace/control
if [ -e "$control/pid" ]; then exit 0; fi
# VMC_WORKSPACE marks all that belongs to the build, for kill.sh. VMC_COMMAND marks what ends together with the call of
# this script; the build does not.
env -u VMC_COMMAND VMC_WORKSPACE="$workspace" setsid bash "$control/run.sh" "$workspace" "$directory" "$niceness" \
  "$compiler" "$max_file_kib" </dev/null >"$control/runner" 2>&1 &
for attempt in {1..200}; do
  if [ -e "$control/pid" ]; then exit 0; fi
  sleep 0.05
done
cat "$control/runner" >&2
exit 1
