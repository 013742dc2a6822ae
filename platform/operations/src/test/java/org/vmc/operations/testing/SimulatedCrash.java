package org.vmc.operations.testing;

/** Ends a worker between two lines, as a killed process would: nothing catches it, nothing is recorded. */
public final class SimulatedCrash extends Error {
    public SimulatedCrash(String point) {
        super("Simulated crash at " + point);
    }
}
