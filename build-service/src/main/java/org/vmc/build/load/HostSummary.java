package org.vmc.build.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One host over a whole build. Shares are of all its CPU, 0 to 1; a figure that the host could not know is absent.
 *
 * @param source {@code machine} or {@code group}, see {@link HostLoad}
 * @param busy user, nice and system together, mean
 * @param tps disk transfers a second, mean
 * @param readBytes from disks, all together
 * @param receivedBytes from the network, all together
 * @param memoryBytes the most that was in use
 * @param measuredMillis how long it was measured
 * @param gapMillis how long it was not, between its first and last sample
 */
@Schema(name = "HostLoadSummary")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostSummary(
        String name,
        boolean builder,
        String source,
        double cpus,
        double busy,
        @Nullable Double user,
        @Nullable Double nice,
        @Nullable Double system,
        @Nullable Double iowait,
        @Nullable Double steal,
        @Nullable Double idle,
        @Nullable Double tps,
        @Nullable Double readBytes,
        @Nullable Double writtenBytes,
        @Nullable Double receivedBytes,
        @Nullable Double sentBytes,
        @Nullable Long memoryBytes,
        long measuredMillis,
        long gapMillis) {

    static HostSummary of(HostLoad host) {
        return new HostSummary(
                host.name(),
                host.builder(),
                host.source(),
                host.cpus(),
                LoadPoint.rounded(host.meanBusy()),
                mean(host, LoadPoint::user),
                mean(host, LoadPoint::nice),
                mean(host, LoadPoint::system),
                mean(host, LoadPoint::iowait),
                mean(host, LoadPoint::steal),
                mean(host, LoadPoint::idle),
                mean(host, LoadPoint::tps),
                total(host, LoadPoint::readBytes),
                total(host, LoadPoint::writtenBytes),
                total(host, LoadPoint::receivedBytes),
                total(host, LoadPoint::sentBytes),
                mostMemory(host),
                host.measuredMillis(),
                host.gapMillis());
    }

    private static @Nullable Double mean(HostLoad host, Function<LoadPoint, @Nullable Double> figure) {
        return isKnown(host, figure) ? LoadPoint.rounded(host.mean(point -> LoadPoint.or0(figure.apply(point)))) : null;
    }

    private static @Nullable Double total(HostLoad host, Function<LoadPoint, @Nullable Double> rate) {
        return isKnown(host, rate)
                ? (double)
                        Math.round(host.mean(point -> LoadPoint.or0(rate.apply(point))) * host.measuredMillis() / 1000)
                : null;
    }

    private static boolean isKnown(HostLoad host, Function<LoadPoint, @Nullable Double> figure) {
        return host.points().stream().anyMatch(point -> figure.apply(point) != null);
    }

    private static @Nullable Long mostMemory(HostLoad host) {
        var most = host.points().stream()
                .map(LoadPoint::memoryBytes)
                .mapToLong(bytes -> bytes == null ? Counters.UNKNOWN : bytes)
                .max()
                .orElse(Counters.UNKNOWN);
        return most == Counters.UNKNOWN ? null : most;
    }
}
