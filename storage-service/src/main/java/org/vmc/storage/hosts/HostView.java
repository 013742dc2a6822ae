package org.vmc.storage.hosts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.HostReport;

/**
 * A storage host as shown to users.
 *
 * @param state {@code FIT}, {@code UNFIT} or {@code SILENT}
 * @param reason why it is not fit, and what to do
 */
record HostView(
        String host,
        String state,
        @Nullable String reason,
        @Nullable String glusterVersion,
        @Nullable String filesystem,
        @Nullable Long totalBytes,
        @Nullable Long freeBytes,
        Instant observedAt) {

    static HostView of(HostReport report, Instant observedAt) {
        return switch (report) {
            case HostReport.Fit fit ->
                new HostView(
                        fit.host(),
                        "FIT",
                        null,
                        fit.glusterVersion(),
                        fit.filesystem(),
                        fit.totalBytes(),
                        fit.freeBytes(),
                        observedAt);
            case HostReport.Unfit unfit -> without(unfit.host(), "UNFIT", unfit.reason(), observedAt);
            case HostReport.Silent silent -> without(silent.host(), "SILENT", silent.reason(), observedAt);
        };
    }

    private static HostView without(String host, String state, String reason, Instant observedAt) {
        return new HostView(host, state, reason, null, null, null, null, observedAt);
    }
}
