# Prints those of its arguments that are no programs here, a line each.
for program in "$@"; do
  command -v -- "$program" >/dev/null || printf '%s\n' "$program"
done
exit 0
