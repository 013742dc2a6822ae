package org.vmc.vm;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Quarkus test a pool of four big hosts whose operations take next to no time, as the pool {@code lab}. It is a
 * process of its own, as a pool is: it goes on while the service is restarted around it.
 */
public final class LabPool implements QuarkusTestResourceLifecycleManager {

    private static final Pattern ADDRESS = Pattern.compile("on (http://[0-9.]+:\\d+)");

    private @Nullable Process process;

    @Override
    public Map<String, String> start() {
        try {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            process = new ProcessBuilder(
                            java,
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.vmc.lab.LabMain",
                            "xapi",
                            "--port",
                            "0",
                            "--hosts-memory",
                            "256GiB",
                            "--fast")
                    .redirectErrorStream(true)
                    .start();
            return Map.of(
                    "vmc.xen.pools[0].name", "lab",
                    "vmc.xen.pools[0].url", address(process),
                    "vmc.xen.pools[0].password", "lab",
                    "vmc.xen.pools[0].calls-per-second", "2000",
                    "vmc.xen.pools[0].back-off-at-most", "200ms");
        } catch (IOException cause) {
            throw new UncheckedIOException("Starting the lab", cause);
        }
    }

    @Override
    public void stop() {
        Objects.requireNonNull(process).destroy();
    }

    private static String address(Process process) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group(1);
            }
            said.append(line).append('\n');
        }
        throw new IOException("The lab ended without an address:\n" + said);
    }
}
