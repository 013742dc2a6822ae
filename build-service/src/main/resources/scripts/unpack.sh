# Unpacks $1/archive, whose SHA-256 is $2, to $1/source, at most $3 bytes. "source" appears complete or not at all.
set -eu
workspace=$1 sha256=$2 max_bytes=$3
cd -- "$workspace"
if [ -d source ]; then exit 0; fi
printf '%s  archive\n' "$sha256" | sha256sum --check --quiet >&2
rm -rf unpacking
mkdir unpacking
# tar counts records of 10 KiB, as they are after decompression, and calls the action at the first one too many.
rm -f too-large
if ! TOO_LARGE=$workspace/too-large tar --extract --file=archive --directory=unpacking --no-same-owner --no-same-permissions \
  --checkpoint="$((max_bytes / 10240 + 1))" --checkpoint-action='exec=touch "$TOO_LARGE"; kill "$PPID"'; then
  rm -rf unpacking
  if [ -e too-large ]; then echo "it unpacks to more than $max_bytes bytes" >&2; fi
  exit 1
fi
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
