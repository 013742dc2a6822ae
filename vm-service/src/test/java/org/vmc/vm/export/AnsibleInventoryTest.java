package org.vmc.vm.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.vmc.vm.vms.CountedVm;
import org.vmc.vm.vms.CountedVms;

class AnsibleInventoryTest {

    @Test
    void groupsAHostByAllThatIsKnownOfIt() {
        var inventory = AnsibleInventory.of(List.of(CountedVms.running("ci-1", "h1", null)));

        assertThat(inventory)
                .containsOnlyKeys(
                        "_meta",
                        "all",
                        "host_h1",
                        "owner_ana",
                        "pool_lab",
                        "state_running",
                        "team_compilers",
                        "template_debian_12",
                        "type_t1_micro");
        assertThat(hosts(inventory, "type_t1_micro")).containsExactly("ci-1");
        assertThat(variables(inventory, "ci-1"))
                .containsEntry("ansible_host", "10.77.1.1")
                .containsEntry("vmc_state", "RUNNING")
                .containsEntry("vmc_memory_mib", 1024)
                .containsEntry("vmc_managed", true);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        var inventory = AnsibleInventory.of(List.of(CountedVms.halted("off", "ana")));

        assertThat(variables(inventory, "off")).doesNotContainKeys("ansible_host", "vmc_host");
        assertThat(inventory).containsKey("state_halted").doesNotContainKey("host_null");
    }

    @Test
    void isAnInventoryWithoutVms() {
        var inventory = AnsibleInventory.of(List.of());

        assertThat(inventory).containsOnlyKeys("_meta", "all");
        assertThat(hosts(inventory, "all")).isEmpty();
    }

    @Test
    void tellsApartVmsOfOneName() {
        List<CountedVm> twins =
                List.of(CountedVms.stranger("1", "twin", "10.0.0.1"), CountedVms.stranger("2", "twin", "10.0.0.2"));

        var inventory = AnsibleInventory.of(twins);

        assertThat(hosts(inventory, "all")).containsExactly("twin-1", "twin-2");
        assertThat(variables(inventory, "twin-2")).containsEntry("vmc_name", "twin");
    }

    @Test
    void givesAnsibleNothingToRun() {
        var evil = "{{ lookup('pipe', 'id') }}{% raw %}{#{{{";

        var inventory = AnsibleInventory.of(List.of(CountedVms.stranger("1", evil, null)));

        assertThat(hosts(inventory, "all")).singleElement().satisfies(host -> {
            assertThat(host).startsWith("{ { lookup").doesNotContain("{{", "{%", "{#");
            assertThat(variables(inventory, host)).containsEntry("vmc_name", host);
        });
    }

    private static List<String> hosts(Map<String, Object> inventory, String group) {
        return ((AnsibleInventory.Group) Objects.requireNonNull(inventory.get(group))).hosts();
    }

    private static Map<String, Object> variables(Map<String, Object> inventory, String host) {
        var meta = (AnsibleInventory.Meta) Objects.requireNonNull(inventory.get("_meta"));
        return Objects.requireNonNull(meta.hostvars().get(host));
    }
}
