package org.vmc.launcher.parts;

import java.util.List;
import java.util.stream.IntStream;

/** A host of the lab: {@code h1} at 10.77.0.11 and so on. */
record LabHost(int number) {

    static List<LabHost> first(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(LabHost::new).toList();
    }

    String name() {
        return "h" + number;
    }

    String address() {
        return "10.77.0." + (10 + number);
    }
}
