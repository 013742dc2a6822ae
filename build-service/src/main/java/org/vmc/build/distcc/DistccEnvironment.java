package org.vmc.build.distcc;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The variables that tell the distcc client on the builder what to do. */
public final class DistccEnvironment {
    /** Put before a compiler to have it called through distcc. */
    public static final String LAUNCHER = "distcc";

    private DistccEnvironment() {}

    /**
     * The variables for one build.
     *
     * @param slots who compiles
     * @param stateDirectory on the builder, this build's own: locks and back-off marks of builds do not mix
     * @param logFile on the builder; read with {@link DistccLog}
     * @param ioTimeout a worker that is silent for so long counts as lost; whole seconds
     * @param pause how long a compilation waits before it looks for a free slot again
     */
    public static Map<String, String> of(
            Slots slots, String stateDirectory, String logFile, Duration ioTimeout, Duration pause) {
        var environment = new TreeMap<String, String>();
        environment.put("DISTCC_HOSTS", slots.hostList());
        environment.put("DISTCC_DIR", stateDirectory);
        environment.put("DISTCC_LOG", logFile);
        // Without it the log does not say which host compiled which file.
        environment.put("DISTCC_VERBOSE", "1");
        // A lost worker must not fail the build: the file is compiled elsewhere, and the log tells so.
        environment.put("DISTCC_FALLBACK", "1");
        environment.put("DISTCC_IO_TIMEOUT", Long.toString(ioTimeout.toSeconds()));
        // distcc's own pause of 1 s leaves CPUs idle for longer than most files take to compile.
        environment.put("DISTCC_PAUSE_TIME_MSEC", Long.toString(pause.toMillis()));
        return environment;
    }
}
