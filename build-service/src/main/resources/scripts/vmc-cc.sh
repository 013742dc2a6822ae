#!/bin/sh
# Calls the compiler "$@" for a build, through ccache when VMC_CACHE and through distcc when VMC_LAUNCHER says so. Found by
# the build as vmc-cc.
#
# Object files must not depend on where they were compiled. Two things would make them: the path of the workspace, and
# that distcc sends preprocessed text, in which columns and macro positions of debug information are lost. With
# VMC_COMPILE_OPTIONS=-fdirectives-only it sends text whose macros the worker expands, and nothing is lost. The option
# is given to every compilation of C and C++, local ones too, because the compiler records it in the object file. It is
# kept from assembler sources and from calls for preprocessed text, which it would change.
#
# ccache drops that option from what it calls. So it calls this script again, which then adds it. And it preprocesses each
# source once more than the compilation does, unless that also lists the files it has read: it is told to. That does not
# change the object file.
#
# What is spread is noted, so that some of it can be compiled again and compared (recheck.sh).
note() {
  if [ "$VMC_LAUNCHER" ]; then printf '%s\0' "$PWD" "$@" >"$VMC_WORKSPACE/control/calls/$$"; fi
}
compiler=$1
shift
if [ "$VMC_WITHIN_CACHE" ]; then
  # ccache has looked for the compiler; on workers it may be elsewhere.
  note "${compiler##*/}" $VMC_COMPILE_OPTIONS "$@"
  exec $VMC_LAUNCHER "${compiler##*/}" $VMC_COMPILE_OPTIONS "$@"
fi
compiles= plain= lists=
for argument in "$@"; do
  case $argument in
    -c) compiles=yes ;;
    -MD | -MMD | -Wp,-M*) lists=yes ;;
    -E | -S | -M | -MM | -x* | *.[sS] | *.sx) plain=yes ;;
  esac
done
if [ -z "$compiles" ] || [ "$plain" ]; then
  exec $VMC_LAUNCHER "$compiler" "-ffile-prefix-map=$VMC_SOURCE=/source" "$@"
fi
if [ "$VMC_CACHE" ]; then
  export VMC_WITHIN_CACHE=yes
  if [ -z "$lists" ]; then set -- "$@" -MD -MF "$VMC_WORKSPACE/control/read/$$.d"; fi
  exec $VMC_CACHE "$compiler" "-ffile-prefix-map=$VMC_SOURCE=/source" "$@"
fi
note "$compiler" $VMC_COMPILE_OPTIONS "-ffile-prefix-map=$VMC_SOURCE=/source" "$@"
exec $VMC_LAUNCHER "$compiler" $VMC_COMPILE_OPTIONS "-ffile-prefix-map=$VMC_SOURCE=/source" "$@"
