package org.vmc.lab.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeRecordsTest {

    @TempDir
    private Path directory;

    @Test
    void returnWhatWasNotedHostsFirst() {
        var records = new NodeRecords(directory.resolve("nodes"));
        assertThat(records.all()).isEmpty();
        var guest = node("ci-1", NodeRecord.Kind.GUEST, "10.77.1.1");
        var tenth = node("h10", NodeRecord.Kind.HOST, "10.77.0.20");
        var second = node("h2", NodeRecord.Kind.HOST, "10.77.0.12");
        records.put("a", guest);
        records.put("b", tenth);
        records.put("c", second);

        assertThat(records.all()).containsExactly(second, tenth, guest);
        assertThat(records.get("ci-1")).isEqualTo(guest);
        assertThat(records.get("The ci-1")).isEqualTo(guest);
        assertThat(records.get("10.77.1.1")).isEqualTo(guest);

        records.remove("a");
        records.remove("never noted");
        assertThatThrownBy(() -> records.get("ci-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'ci-1'")
                .hasMessageContaining("[h2, h10]");
    }

    private static String label(String name) {
        return "The " + name;
    }

    private static NodeRecord node(String name, NodeRecord.Kind kind, String address) {
        return new NodeRecord(name, label(name), kind, "h2", address, 42, "h2/sys/" + name, "h2/work/" + name);
    }
}
