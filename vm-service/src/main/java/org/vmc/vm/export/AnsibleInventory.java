package org.vmc.vm.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.vms.CountedVm;

/**
 * What an inventory script of Ansible prints for {@code --list}: groups with their hosts, and under {@code _meta} the
 * variables of every host, so that Ansible asks only once.
 *
 * <p>A host is named after its VM; of VMs with one name, which only VMs made elsewhere can have, each bears its id as
 * well.
 */
final class AnsibleInventory {

    private static final String ALL = "all";

    private AnsibleInventory() {}

    /** @param hostvars variables by host */
    record Meta(Map<String, Map<String, Object>> hostvars) {}

    /** @param hosts in the order of their names */
    record Group(List<String> hosts) {}

    /** Groups by name, and {@link Meta} as {@code _meta}. */
    static Map<String, Object> of(List<CountedVm> vms) {
        Map<String, Long> bearers = new TreeMap<>();
        vms.forEach(vm -> bearers.merge(vm.name(), 1L, Long::sum));
        Map<String, Map<String, Object>> hostvars = new TreeMap<>();
        Map<String, List<String>> members = new TreeMap<>(Map.of(ALL, new ArrayList<>()));
        for (CountedVm vm : vms) {
            boolean alone = bearers.getOrDefault(vm.name(), 0L) == 1;
            String host = inert(alone && !vm.name().isBlank() ? vm.name() : vm.name() + "-" + vm.id());
            hostvars.put(host, variables(vm));
            groups(vm).forEach(group -> members.computeIfAbsent(group, any -> new ArrayList<>())
                    .add(host));
        }
        Map<String, Object> inventory = new TreeMap<>();
        inventory.put("_meta", new Meta(hostvars));
        members.forEach((name, hosts) -> inventory.put(name, new Group(List.copyOf(hosts))));
        return inventory;
    }

    private static List<String> groups(CountedVm vm) {
        List<String> groups = new ArrayList<>(List.of(ALL));
        add(groups, "pool", vm.pool());
        add(groups, "host", vm.host());
        add(groups, "template", vm.template());
        add(groups, "type", vm.type());
        add(groups, "owner", vm.owner());
        add(groups, "team", vm.team());
        add(groups, "state", vm.powerState());
        return groups;
    }

    private static void add(List<String> groups, String kind, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            groups.add((kind + "_" + value.toString().toLowerCase(Locale.ROOT)).replaceAll("[^A-Za-z0-9_]", "_"));
        }
    }

    private static Map<String, Object> variables(CountedVm vm) {
        Map<String, Object> variables = new TreeMap<>();
        put(variables, "ansible_host", vm.address());
        put(variables, "vmc_id", vm.id());
        put(variables, "vmc_name", vm.name());
        put(variables, "vmc_managed", vm.managed());
        put(variables, "vmc_ready", vm.ready());
        put(variables, "vmc_state", vm.powerState());
        put(variables, "vmc_pool", vm.pool());
        put(variables, "vmc_host", vm.host());
        put(variables, "vmc_type", vm.type());
        put(variables, "vmc_template", vm.template());
        put(variables, "vmc_owner", vm.owner());
        put(variables, "vmc_team", vm.team());
        put(variables, "vmc_vcpus", vm.vcpus());
        put(variables, "vmc_memory_mib", vm.memoryMib());
        return variables;
    }

    private static void put(Map<String, Object> variables, String name, @Nullable Object value) {
        if (value instanceof Boolean || value instanceof Integer) {
            variables.put(name, value);
        } else if (value != null) {
            variables.put(name, inert(value.toString()));
        }
    }

    /** Ansible runs what stands between the braces of Jinja, and anybody who names a VM in a pool could write them. */
    private static String inert(String text) {
        return text.replaceAll("\\{(?=[{%#])", "{ ");
    }
}
