package org.vmc.build.load;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The load of all hosts of a build.
 *
 * @param verdict what it says
 * @param hosts each over the whole build, the builder first
 * @param series each over time; empty when the samples are kept no longer
 */
@Schema(name = "LoadProfile")
public record LoadProfile(LoadVerdict verdict, List<HostSummary> hosts, List<HostLoad> series) {

    public LoadProfile {
        hosts = List.copyOf(hosts);
        series = List.copyOf(series);
    }

    static LoadProfile of(List<HostLoad> series) {
        return new LoadProfile(
                LoadVerdict.of(series), series.stream().map(HostSummary::of).toList(), series);
    }
}
