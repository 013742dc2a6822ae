# Packs $1/ccache to $1/ccache.tar unless it has more than $2 bytes: the commands of the build could write there, too.
set -eu
cd -- "$1"
bytes=$(du --summarize --bytes -- ccache | cut --fields=1)
if [ "$bytes" -gt "$2" ]; then
  echo "it has $bytes bytes, more than the $2 that are kept" >&2
  exit 1
fi
# What an interrupted call left would only grow; it is compressed already.
tar --create --file=ccache.tar --directory=ccache --exclude=./tmp .
