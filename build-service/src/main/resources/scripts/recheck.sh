# Compiles files again on this host that workers compiled for the build in the workspace $1, with the same commands, and
# compares the objects; at most $2 of those on standard input, a file and its host (ADDRESS:PORT) each, with NUL after each
# of both. Prints a line "WORD<tab>HOST<tab>FILE" for each:
#   same     byte for byte
#   changed  the build itself has changed or removed the object since: worker and builder make the same now
#   differs  worker and builder make different objects
set -u
workspace=$1 wanted=$2
control=$workspace/control
again=$control/again
rm -rf -- "$again"
mkdir -p -- "$again/distcc"
mapfile -d '' -t environment <"$control/environment"
mapfile -d '' -t pairs
declare -A calls=()
for ((i = 0; i < ${#pairs[@]}; i += 2)); do calls[${pairs[i]}]=; done
for call in "$control"/calls/*; do
  mapfile -d '' -t words <"$call"
  for word in "${words[@]:1}"; do
    if [ "$word" ] && [ "${calls[$word]+wanted}" ]; then calls[$word]=$call; fi
  done
done 2>/dev/null

# The command in the file $1 in "command", with output to $2 and the list of headers beside it; its directory in "directory"
# and where the object went in "object". Fails for what writes other files or is no compilation.
read_command() {
  local output=$2 words each i compiles=
  mapfile -d '' -t words <"$1"
  directory=${words[0]} object= command=()
  for ((i = 1; i < ${#words[@]}; i++)); do
    each=${words[i]}
    case $each in
      -c) compiles=yes; command+=("$each") ;;
      -E | -S | -M | -MM | -gsplit-dwarf | --coverage | -ftest-coverage | -fprofile* | -save-temps*) return 1 ;;
      -o) i=$((i + 1)); object=${words[i]}; command+=(-o "$output") ;;
      -o*) object=${each#-o}; command+=(-o "$output") ;;
      -MF) i=$((i + 1)); command+=(-MF "$output.d") ;;
      -MF*) command+=(-MF "$output.d") ;;
      -Wp,-MD,* | -Wp,-MMD,*) each=${each#-Wp,}; command+=("-Wp,${each%%,*},$output.d") ;;
      *) command+=("$each") ;;
    esac
  done
  [ "$compiles" ] && [ "$object" ]
}
run() { # variables of its own, "--", command
  local more=()
  while [ "$1" != -- ]; do more+=("$1"); shift; done
  shift
  (cd -- "$directory" && exec timeout 300 env -i "${environment[@]}" VMC_LAUNCHER= VMC_CACHE= "${more[@]}" "$@") \
    </dev/null >"$again/words" 2>&1
}
say() { printf '%s\t%s\t%s\n' "$1" "$host" "${file//[$'\n\t']/?}"; }

for ((pair = 0; pair < ${#pairs[@]} && wanted > 0; pair += 2)); do
  file=${pairs[pair]} host=${pairs[pair + 1]}
  call=${calls[$file]}
  if [ -z "$call" ] || ! read_command "$call" "$again/here.o"; then continue; fi
  if ! run -- "${command[@]}"; then continue; fi
  wanted=$((wanted - 1))
  if (cd -- "$directory" && cmp --quiet -- "$object" "$again/here.o"); then say same; continue; fi
  read_command "$call" "$again/there.o"
  if run "DISTCC_HOSTS=$host/1" DISTCC_FALLBACK=0 "DISTCC_DIR=$again/distcc" "DISTCC_LOG=$again/log" -- \
    distcc "${command[@]}" && cmp --quiet -- "$again/here.o" "$again/there.o"; then
    say changed
  else
    say differs
  fi
done
rm -rf -- "$again"
