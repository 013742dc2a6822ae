package org.vmc.vm;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Quarkus test a pool of four big hosts whose operations take next to no time, as the pool {@code lab}. It is a
 * process of its own, as a pool is: it goes on while the service is restarted around it. Beside the pool are hosts that
 * may join it: {@code s1} fits, {@code s2} has other CPUs and {@code s3} another version.
 */
public final class LabPool implements QuarkusTestResourceLifecycleManager {

    /** Config keys of a test: where {@code s1} answers with TLS, and its certificate's fingerprint. */
    public static final String TLS_URL = "lab.s1.tls-url";

    public static final String FINGERPRINT = "lab.s1.fingerprint";

    private static final Pattern ADDRESS = Pattern.compile("on (http://[0-9.]+:(\\d+))");
    private static final Pattern TLS = Pattern.compile("HTTPS on port (\\d+), SHA-256 fingerprint ([0-9A-F:]+)");

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
                            "--standalone",
                            "3",
                            "--cpu-vendor",
                            "s2=AuthenticAMD",
                            "--product-version",
                            "s3=8.2.1",
                            "--guest-network",
                            "127.77",
                            "--fast")
                    .redirectErrorStream(true)
                    .start();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            Matcher address = said(output, ADDRESS);
            Matcher tls = said(output, TLS);
            Map<String, String> config = new HashMap<>(Map.of(
                    "vmc.xen.pools[0].name",
                    "lab",
                    "vmc.xen.pools[0].url",
                    address.group(1),
                    "vmc.xen.pools[0].password",
                    "lab",
                    "vmc.xen.pools[0].calls-per-second",
                    "2000",
                    "vmc.xen.pools[0].back-off-at-most",
                    "200ms",
                    TLS_URL,
                    "https://127.0.0.71:" + tls.group(1),
                    FINGERPRINT,
                    tls.group(2)));
            for (int number = 1; number <= 3; number++) {
                String candidate = "vmc.xen.candidates[" + (number - 1) + "].";
                config.put(candidate + "name", "s" + number);
                config.put(candidate + "url", "http://127.0.0.7" + number + ":" + address.group(2));
                config.put(candidate + "password", "lab");
            }
            return config;
        } catch (IOException cause) {
            throw new UncheckedIOException("Starting the lab", cause);
        }
    }

    @Override
    public void stop() {
        Objects.requireNonNull(process).destroy();
    }

    private static Matcher said(BufferedReader output, Pattern expected) throws IOException {
        var said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher found = expected.matcher(line);
            if (found.find()) {
                return found;
            }
            said.append(line).append('\n');
        }
        throw new IOException("The lab ended without saying " + expected + ":\n" + said);
    }
}
