package org.vmc.lab.xenapi.rrd;

/**
 * Signals nobody measures: a daily wave, a shorter one and some noise, all of them a function of uuid and time, so that
 * asking twice gives the same.
 *
 * @param seed tells subjects apart
 * @param since when the subject began, in seconds since 1970; before that nothing is known
 * @param memoryBytes memory it could use
 */
record SimulatedFigures(long seed, long since, long memoryBytes) implements Figures {

    private static final int MOST_SAMPLES = 12;
    private static final double DAY_SECONDS = 86_400;
    private static final double WAVE_SECONDS = 900;
    private static final double HIGHEST_CPU = 0.95;

    @Override
    public double at(Signal signal, long end, Archive archive, Consolidation consolidation) {
        int samples = Math.min(MOST_SAMPLES, archive.baseSteps());
        long apart = archive.seconds() / samples;
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < samples; i++) {
            long time = end - i * apart;
            if (time <= since) {
                return Double.NaN;
            }
            double value = sample(signal, time);
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return switch (consolidation) {
            case AVERAGE -> sum / samples;
            case MIN -> least;
            case MAX -> most;
        };
    }

    private double sample(Signal signal, long time) {
        double load = load(time);
        double noise = noise(time, signal.ordinal() + 2);
        return switch (signal) {
            case CPU -> load;
            case MEMORY -> memoryBytes * (0.3 + 0.3 * noise(0, 1) + 0.2 * load);
            case RECEIVED -> 200_000 * load * noise;
            case SENT -> 120_000 * load * noise;
            case READ -> 400_000 * load * noise;
            case WRITTEN -> 900_000 * load * noise;
        };
    }

    private double load(long time) {
        double phase = noise(0, 0) * DAY_SECONDS;
        double day = 1 + Math.sin(2 * Math.PI * (time + phase) / DAY_SECONDS);
        double wave = 1 + Math.sin(2 * Math.PI * (time + phase) / WAVE_SECONDS);
        double load = 0.02 + 0.12 * noise(0, 1) * day + 0.08 * wave + 0.1 * noise(time, 1);
        return Math.min(HIGHEST_CPU, load);
    }

    /** A number from 0 to 1 that follows from the subject, a time and a kind (the mixer of SplitMix64). */
    private double noise(long time, int kind) {
        long mixed = seed + (time / Archive.BASE_SECONDS * 31 + kind) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
    }
}
