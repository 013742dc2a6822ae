package org.vmc.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
import org.vmc.lab.guests.GuestSpec;
import org.vmc.lab.guests.NamespaceGuests;
import org.vmc.lab.hosts.Bricks;
import org.vmc.lab.hosts.RealLab;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.xenapi.fault.LabFaults;

/** Faults of two real hosts with a volume. */
@Tag("root")
class MachineFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static RealLab lab;
    private static NamespaceGuests guests;
    private static final LabFaults FAULTS = new LabFaults(InstantSource.system());

    @BeforeAll
    static void startHosts() {
        lab = RealLab.start(directory, 2);
        guests = new NamespaceGuests(lab.machine(), lab.hosts());
        new MachineFaults(lab.hosts(), guests, new Bricks(lab.machine(), lab.hosts())).register(FAULTS);
    }

    @AfterAll
    static void stopHosts() {
        if (lab != null) {
            guests.close();
            lab.close();
        }
    }

    @AfterEach
    void clear() {
        FAULTS.clearAll();
    }

    @Test
    void aLinkThatIsDownCarriesNothingUntilItIsCleared() {
        var fault = FAULTS.order("link-down", Map.of("node", "h2"));
        assertThat(answers("10.77.0.12")).isFalse();

        FAULTS.clear(fault.id());
        await().atMost(SOON).until(() -> answers("10.77.0.12"));
        assertThat(FAULTS.lasting()).isEmpty();
    }

    @Test
    void aSlowLinkIsSlowInBothDirectionsUntilItIsCleared() {
        var fault = FAULTS.order("link-slow", Map.of("node", "h2", "rate", "64KiB"));
        assertThat(filters()).isEqualTo(2);

        FAULTS.clear(fault.id());
        assertThat(filters()).isZero();
    }

    @Test
    void aKilledBrickComesBackWhenItIsCleared() {
        lab.ssh("10.77.0.11", "gluster --mode=script volume create one h1:/bricks/b1/one && gluster volume start one");
        var fault = FAULTS.order("brick-killed", Map.of("host", "h1", "volume", "one"));
        assertThat(brickRuns()).isFalse();

        FAULTS.clear(fault.id());
        await().atMost(SOON).until(MachineFaultsTest::brickRuns);
        assertThatThrownBy(() -> FAULTS.order("brick-killed", Map.of("host", "h1", "volume", "other")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("No brick process of volume other runs on h1");
    }

    @Test
    void aFullDiskTakesNoMoreUntilItIsCleared() {
        var fault = FAULTS.order("disk-full", Map.of("host", "h2"));
        var write = "head -c 4M /dev/zero > /bricks/b1/more 2>/dev/null && echo written || echo full";
        assertThat(lab.ssh("10.77.0.12", write)).isEqualTo("full\n");

        FAULTS.clear(fault.id());
        assertThat(lab.ssh("10.77.0.12", write)).isEqualTo("written\n");
    }

    @Test
    void theLinkOfAGuestIsFoundByTheNameOfItsVmAndSoundWhenItStartsAgain() {
        var vm = UUID.randomUUID();
        var spec = new GuestSpec(vm, "My VM", "h1", 1, 256, "debian-12", UUID.randomUUID(), Map.of());
        guests.start(spec);
        await().atMost(SOON).until(() -> guests.state(vm).orElseThrow().ready());
        FAULTS.order("link-down", Map.of("node", "My VM"));
        assertThat(answers(guests.state(vm).orElseThrow().address().orElseThrow()))
                .isFalse();

        guests.stop(vm, false);
        assertThat(FAULTS.lasting()).isEmpty();
        guests.start(spec);
        await().atMost(SOON).until(() -> guests.state(vm).orElseThrow().ready());
        guests.destroy(vm);
    }

    @Test
    void aHostWithoutPowerIsGoneUntilItHasPowerAgain() {
        var power = new MachineFaults(lab.hosts(), guests, new Bricks(lab.machine(), lab.hosts())).power();
        power.off("h2");
        assertThat(answers("10.77.0.12")).isFalse();
        assertThatThrownBy(() -> FAULTS.order("link-down", Map.of("node", "h2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("h2 is off");

        power.on("h2");
        await().atMost(SOON).until(() -> answers("10.77.0.12"));
    }

    @Test
    void saysWhatItCannotStrike() {
        assertThatThrownBy(() -> FAULTS.order("link-down", Map.of("node", "h9")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No host or guest named 'h9' runs");
        assertThatThrownBy(() -> FAULTS.order("link-slow", Map.of("node", "h1", "rate", "1B")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1KiB");
        assertThatThrownBy(() -> FAULTS.order("disk-full", Map.of("host", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[h1, h2]");
    }

    private static boolean answers(String address) {
        var ssh = lab.sshCommand(lab.machine().state().privateKey(), "root", address, "true");
        var command = new ArrayList<>(ssh);
        command.addAll(1, List.of("-o", "ConnectTimeout=2"));
        return lab.machine().commands().attempt(command).status() == 0;
    }

    private static boolean brickRuns() {
        return lab.ssh("10.77.0.11", "pgrep -c glusterfsd || true").strip().equals("1");
    }

    private static long filters() {
        var outside = lab.machine().commands().run(List.of("/sbin/tc", "qdisc", "show", "dev", "vmc-h2"));
        var inside = lab.ssh("10.77.0.12", "tc qdisc show dev eth0");
        return (outside + inside).lines().filter(line -> line.contains("tbf")).count();
    }
}
