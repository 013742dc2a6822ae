package org.vmc.lab.xenapi.rrd;

/**
 * A data source: a linear function of a signal.
 *
 * @param name name of the data source
 * @param signal what it follows
 * @param factor by what the signal is multiplied
 * @param offset what is added
 * @param max largest value, infinite when there is none
 */
record Metric(String name, Signal signal, double factor, double offset, double max) {

    static Metric of(String name, Signal signal) {
        return new Metric(name, signal, 1, 0, Double.POSITIVE_INFINITY);
    }

    static Metric fraction(String name, Signal signal) {
        return new Metric(name, signal, 1, 0, 1);
    }

    static Metric constant(String name, double value) {
        return new Metric(name, Signal.CPU, 0, value, Double.POSITIVE_INFINITY);
    }

    double at(Figures figures, long end, Archive archive, Consolidation consolidation) {
        var ofSignal = factor < 0 ? consolidation.mirrored() : consolidation;
        return offset + factor * figures.at(signal, end, archive, ofSignal);
    }
}
