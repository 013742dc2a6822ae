package org.vmc.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.vmc.lab.guests.GuestSpec;
import org.vmc.lab.guests.GuestState;
import org.vmc.lab.guests.NamespaceGuests;
import org.vmc.lab.hosts.HostSettings;
import org.vmc.lab.hosts.Hosts;
import org.vmc.lab.hosts.LabLock;
import org.vmc.lab.hosts.LabMachine;
import org.vmc.lab.hosts.Remains;
import org.vmc.lab.hosts.StateDirectory;
import org.vmc.lab.linux.Await;
import org.vmc.lab.linux.ByteSize;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.ControlGroups;

/**
 * Measures how long real hosts and guests take to come up, and that nothing is left of them. As a program: {@code java
 * … org.vmc.lab.UpBench [HOSTS [GUESTS]]}, by default 4 and 30.
 */
public final class UpBench {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private UpBench() {}

    /**
     * What was measured.
     *
     * @param hosts until sshd and glusterd of every host answered
     * @param volume from then until they were peers and a volume with a replica on up to three of them was started
     * @param guests from then until sshd of every guest answered
     * @param down from then until everything was gone
     * @param remains what was left behind, one line each; should be empty
     */
    public record Figures(Duration hosts, Duration volume, Duration guests, Duration down, List<String> remains) {

        /** Everything up, from nothing. */
        public Duration up() {
            return hosts.plus(volume).plus(guests);
        }
    }

    /** Runs the measurement in the foreground and prints it in seconds. */
    public static void main(String[] arguments) {
        int hosts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
        int guests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        var figures = run(Path.of(".vmc/bench-lab"), hosts, guests);
        System.out.printf(
                "%d hosts %.1f s, volume %.1f s, %d guests %.1f s: up in %.1f s; down in %.1f s, left behind: %s%n",
                hosts,
                seconds(figures.hosts()),
                seconds(figures.volume()),
                guests,
                seconds(figures.guests()),
                seconds(figures.up()),
                seconds(figures.down()),
                figures.remains());
    }

    /** Measures once, with a state directory that is removed; throws {@link CommandFailure} when another lab is up. */
    public static Figures run(Path directory, int hostCount, int guestCount) {
        var state = new StateDirectory(directory);
        var groups = ControlGroups.find().orElseThrow(() -> new CommandFailure("No control groups on this machine"));
        var machine = LabMachine.of(state, groups);
        return switch (LabLock.take(state)) {
            case LabLock.Attempt.HeldBy(var process, var other) ->
                throw new CommandFailure("Another lab is up (process %d, state %s)".formatted(process, other));
            case LabLock.Attempt.Taken(var lock) -> {
                try (lock) {
                    yield measure(machine, hostCount, guestCount);
                }
            }
        };
    }

    private static Figures measure(LabMachine machine, int hostCount, int guestCount) {
        new Remains(machine).remove();
        // One that was interrupted left its files.
        machine.delete(machine.state().root());
        var settings =
                new HostSettings(hostCount, 1, ByteSize.ofMib(8192), HostSettings.SMALLEST_BRICK, Optional.empty());
        var begin = System.nanoTime();
        long hostsUp;
        long volumeUp;
        long guestsUp;
        try (var hosts = Hosts.start(machine, settings);
                var guests = new NamespaceGuests(machine, hosts)) {
            hostsUp = System.nanoTime();
            startVolume(machine, hosts, Math.min(3, hostCount));
            volumeUp = System.nanoTime();
            startGuests(guests, hostCount, guestCount);
            guestsUp = System.nanoTime();
        }
        var down = System.nanoTime();
        var remains = new Remains(machine).list();
        machine.delete(machine.state().root());
        return new Figures(
                Duration.ofNanos(hostsUp - begin),
                Duration.ofNanos(volumeUp - hostsUp),
                Duration.ofNanos(guestsUp - volumeUp),
                Duration.ofNanos(down - guestsUp),
                remains);
    }

    private static void startVolume(LabMachine machine, Hosts hosts, int replicas) {
        var first = hosts.node(hosts.all().getFirst()).orElseThrow();
        var bricks = IntStream.rangeClosed(1, replicas)
                .mapToObj(number -> "h" + number + ":/bricks/b1/bench")
                .toList();
        var script = new StringBuilder("set -e\n");
        hosts.all().stream().skip(1).forEach(host -> script.append("gluster peer probe ")
                .append(host.name())
                .append('\n'));
        var kind = replicas < 2 ? "" : "replica " + replicas + " ";
        script.append("gluster --mode=script volume create bench ").append(kind).append(String.join(" ", bricks));
        script.append("\ngluster volume start bench\n");
        machine.commands()
                .run(
                        machine.nodes()
                                .enter(
                                        first.pid(),
                                        first.spec().workGroup(),
                                        List.of("/bin/sh", "-c", script.toString())),
                        "",
                        LIMIT);
    }

    private static void startGuests(NamespaceGuests guests, int hostCount, int guestCount) {
        var vms = IntStream.range(0, guestCount)
                .mapToObj(number -> UUID.randomUUID())
                .toList();
        var starting = IntStream.range(0, guestCount)
                .mapToObj(number -> new GuestSpec(
                        vms.get(number),
                        "bench-" + number,
                        "h" + (number % hostCount + 1),
                        1,
                        256,
                        "debian-12",
                        UUID.randomUUID(),
                        Map.of()))
                .map(spec -> CompletableFuture.runAsync(() -> guests.start(spec), THREADS))
                .toList();
        CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
        var ready = Await.within(LIMIT, () -> vms.stream()
                .allMatch(vm -> guests.state(vm).filter(GuestState::ready).isPresent()));
        if (!ready) {
            throw new CommandFailure("Not every guest answered within " + LIMIT);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
