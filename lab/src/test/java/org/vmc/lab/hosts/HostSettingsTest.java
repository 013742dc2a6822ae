package org.vmc.lab.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vmc.lab.linux.ByteSize;

class HostSettingsTest {

    private static final ByteSize GIB = ByteSize.ofMib(1024);

    @Test
    void refuseWhatCannotWorkAndNameTheRange() {
        assertThatThrownBy(() -> new HostSettings(0, 0.3, GIB, GIB, Optional.empty()))
                .hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> new HostSettings(65, 0.3, GIB, GIB, Optional.empty()))
                .hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> new HostSettings(4, 0, GIB, GIB, Optional.empty()))
                .hasMessageContaining("0.01");
        assertThatThrownBy(() -> new HostSettings(4, Double.NaN, GIB, GIB, Optional.empty()))
                .hasMessageContaining("0.01");
        assertThatThrownBy(() -> new HostSettings(4, 0.3, new ByteSize(1), GIB, Optional.empty()))
                .hasMessageContaining("64MiB");
        assertThatThrownBy(() -> new HostSettings(4, 0.3, GIB, new ByteSize(1), Optional.empty()))
                .hasMessageContaining("300MiB");
    }

    @Test
    void giveEachHostItsNameAddressAndPlaceInHostsFiles() {
        var hosts = LabHost.first(2);

        assertThat(hosts).extracting(LabHost::name).containsExactly("h1", "h2");
        assertThat(hosts).extracting(LabHost::address).containsExactly("10.77.0.11", "10.77.0.12");
        assertThat(LabHost.hostsFile(hosts, "h2", "10.77.0.12"))
                .isEqualTo("127.0.0.1 localhost\n10.77.0.12 h2\n10.77.0.11 h1\n");
    }

    @Test
    void refuseAStateDirectoryThatMountCannotName() {
        assertThatThrownBy(() -> new StateDirectory(Path.of("/tmp/a:b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/tmp/a:b");
    }
}
