package org.vmc.embedded.process;

import java.nio.file.Path;
import java.util.List;

/** How VMC starts JVMs. */
public final class JvmFlags {

    private JvmFlags() {}

    /** For a small long-running server: little memory, quick start, no second compiler. */
    public static List<String> small(int heapMib) {
        return List.of(
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED");
    }

    /** The {@code java} program of the JVM that asks. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
