package org.vmc.build.recipes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recipes that come with VMC, by name. Others are made from them by replacing parts.
 *
 * <p>Each calls compilers so that distcc gets to see every compilation and nothing else: make, autotools and the kernel
 * take a compiler of two words, CMake takes the launcher by itself. The kernel's programs for the building machine
 * ({@code HOSTCC}) are compiled without it.
 */
public final class BuiltInRecipes {
    private static final List<String> OBJECTS = List.of("*.o", "*.a");

    /** Plain {@code make} that honours {@code CC} and {@code CXX}. */
    static final Recipe MAKE = new Recipe(
            "",
            List.of(),
            List.of(List.of("make", "-j{jobs}", "CC={cc}", "CXX={cxx}")),
            Map.of(),
            OBJECTS,
            List.of(),
            "gcc",
            "g++",
            List.of(),
            List.of());

    /** A recipe with what it is for. */
    public record Described(String description, Recipe recipe) {}

    private static final Map<String, Described> BY_NAME = byName();

    private BuiltInRecipes() {}

    /** All of them, in the order in which they are shown. */
    public static Map<String, Described> all() {
        return BY_NAME;
    }

    /** The one of that name. */
    public static Optional<Recipe> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name)).map(Described::recipe);
    }

    private static Map<String, Described> byName() {
        var all = new LinkedHashMap<String, Described>();
        all.put("make", new Described("A Makefile that honours CC and CXX", MAKE));
        all.put("cmake", new Described("CMake with Ninja, optimised, in the directory build", cmake("Ninja", "ninja")));
        all.put(
                "cmake-make",
                new Described("CMake with make, optimised, in the directory build", cmake("Unix Makefiles", "make")));
        all.put(
                "autotools",
                new Described("./configure and make; without a configure, autoreconf makes it first", autotools()));
        all.put("linux-tinyconfig", new Described("The smallest Linux kernel", linux("tinyconfig")));
        all.put(
                "linux-defconfig",
                new Described("A Linux kernel for common machines; needs libelf-dev, too", linux("defconfig")));
        return Collections.unmodifiableMap(all);
    }

    private static Recipe cmake(String generator, String program) {
        return new Recipe(
                "",
                List.of(List.of(
                        "cmake",
                        "-S",
                        ".",
                        "-B",
                        "build",
                        "-G",
                        generator,
                        "-DCMAKE_BUILD_TYPE=Release",
                        "-DCMAKE_C_COMPILER={compiler}",
                        "-DCMAKE_CXX_COMPILER={cxxCompiler}",
                        "-DCMAKE_C_COMPILER_LAUNCHER={launcher}",
                        "-DCMAKE_CXX_COMPILER_LAUNCHER={launcher}",
                        // Otherwise programs hold the path of their workspace, and no two builds are the same.
                        "-DCMAKE_BUILD_RPATH_USE_ORIGIN=ON")),
                List.of(List.of("cmake", "--build", "build", "--parallel", "{jobs}")),
                Map.of(),
                OBJECTS,
                List.of(),
                "gcc",
                "g++",
                List.of(),
                List.of(program));
    }

    private static Recipe autotools() {
        return new Recipe(
                "",
                List.of(
                        List.of("sh", "-c", "test -x configure || autoreconf --install"),
                        List.of("./configure", "CC={cc}", "CXX={cxx}")),
                List.of(List.of("make", "-j{jobs}")),
                Map.of(),
                OBJECTS,
                List.of(),
                "gcc",
                "g++",
                List.of(),
                List.of("make"));
    }

    private static Recipe linux(String target) {
        return new Recipe(
                "",
                List.of(List.of("make", target, "CC={cc}", "HOSTCC={compiler}")),
                List.of(List.of("make", "-j{jobs}", "CC={cc}", "HOSTCC={compiler}", "HOSTCXX={cxxCompiler}")),
                // What the kernel otherwise writes into itself: when, by whom and where it was built.
                Map.of("KBUILD_BUILD_TIMESTAMP", "2000-01-01", "KBUILD_BUILD_USER", "vmc", "KBUILD_BUILD_HOST", "vmc"),
                OBJECTS,
                List.of("vmlinux", "System.map", ".config"),
                "gcc",
                "g++",
                List.of(),
                List.of("bc", "bison", "flex", "perl"));
    }
}
