package org.vmc.vm.export;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.vms.CountedVm;

/** Targets in the format of Prometheus' {@code http_sd_configs}: VMs that run and whose address is known. */
final class PrometheusTargets {

    private static final int NODE_EXPORTER = 9100;
    private static final int MAX_PORT = 65_535;

    private PrometheusTargets() {}

    /**
     * @param targets one {@code address:port}
     * @param labels {@code __meta_vmc_…}, for relabelling
     */
    record Group(List<String> targets, Map<String, String> labels) {}

    /**
     * The port asked for, {@value #NODE_EXPORTER} when none is.
     *
     * @throws ProblemException 422 naming {@code port}
     */
    static int port(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return NODE_EXPORTER;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw ProblemException.invalid("port", "must be a whole number from 1 to " + MAX_PORT);
    }

    static List<Group> of(List<CountedVm> vms, int port) {
        return vms.stream()
                .filter(CountedVm::running)
                .flatMap(
                        vm -> target(vm.address(), port).stream().map(target -> new Group(List.of(target), labels(vm))))
                .toList();
    }

    private static List<String> target(@Nullable String address, int port) {
        if (address == null) {
            return List.of();
        }
        return List.of((address.contains(":") ? "[" + address + "]" : address) + ":" + port);
    }

    private static Map<String, String> labels(CountedVm vm) {
        Map<String, String> labels = new TreeMap<>();
        put(labels, "id", vm.id());
        put(labels, "name", vm.name());
        put(labels, "managed", vm.managed());
        put(labels, "pool", vm.pool());
        put(labels, "host", vm.host());
        put(labels, "type", vm.type());
        put(labels, "template", vm.template());
        put(labels, "owner", vm.owner());
        put(labels, "team", vm.team());
        put(labels, "vcpus", vm.vcpus());
        put(labels, "memory_mib", vm.memoryMib());
        return labels;
    }

    private static void put(Map<String, String> labels, String name, @Nullable Object value) {
        if (value != null) {
            labels.put("__meta_vmc_" + name, value.toString());
        }
    }
}
