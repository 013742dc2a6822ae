package org.vmc.lab.xenapi.rrd;

import java.util.List;

/**
 * A host or VM with its data sources.
 *
 * @param kind {@code host} or {@code vm}
 * @param uuid its uuid
 * @param metrics its data sources
 * @param figures where their values come from
 */
record Subject(String kind, String uuid, List<Metric> metrics, Figures figures) {

    Subject {
        metrics = List.copyOf(metrics);
    }

    /** The entry of a legend for a data source. */
    String legend(Consolidation consolidation, Metric metric) {
        return consolidation + ":" + kind + ":" + uuid + ":" + metric.name();
    }
}
