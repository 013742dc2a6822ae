package org.vmc.lab.guests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.lab.hosts.RealLab;
import org.vmc.lab.linux.SshKeys;

/** First-boot configuration in a guest that is real. */
@Tag("root")
class FirstBootTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static RealLab lab;
    private static NamespaceGuests guests;

    private final UUID vm = UUID.randomUUID();
    private final UUID disk = UUID.randomUUID();

    @BeforeAll
    static void startHosts() {
        lab = RealLab.start(directory, 1);
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
    void isCarriedOutOnceForADisk() {
        var userData = """
                #cloud-config
                hostname: ci-9
                timezone: Etc/UTC
                bootcmd: [echo boot >> /root/boots]
                write_files:
                  - {path: /etc/made/deep/file, content: "as given\\n", permissions: "0600", owner: "alice:users", defer: true}
                users:
                  - {name: alice, groups: [users, makers]}
                runcmd:
                  - echo run >> /root/runs
                  - [touch, "/root/a $(touch executed) 'b'"]
                  - [false]
                """;
        var address = start(userData);

        assertThat(guests.state(vm).orElseThrow().address()).contains(address);
        assertThat(lab.ssh(
                        address, "hostname; cat /etc/timezone; id -nG alice; stat -c '%U:%G %a' /etc/made/deep/file"))
                .isEqualTo("ci-9\nEtc/UTC\nalice users makers\nalice:users 600\n");
        assertThat(lab.ssh(address, "ls /root")).isEqualTo("a $(touch executed) 'b'\nboots\nruns\n");
        assertThat(lab.ssh(address, "cat /var/log/cloud-init.log"))
                .contains("first boot of instance vm-" + vm)
                .contains("bootcmd: done")
                .contains("users: alice: done")
                .contains("runcmd: FAILED with status 1");

        guests.stop(vm, true);
        start(userData);

        assertThat(lab.ssh(address, "cat /root/boots /root/runs")).isEqualTo("boot\nboot\nrun\n");
    }

    @Test
    void letsUsersInByTheirKeysWithinTheLimitOfTheHost() {
        var key = directory.resolve("alice_ed25519");
        SshKeys.createIfMissing(lab.machine().commands(), key, "alice");
        var address = start("#cloud-config\nusers: [{name: alice, ssh_authorized_keys: ['%s']}]\n"
                .formatted(SshKeys.publicKey(key)));

        assertThat(lab.ssh(key, "alice", address, "id -un; cat /proc/self/cgroup"))
                .startsWith("alice\n")
                .contains("/h1/work/");
        assertThat(lab.machine()
                        .commands()
                        .attempt(lab.sshCommand(key, "root", address, "true"))
                        .status())
                .isEqualTo(255);
    }

    @Test
    void runsAScriptAndLogsWhatItIgnored() {
        var address = start("#!/bin/sh\necho \"$0\" > /root/script\n");
        assertThat(lab.ssh(address, "cat /root/script")).isEqualTo("/var/lib/cloud/scripts/script\n");
        guests.destroy(vm);
        guests.deleteDisk(disk);

        address = start("#cloud-config\npackage_update: true\n");
        assertThat(lab.ssh(address, "cat /var/log/cloud-init.log")).contains("ignored package_update");
    }

    private String start(String userData) {
        guests.start(new GuestSpec(vm, "VM", "h1", 1, 256, "debian-12", disk, Map.of(GuestSpec.USER_DATA, userData)));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> guests.state(vm).orElseThrow().ready());
        var address = guests.state(vm).orElseThrow().address().orElseThrow();
        lab.ssh(address, "timeout 30 sh -c 'until [ -e /var/lib/cloud/instance/boot-finished ]; do sleep 0.02; done'");
        return address;
    }
}
