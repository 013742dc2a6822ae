# Prints those of its arguments that are no programs here, a line each. What only a shell knows is none.
for program in "$@"; do
  type -P -- "$program" >/dev/null || printf '%s\n' "$program"
done
exit 0
