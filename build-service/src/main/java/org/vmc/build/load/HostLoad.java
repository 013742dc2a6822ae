package org.vmc.build.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One host during a build.
 *
 * @param name of the builder, or of the worker's VM
 * @param builder whether it is the builder
 * @param source what the CPU figures are of: {@code machine}, all that its kernel sees, or {@code group}, the host's
 *     own control group
 * @param bootId of its kernel; hosts that have it in common share a machine
 * @param cpus that it may use
 * @param points in the order of time; where one does not begin as the last has ended, nobody measured
 */
@Schema(name = "HostLoad")
public record HostLoad(
        String name, boolean builder, String source, String bootId, double cpus, List<LoadPoint> points) {
    static final String MACHINE = "machine";

    public HostLoad {
        points = List.copyOf(points);
    }

    /** The share of its CPU that worked, over all the time that was measured. */
    double meanBusy() {
        return mean(LoadPoint::busy);
    }

    /** A figure over all the time that was measured. */
    double mean(ToDoubleFunction<LoadPoint> figure) {
        var millis = measuredMillis();
        return millis == 0
                ? 0
                : points.stream()
                                .mapToDouble(point -> figure.applyAsDouble(point) * point.millis())
                                .sum()
                        / millis;
    }

    long measuredMillis() {
        return points.stream().mapToLong(LoadPoint::millis).sum();
    }

    long endMillis() {
        return points.isEmpty() ? 0 : points.getLast().toMillis();
    }

    /** Time between its first and last sample that nobody measured. */
    long gapMillis() {
        return points.isEmpty() ? 0 : endMillis() - points.getFirst().fromMillis() - measuredMillis();
    }

    /** Its points in parts that follow one another without a gap. */
    List<List<LoadPoint>> stretches() {
        var all = new ArrayList<List<LoadPoint>>();
        var end = Long.MIN_VALUE;
        for (var point : points) {
            if (point.fromMillis() != end) {
                all.add(new ArrayList<>());
            }
            all.getLast().add(point);
            end = point.toMillis();
        }
        return all;
    }
}
