# Prints the log of the build in the workspace $1, and goes on as it grows until the build is over.
control=$1/control
if [ -e "$control/exit" ]; then exec cat -- "$control/log"; fi
# The build is over when its lock is free. Its process is no sign of that: where nobody takes notice of an end, it stays.
flock --shared "$control/lock" true &
tail --bytes=+1 --follow --sleep-interval=0.2 --pid="$!" -- "$control/log" &
wait
