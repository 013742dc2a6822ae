package org.vmc.lab.guests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.lab.hosts.RealLab;
import org.vmc.lab.hosts.Remains;
import org.vmc.lab.linux.SshKeys;

/** Guests as namespaces, on two real hosts. */
@Tag("root")
class NamespaceGuestsTest {

    /** Long enough for a guest that is not paused to greet. */
    private static final int SILENT_MILLIS = 2_000;

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static RealLab lab;
    private static NamespaceGuests guests;

    private final UUID vm = UUID.randomUUID();
    private final UUID disk = UUID.randomUUID();

    @BeforeAll
    static void startHosts() {
        lab = RealLab.start(directory, 2);
        guests = new NamespaceGuests(lab.machine(), lab.hosts());
    }

    @AfterAll
    static void stopHosts() {
        if (lab != null) {
            guests.close();
            lab.close();
        }
    }

    @AfterEach
    void destroyGuest() {
        guests.destroy(vm);
        guests.deleteDisk(disk);
    }

    @Test
    void answersSshUnderTheNameAndTheKeysItWasGiven() {
        var key = directory.resolve("user_ed25519");
        SshKeys.createIfMissing(lab.machine().commands(), key, "user");
        var address = startAndAwait(spec(
                "debian-12", Map.of(GuestSpec.HOSTNAME, "ci-1", GuestSpec.AUTHORIZED_KEYS, SshKeys.publicKey(key))));

        assertThat(lab.ssh(key, address, "hostname")).isEqualTo("ci-1\n");
        assertThat(lab.ssh(address, "hostname")).isEqualTo("ci-1\n");
    }

    @Test
    void keepsItsDiskAndAddressAcrossAStopUntilTheyAreDeleted() {
        var address = startAndAwait(spec("debian-12", Map.of()));
        lab.ssh(address, "echo kept > /root/file; echo kept > /usr/local/file");

        guests.stop(vm, true);
        assertThat(guests.state(vm)).contains(GuestState.STOPPED);
        assertThat(startAndAwait(spec("debian-12", Map.of()))).isEqualTo(address);
        assertThat(lab.ssh(address, "cat /root/file /usr/local/file")).isEqualTo("kept\nkept\n");

        guests.destroy(vm);
        guests.deleteDisk(disk);
        assertThat(guests.state(vm)).isEmpty();
        assertThat(lab.machine().state().guestDisk(disk).directory()).doesNotExist();
        assertThat(lab.machine().state().nodes().all())
                .noneMatch(node -> node.address().equals(address));
        startAndAwait(spec("debian-12", Map.of()));
        assertThat(lab.ssh(address, "ls /root")).isEmpty();
    }

    @Test
    void givesTheCopyOfADiskWhatTheDiskHadAtThatMoment() {
        var address = startAndAwait(spec("debian-12", Map.of()));
        lab.ssh(address, "echo before > /root/file; rm /etc/issue; sync");
        var copy = UUID.randomUUID();

        guests.copyDisk(disk, copy);

        lab.ssh(address, "echo after > /root/file");
        guests.stop(vm, true);
        startAndAwait(new GuestSpec(vm, "My VM", "h1", 2, 256, "debian-12", copy, Map.of()));
        assertThat(lab.ssh(address, "cat /root/file; ls /etc/issue 2>&1 || true"))
                .startsWith("before\n")
                .contains("No such file");
    }

    @Test
    void hasAHostKeyOfItsOwnThoughItsDiskIsACopy() {
        startAndAwait(spec("debian-12", Map.of()));
        var key = lab.machine().state().guestDisk(disk).hostKey();
        var copy = UUID.randomUUID();
        guests.copyDisk(disk, copy);
        assertThat(lab.machine().state().guestDisk(copy).hostKey()).isEqualTo(key);
        var clone = UUID.randomUUID();

        try {
            guests.start(new GuestSpec(clone, "Clone", "h1", 1, 256, "debian-12", copy, Map.of()));
            await().atMost(SOON).until(() -> guests.state(clone).orElseThrow().ready());
            assertThat(lab.machine().state().guestDisk(copy).hostKey()).isNotEqualTo(key);
        } finally {
            guests.destroy(clone);
            guests.deleteDisk(copy);
        }
    }

    @Test
    void worksForTheHostItWasMigratedTo() {
        var address = startAndAwait(spec("debian-12", Map.of()));
        var groups = lab.machine().groups();
        var before = lab.machine().state().nodes().get("my-vm");

        guests.migrate(vm, "h2");
        guests.migrate(vm, "h2");

        var after = lab.machine().state().nodes().get("my-vm");
        assertThat(after.host()).isEqualTo("h2");
        assertThat(groups.directories(before.systemGroup()).values()).noneMatch(Files::exists);
        assertThat(groups.directories(before.workGroup()).values()).noneMatch(Files::exists);
        assertThat(lab.ssh(address, "hostname; cat /proc/self/cgroup"))
                .startsWith("my-vm\n")
                .contains("/" + after.workGroup())
                .doesNotContain("/h1/");
        assertThat(lab.ssh(address, "/opt/vmc-lab/metrics"))
                .contains("memory_limit_bytes=" + (256L << 20))
                .contains("cpu_usage_nanos=");
        guests.destroy(vm);
        assertThat(groups.processes("h2/sys")).hasSameSizeAs(groups.processes("h2/sys/own"));
    }

    @Test
    void staysPausedWhenItIsMigrated() {
        var address = startAndAwait(spec("debian-12", Map.of()));
        guests.pause(vm);

        guests.migrate(vm, "h2");

        assertThat(SshBanner.answers(address, SILENT_MILLIS)).isFalse();
        assertThat(lab.machine()
                        .groups()
                        .frozen(lab.machine().state().nodes().get("my-vm").systemGroup()))
                .isTrue();
        guests.resume(vm);
        await().atMost(SOON).until(() -> SshBanner.answers(address));
    }

    @Test
    void beginsWithThePreparedRootOfItsTemplate() throws Exception {
        var root = directory.resolve("prepared");
        var machine = lab.machine();
        machine.commands()
                .run(List.of(
                        "/bin/cp",
                        "-a",
                        machine.state().images().resolve("machine").toString(),
                        root.toString()));
        Files.delete(root.resolve("usr"));
        Files.createSymbolicLink(root.resolve("usr"), Path.of("/usr"));
        Files.writeString(root.resolve("etc/prepared"), "yes\n");
        var prepared = new NamespaceGuests(machine, lab.hosts(), RootImages.of(Map.of("golden", root)));

        try (prepared) {
            prepared.start(spec("golden", Map.of()));
            await().atMost(SOON).until(() -> prepared.state(vm).orElseThrow().ready());
            var address = prepared.state(vm).orElseThrow().address().orElseThrow();
            assertThat(lab.ssh(address, "cat /etc/prepared; rm /etc/prepared; hostname"))
                    .isEqualTo("yes\nmy-vm\n");
            assertThat(root.resolve("etc/prepared")).exists();
            prepared.destroy(vm);
        } finally {
            machine.delete(root);
        }
    }

    @Test
    void leavesNothingBehindHoweverOftenItStartsAndStops() {
        var before = footprint();

        for (int cycle = 0; cycle < 100; cycle++) {
            guests.start(spec("debian-12", Map.of()));
            var clean = cycle % 25 == 0;
            if (clean) {
                await().atMost(SOON).until(() -> guests.state(vm).orElseThrow().ready());
            }
            guests.stop(vm, clean);
        }
        guests.destroy(vm);
        guests.deleteDisk(disk);

        await().atMost(SOON).untilAsserted(() -> assertThat(footprint()).isEqualTo(before));
    }

    /** All that the kernel and the state directory keep for the lab, however many processes hosts have now. */
    private static List<String> footprint() {
        var machine = lab.machine();
        var found = new ArrayList<>(new Remains(machine).list());
        found.removeIf(remain -> remain.startsWith("process "));
        machine.groups().directories("").values().forEach(tree -> found.addAll(names(tree)));
        found.addAll(names(machine.state().disks()));
        found.addAll(names(machine.state().nodes().directory()));
        found.sort(null);
        return found;
    }

    private static List<String> names(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var tree = Files.walk(directory)) {
            return tree.filter(path -> !path.equals(directory))
                    .filter(path -> !path.toString().contains("/disks/") || directory.equals(path.getParent()))
                    .filter(path -> !path.toString().contains("cgroup") || Files.isDirectory(path))
                    .map(Path::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void showsNothingOfTheMachineButItsPrograms() throws Exception {
        var secret = Files.writeString(directory.resolve("secret"), "secret");
        var address = startAndAwait(spec("debian-12", Map.of()));

        assertThat(lab.ssh(address, "ls /root /home; test ! -e " + secret + " && ls /etc/ssh/ssh_host_*"))
                .isEqualTo(
                        "/home:\nvmc-build\n\n/root:\n/etc/ssh/ssh_host_ed25519_key\n/etc/ssh/ssh_host_ed25519_key.pub\n");
        assertThat(lab.ssh(address, "cat /etc/hosts"))
                .isEqualTo("127.0.0.1 localhost\n" + address + " my-vm\n10.77.0.11 h1\n10.77.0.12 h2\n");
        assertThat(lab.ssh(address, "ip route get 192.0.2.1 2>&1 || true")).contains("No route to host");
    }

    @Test
    void isSeenAsStoppedWhenItsProcessesAreKilled() {
        startAndAwait(spec("debian-12", Map.of()));
        var node = lab.machine().state().nodes().get("my-vm");

        ProcessHandle.of(node.pid()).orElseThrow().destroyForcibly();

        await().atMost(SOON).untilAsserted(() -> assertThat(guests.state(vm)).contains(GuestState.STOPPED));
        guests.stop(vm, false);
        startAndAwait(spec("debian-12", Map.of()));
    }

    @Test
    void standsStillWhilePausedAndGoesOnAfterwards() {
        var address = startAndAwait(spec("debian-12", Map.of()));
        assertThat(SshBanner.answers(address)).isTrue();

        guests.pause(vm);
        assertThat(SshBanner.answers(address, SILENT_MILLIS)).isFalse();
        assertThat(guests.state(vm)).get().returns(true, GuestState::running);

        guests.resume(vm);
        await().atMost(SOON).until(() -> SshBanner.answers(address));

        guests.pause(vm);
        guests.stop(vm, true);
        assertThat(guests.state(vm)).contains(GuestState.STOPPED);
        assertThatThrownBy(() -> guests.pause(vm))
                .isInstanceOf(GuestFailure.class)
                .hasMessageContaining("does not run");
    }

    @Test
    void countsTowardsTheCpuLimitOfItsHost() {
        var address = startAndAwait(spec("debian-12", Map.of()));
        var group = "h1/work";
        var groups = lab.machine().groups();
        var before = groups.cpuNanos(group);
        var begin = System.nanoTime();

        lab.ssh(address, "timeout 2 sh -c 'while :; do :; done' & timeout 2 sh -c 'while :; do :; done'; wait");

        double cpus = (groups.cpuNanos(group) - before) / (double) (System.nanoTime() - begin);
        assertThat(cpus).isBetween(0.1 * RealLab.CPUS, 1.2 * RealLab.CPUS);
    }

    @Test
    void compilesForAHostWhenItIsABuildWorker() {
        var address = startAndAwait(spec("build-worker", Map.of()));

        var verdict = lab.ssh(
                "10.77.0.11",
                "cd /scratch && echo 'int main(void) { return 0; }' > a.c && DISTCC_HOSTS=" + address
                        + " DISTCC_FALLBACK=0 DISTCC_VERBOSE=0 distcc gcc -c a.c -o far.o && gcc -c a.c -o near.o"
                        + " && cmp far.o near.o && echo same");

        assertThat(verdict).isEqualTo("same\n");
        assertThat(lab.ssh(address, "cat /var/log/distccd.log"))
                .contains("10.77.0.11")
                .contains("COMPILE_OK");
    }

    @Test
    void givesAShellOnATerminalThatEndsWithTheGuest() throws Exception {
        startAndAwait(spec("debian-12", Map.of(GuestSpec.HOSTNAME, "ci-1")));

        try (var terminal = guests.terminal(vm).orElseThrow()) {
            terminal.input().write("tty; stty size; hostname; echo $((6*7))$TERM\r".getBytes(StandardCharsets.UTF_8));
            var shown = readUntil(terminal.output(), "42vt100");
            assertThat(shown).contains("/dev/pts/", "25 80", "ci-1");

            guests.stop(vm, false);
            assertThat(terminal.output().readAllBytes()).doesNotContain(0);
        }
    }

    @Test
    void leavesNothingRunningWhenATerminalHangsUp() throws Exception {
        var address = startAndAwait(spec("debian-12", Map.of()));
        var terminal = guests.terminal(vm).orElseThrow();
        terminal.input().write("sleep 4711\r".getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON)
                .until(() -> lab.ssh(address, "pgrep -x sleep -a || true").contains("4711"));

        terminal.close();

        await().atMost(SOON).until(() -> !lab.ssh(address, "ps -e -o args").contains("4711"));
    }

    private static String readUntil(InputStream stream, String wanted) throws IOException {
        var read = new ByteArrayOutputStream();
        while (!read.toString(StandardCharsets.UTF_8).contains(wanted)) {
            int one = stream.read();
            assertThat(one).as("the terminal ended after %s", read).isNotNegative();
            read.write(one);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsWhatItAndItsHostUse() {
        var address = startAndAwait(spec("debian-12", Map.of()));
        var before = guests.usage(vm).orElseThrow();
        var hostBefore = guests.hostUsage("h1").orElseThrow();

        lab.ssh(address, "timeout 1 sh -c 'while :; do :; done'; head -c 200000 /dev/zero");

        var after = guests.usage(vm).orElseThrow();
        assertThat(after.cpuNanos() - before.cpuNanos()).isPositive();
        assertThat(after.memoryBytes()).isPositive();
        assertThat(after.sentBytes() - before.sentBytes()).isGreaterThan(200_000);
        assertThat(after.receivedBytes()).isGreaterThan(before.receivedBytes());
        assertThat(guests.hostUsage("h1").orElseThrow().cpuNanos()).isGreaterThan(hostBefore.cpuNanos());
        assertThat(guests.hostUsage("h9")).isEmpty();
        guests.stop(vm, false);
        assertThat(guests.usage(vm)).isEmpty();
    }

    @Test
    void refusesAHostThatIsNotThere() {
        var spec = new GuestSpec(vm, "my-vm", "h9", 1, 256, "debian-12", disk, Map.of());

        assertThatThrownBy(() -> guests.start(spec))
                .isInstanceOf(GuestFailure.class)
                .hasMessageContaining("no host named h9");
    }

    private GuestSpec spec(String template, Map<String, String> data) {
        return new GuestSpec(vm, "My VM", "h1", 2, 256, template, disk, data);
    }

    private String startAndAwait(GuestSpec spec) {
        guests.start(spec);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> guests.state(vm).orElseThrow().ready());
        return guests.state(vm).orElseThrow().address().orElseThrow();
    }
}
