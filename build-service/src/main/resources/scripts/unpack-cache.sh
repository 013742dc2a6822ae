# Unpacks $1/ccache.tar to $1/ccache, which appears complete or not at all.
set -eu
cd -- "$1"
if [ -d ccache ]; then exit 0; fi
rm -rf unpacking-ccache
mkdir -m 700 unpacking-ccache
tar --extract --file=ccache.tar --directory=unpacking-ccache --no-same-owner --no-same-permissions
mv unpacking-ccache ccache
rm -f ccache.tar
