package org.vmc.lab.xenapi.rrd;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.guests.GuestUsage;

/** Signals as they were measured, in all archives. Takes some 60 KiB. Thread-safe. */
final class MeasuredFigures implements Figures {

    private static final double NANOS = 1e9;

    private final Map<Archive, Rows> archives = new EnumMap<>(Archive.class);
    private @Nullable GuestUsage previous;
    private long previousTime;

    MeasuredFigures() {
        for (var archive : Archive.values()) {
            archives.put(archive, new Rows(archive));
        }
    }

    /**
     * Takes a measurement. The first one, and one with counters that began anew, only starts the next interval.
     *
     * @param time seconds since 1970
     * @param cpus virtual CPUs the CPU time is shared by
     */
    synchronized void measured(long time, GuestUsage usage, long cpus) {
        var before = previous;
        double seconds = time - previousTime;
        previous = usage;
        previousTime = time;
        if (before == null || seconds <= 0 || usage.cpuNanos() < before.cpuNanos()) {
            return;
        }
        var values = new EnumMap<Signal, Double>(Signal.class);
        double cpu = (usage.cpuNanos() - before.cpuNanos()) / NANOS / seconds / cpus;
        values.put(Signal.CPU, Math.min(1, cpu));
        values.put(Signal.MEMORY, (double) usage.memoryBytes());
        values.put(Signal.RECEIVED, Math.max(0, (usage.receivedBytes() - before.receivedBytes()) / seconds));
        values.put(Signal.SENT, Math.max(0, (usage.sentBytes() - before.sentBytes()) / seconds));
        archives.values().forEach(rows -> rows.add(time, values));
    }

    @Override
    public synchronized double at(Signal signal, long end, Archive archive, Consolidation consolidation) {
        var rows = archives.get(archive);
        return rows == null ? Double.NaN : rows.at(signal, end, consolidation);
    }

    /** Rows of one archive, each in the place its end says, so that none has to be moved. */
    private static final class Rows {

        private final Archive archive;
        private final long[] ends;
        private final int[] counts;
        private final float[][] sums;
        private final float[][] least;
        private final float[][] most;

        Rows(Archive archive) {
            this.archive = archive;
            int rows = archive.rows() + 1;
            ends = new long[rows];
            counts = new int[rows];
            sums = new float[Signal.values().length][rows];
            least = new float[Signal.values().length][rows];
            most = new float[Signal.values().length][rows];
        }

        void add(long time, Map<Signal, Double> values) {
            long end = archive.lastRow(time + archive.seconds() - 1);
            int row = row(end);
            if (ends[row] != end) {
                ends[row] = end;
                counts[row] = 0;
            }
            values.forEach((signal, value) -> {
                int index = signal.ordinal();
                float number = value.floatValue();
                var isFirst = counts[row] == 0;
                sums[index][row] = isFirst ? number : sums[index][row] + number;
                least[index][row] = isFirst ? number : Math.min(least[index][row], number);
                most[index][row] = isFirst ? number : Math.max(most[index][row], number);
            });
            counts[row]++;
        }

        double at(Signal signal, long end, Consolidation consolidation) {
            int row = row(end);
            var isMeasured = signal != Signal.READ && signal != Signal.WRITTEN;
            if (ends[row] != end || counts[row] == 0 || !isMeasured) {
                return Double.NaN;
            }
            int index = signal.ordinal();
            return switch (consolidation) {
                case AVERAGE -> sums[index][row] / counts[row];
                case MIN -> least[index][row];
                case MAX -> most[index][row];
            };
        }

        private int row(long end) {
            return (int) Math.floorMod(end / archive.seconds(), (long) ends.length);
        }
    }
}
