package org.vmc.lab.xenapi.rrd;

/** The signals of a subject over time. */
sealed interface Figures permits MeasuredFigures, SimulatedFigures {

    /**
     * A signal over a row of an archive.
     *
     * @param end when the row ends, in seconds since 1970
     * @return not a number when nothing is known
     */
    double at(Signal signal, long end, Archive archive, Consolidation consolidation);
}
