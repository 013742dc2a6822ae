package org.vmc.lab.xenapi.host;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** The data sources of a host whose values follow from the pool's own records. */
final class DataSources {

    private static final double KIB = 1024;

    private final Store store;
    private final HostMemory memory;

    DataSources(Store store, HostMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    /** A source: what it tells, in which unit, and its present value. */
    private record Source(String description, String units, double value) {}

    Value all(Ref host) {
        var records = new java.util.ArrayList<Value>();
        sources(host).forEach((name, source) -> records.add(record(name, source)));
        return new Value.Items(records);
    }

    double value(Ref host, String name) {
        var source = sources(host).get(name);
        if (source == null) {
            throw new XapiError("INVALID_VALUE", "data_source", name);
        }
        return source.value();
    }

    private Map<String, Source> sources(Ref host) {
        var row = store.row("host", host);
        var total = store.find("host_metrics", row.ref("metrics"))
                .map(metrics -> metrics.whole("memory_total"))
                .orElse(0L);
        var sources = new LinkedHashMap<String, Source>();
        sources.put("memory_total_kib", new Source("Total amount of memory in use", "KiB", total / KIB));
        sources.put("memory_free_kib", new Source("Total amount of free memory", "KiB", memory.freeBytes(host) / KIB));
        sources.put("running_domains", new Source("Total number of running domains", "count", running(row)));
        sources.put("running_vcpus", new Source("Total number of running VCPUs", "count", vcpus(row)));
        return sources;
    }

    private double running(Row host) {
        return host.refs("resident_VMs").size();
    }

    private double vcpus(Row host) {
        return host.refs("resident_VMs").stream()
                .flatMap(vm -> store.find("VM", vm).stream())
                .mapToLong(vm -> vm.whole("VCPUs_at_startup"))
                .sum();
    }

    private static Value record(String name, Source source) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("name_label", Value.of(name));
        fields.put("name_description", Value.of(source.description()));
        fields.put("enabled", Value.of(true));
        fields.put("standard", Value.of(true));
        fields.put("units", Value.of(source.units()));
        fields.put("min", Value.of(0.0));
        fields.put("max", Value.of(Double.POSITIVE_INFINITY));
        fields.put("value", Value.of(source.value()));
        return new Value.Fields(fields);
    }
}
