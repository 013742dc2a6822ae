# Prints what makes the compiler $1 what it is, a line name=value each. A name is left out when its value is unknown.
compiler=$1
export LC_ALL=C
say() { if [ -n "$2" ]; then printf '%s=%s\n' "$1" "$2"; fi; }
program() {
  found=$("$compiler" -print-prog-name="$1" 2>/dev/null)
  case $found in /*) ;; *) found=$(command -v -- "$found") ;; esac
  if [ -r "$found" ]; then sha256sum <"$found" | cut -d ' ' -f 1; fi
}
if ! command -v -- "$compiler" >/dev/null; then echo "there is no $compiler"; exit 0; fi
say version "$("$compiler" -dumpfullversion 2>/dev/null)"
say target "$("$compiler" -dumpmachine 2>/dev/null)"
say cc1 "$(program cc1)"
say assembler "$(program as)"
