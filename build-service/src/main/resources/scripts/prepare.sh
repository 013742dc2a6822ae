# Makes the workspace $1, which nobody else can read, and writes the files that standard input names: a line
# "MODE PATH CONTENT" each, the path relative to the workspace, the content in base64.
set -euo pipefail
workspace=$1
mkdir -p -- "${workspace%/*}"
mkdir -p -m 700 -- "$workspace"
# distcc makes no parent directories: without its own it would compile everything here, and exit with 0.
mkdir -p -- "$workspace"/{home,control/bin,control/configure,control/build,control/test,control/distcc,control/calls,control/read}
while read -r mode path content; do
  base64 --decode <<<"$content" >"$workspace/$path"
  chmod "$mode" -- "$workspace/$path"
done
