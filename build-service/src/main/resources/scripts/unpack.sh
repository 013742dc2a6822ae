# Unpacks $1/archive, whose SHA-256 is $2, to $1/source. "source" appears complete or not at all.
set -eu
workspace=$1 sha256=$2
cd -- "$workspace"
if [ -d source ]; then exit 0; fi
printf '%s  archive\n' "$sha256" | sha256sum --check --quiet >&2
rm -rf unpacking
mkdir unpacking
tar --extract --file=archive --directory=unpacking --no-same-owner --no-same-permissions
shopt -s dotglob nullglob
entries=(unpacking/*)
# Most archives hold one directory with everything in it; some hold everything at the top.
if [ "${#entries[@]}" -eq 1 ] && [ -d "${entries[0]}" ] && [ ! -L "${entries[0]}" ]; then
  mv -- "${entries[0]}" source
  rmdir unpacking
else
  mv unpacking source
fi
rm -f archive
