package org.vmc.lab.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.vmc.lab.linux.ByteSize;
import org.vmc.lab.linux.Commands;
import org.vmc.lab.linux.ControlGroups;

/**
 * Real hosts for a test; the test is skipped with the reason when this machine cannot have any.
 *
 * @param machine where they run
 * @param hosts the hosts
 * @param lock held while they run
 */
public record RealLab(LabMachine machine, Hosts hosts, LabLock lock) implements AutoCloseable {

    /** CPU limit of each host. */
    public static final double CPUS = 0.5;

    /** Skips the calling test unless the machine can have real hosts. */
    public static void assumePossible() {
        var unmet = Requirements.unmet(new Commands());
        skipUnless(unmet.isEmpty(), "no real hosts on this machine: " + unmet);
    }

    /** Skips the calling test when another lab is up. */
    public static void assumeFree(StateDirectory state) {
        takeOrSkip(state).close();
    }

    private static LabLock takeOrSkip(StateDirectory state) {
        var attempt = LabLock.take(state);
        skipUnless(attempt instanceof LabLock.Attempt.Taken, "another lab is up: " + attempt);
        return ((LabLock.Attempt.Taken) attempt).lock();
    }

    /** Where everything is promised to be there (VMC_REQUIRE_ALL=1), fails instead. */
    private static void skipUnless(boolean possible, String otherwise) {
        if ("1".equals(System.getenv("VMC_REQUIRE_ALL"))) {
            assertThat(possible).as(otherwise).isTrue();
        }
        assumeTrue(possible, otherwise);
    }

    /** Brings up so many hosts with small bricks, or skips the calling test. */
    public static RealLab start(Path directory, int count) {
        assumePossible();
        var state = new StateDirectory(directory.resolve("lab"));
        var lock = takeOrSkip(state);
        var machine = LabMachine.of(state, ControlGroups.find().orElseThrow());
        new Remains(machine).remove();
        var settings =
                new HostSettings(count, CPUS, ByteSize.ofMib(1024), HostSettings.SMALLEST_BRICK, Optional.empty());
        return new RealLab(machine, Hosts.start(machine, settings), lock);
    }

    /** Runs a command line on a node as root with the lab's own key, and returns what it printed. */
    public String ssh(String address, String commandLine) {
        return ssh(machine.state().privateKey(), address, commandLine);
    }

    /** Like {@link #ssh(String, String)} with another key. */
    public String ssh(Path key, String address, String commandLine) {
        return ssh(key, "root", address, commandLine);
    }

    /** Like {@link #ssh(String, String)} as the account that builds run as. */
    public String sshAsBuilder(String address, String commandLine) {
        return ssh(machine.state().privateKey(), "vmc-build", address, commandLine);
    }

    /** Like {@link #ssh(String, String)} as another user with another key. */
    public String ssh(Path key, String user, String address, String commandLine) {
        return machine.commands().run(sshCommand(key, user, address, commandLine), "", Duration.ofSeconds(60));
    }

    /** Arguments that run a command line on a node. */
    public List<String> sshCommand(Path key, String user, String address, String commandLine) {
        return List.of(
                "/usr/bin/ssh",
                "-i",
                key.toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + machine.state().knownHosts(),
                user + "@" + address,
                commandLine);
    }

    @Override
    public void close() {
        hosts.close();
        // JUnit would follow no link either, but warn about each.
        machine.delete(machine.state().root());
        lock.close();
    }
}
