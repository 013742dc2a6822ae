package org.vmc.build.toolchain;

import java.util.List;
import java.util.Map;

/** The packages of Debian that have the programs builds usually need. */
public final class ProgramPackages {
    private static final Map<String, String> NAMED_OTHERWISE = Map.ofEntries(
            Map.entry("aclocal", "automake"),
            Map.entry("autoreconf", "autoconf automake"),
            Map.entry("ctest", "cmake"),
            Map.entry("c++", "g++"),
            Map.entry("cc", "gcc"),
            Map.entry("clang++", "clang"),
            Map.entry("find", "findutils"),
            Map.entry("flock", "util-linux"),
            Map.entry("ld", "binutils"),
            Map.entry("libtoolize", "libtool"),
            Map.entry("msgfmt", "gettext"),
            Map.entry("ninja", "ninja-build"),
            Map.entry("pkg-config", "pkgconf"),
            Map.entry("setsid", "util-linux"),
            Map.entry("xz", "xz-utils"));
    private static final List<String> NAMED_AS_THE_PROGRAM = List.of(
            "autoconf",
            "automake",
            "bash",
            "bc",
            "bison",
            "ccache",
            "clang",
            "cmake",
            "cpio",
            "distcc",
            "flex",
            "g++",
            "gawk",
            "gcc",
            "gperf",
            "libtool",
            "m4",
            "make",
            "meson",
            "perl",
            "pkgconf",
            "python3",
            "rsync",
            "tar");

    private ProgramPackages() {}

    /** A sentence for people that tells how a builder gets these programs. */
    public static String howToGet(List<String> programs) {
        var packages = programs.stream()
                .filter(ProgramPackages::isKnown)
                .map(program -> NAMED_OTHERWISE.getOrDefault(program, program))
                .distinct()
                .toList();
        if (packages.isEmpty()) {
            return "Install it there.";
        }
        return packages.size() == programs.size()
                ? "On Debian: apt-get install " + String.join(" ", packages)
                : "On Debian, for those that are known here: apt-get install " + String.join(" ", packages);
    }

    private static boolean isKnown(String program) {
        return NAMED_OTHERWISE.containsKey(program)
                || NAMED_AS_THE_PROGRAM.contains(program)
                // Versions of compilers have packages of their own names.
                || program.matches("(gcc|g\\+\\+|clang)-[0-9]+");
    }
}
