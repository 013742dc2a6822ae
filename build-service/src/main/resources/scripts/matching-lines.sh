# Prints the lines of the file $1 that match $2; nothing when there is no such file.
if [ -e "$1" ]; then grep --extended-regexp -- "$2" "$1" || [ "$?" -eq 1 ]; fi
