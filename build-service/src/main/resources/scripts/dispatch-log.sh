# Prints the lines of distcc's log in the workspace $1 that match $2; nothing when there is no log.
log=$1/control/distcc.log
if [ -e "$log" ]; then grep --extended-regexp -- "$2" "$log" || [ "$?" -eq 1 ]; fi
