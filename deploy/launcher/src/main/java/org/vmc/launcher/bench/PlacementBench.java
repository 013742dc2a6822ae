package org.vmc.launcher.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;

/**
 * {@code ./vmc bench placement}: measured where the service's own classes and an exact solver are, among its tests, and
 * so run by Maven. Nothing need run.
 */
@Command(
        name = "placement",
        mixinStandardHelpOptions = true,
        description = "How fast, how near to the best possible and how dense placement is."
                + " Wanted: p99 of 5 ms at 64 hosts and 5,000 VMs, within 2 % of the best.")
final class PlacementBench implements Callable<Integer> {

    /** Set by the launcher script to the Maven it has found. */
    private static final String MAVEN = "VMC_MAVEN";

    @Override
    public Integer call() {
        Path root = VmcHome.find().root();
        String found = System.getenv(MAVEN);
        String maven = found == null || found.isBlank() ? root.resolve("mvnw").toString() : found;
        List<String> command = List.of(
                maven,
                "--quiet",
                "--batch-mode",
                "-pl",
                "vm-service",
                "-am",
                "test",
                "-Dtest=PlacementBench",
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Djacoco.skip",
                "-Dspotless.check.skip");
        try {
            return new ProcessBuilder(command)
                    .directory(root.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot run " + maven, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }
}
