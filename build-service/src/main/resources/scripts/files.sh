# Prints, for the files below $1 that match, SHA-256, size and path with NUL and a line end after each: "DIGEST SIZE PATH".
# The other arguments are name patterns, then "--", then path patterns relative to $1.
set -euo pipefail
cd -- "$1"
shift
tests=()
kind=-name prefix=
for pattern in "$@"; do
  if [ "$pattern" = -- ]; then kind=-path prefix=./; continue; fi
  if [ "${#tests[@]}" -gt 0 ]; then tests+=(-o); fi
  tests+=("$kind" "$prefix$pattern")
done
if [ "${#tests[@]}" -eq 0 ]; then exit 0; fi
find . -type f \( "${tests[@]}" \) -print0 | LC_ALL=C sort --zero-terminated | while IFS= read -r -d '' file; do
  printf '%s %s %s\0\n' "$(sha256sum <"$file" | cut -d ' ' -f 1)" "$(stat --format=%s -- "$file")" "${file#./}"
done
