package org.vmc.launcher.bench;

import java.util.List;
import java.util.Locale;

/** A few measurements of the same thing, in any unit. */
record Sample(List<Double> values) {

    double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "min %.1f, mean %.1f, max %.1f (n = %d)", min(), mean(), max(), values.size());
    }
}
