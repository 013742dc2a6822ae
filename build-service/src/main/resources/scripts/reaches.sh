# Says yes or no: does something accept TCP connections at $1 port $2?
if timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null; then echo yes; else echo no; fi
