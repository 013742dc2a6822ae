package org.vmc.build.cache;

import java.util.Map;
import java.util.TreeMap;

/**
 * The variables that tell ccache on the builder what to do. Written for ccache 4.7; see its manual for each.
 *
 * <p>Paths are not rewritten ({@code CCACHE_BASEDIR}): that would change what the compiler writes into object files. A
 * source that names its files by absolute paths, as CMake does, is found again only in the same directory.
 */
public final class CcacheEnvironment {
    /** Put before a compiler to have its results kept. */
    public static final String LAUNCHER = "ccache";

    private CcacheEnvironment() {}

    /**
     * The variables for one build.
     *
     * @param directory on the builder, this build's own
     * @param events file on the builder to which ccache adds what became of each call; read with {@link CacheUse}
     * @param compiler what makes the compiler what it is; results of another one are never used
     * @param maxBytes above which results that were not used for longest go
     * @param call what ccache calls compilers by
     */
    public static Map<String, String> of(String directory, String events, String compiler, long maxBytes, String call) {
        var environment = new TreeMap<String, String>();
        environment.put("CCACHE_DIR", directory);
        environment.put("CCACHE_STATSLOG", events);
        environment.put("CCACHE_COMPILERCHECK", "string:" + compiler);
        environment.put("CCACHE_MAXSIZE", maxBytes / 1024 + "Ki");
        // Compilations list the files they have read (see vmc-cc), so nothing has to be preprocessed to know them.
        environment.put("CCACHE_DEPEND", "1");
        // Settings that the builder's administrator made for other uses must not change what is built.
        environment.put("CCACHE_CONFIGPATH", directory + "/ccache.conf");
        environment.put("CCACHE_PREFIX", call);
        return environment;
    }
}
