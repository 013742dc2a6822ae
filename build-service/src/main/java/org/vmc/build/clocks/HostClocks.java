package org.vmc.build.clocks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vmc.http.problem.ProblemException;

/** Whether the clocks of hosts are right enough for a build, as vm-service last said. */
@ApplicationScoped
public class HostClocks {
    private final SkewedHosts skewed;

    HostClocks(SkewedHosts skewed) {
        this.skewed = skewed;
    }

    /** Names of the hosts whose clocks are wrong. */
    @Transactional
    public List<String> wrong() {
        return skewed.all().stream().map(SkewedHost::name).distinct().toList();
    }

    /**
     * Refuses hosts whose clocks are wrong.
     *
     * @param hosts names of hosts that a build would run on
     * @throws ProblemException 409 naming each host that is wrong, by how much, and what to do
     */
    @Transactional
    public void require(Collection<String> hosts) {
        var wrong = hosts.isEmpty() ? List.<SkewedHost>of() : skewed.named(hosts);
        if (wrong.isEmpty()) {
            return;
        }
        throw ProblemException.conflict(
                "%s. make could leave out what it should rebuild. Set the time there (chronyc tracking, then chronyc makestep; /report clocks shows when it is right), or build all the same with ignore-clock-skew:true."
                        .formatted(wrong.stream().map(HostClocks::sentence).collect(Collectors.joining("; "))));
    }

    private static String sentence(SkewedHost host) {
        return String.format(
                Locale.ROOT,
                "The clock of host %s in pool %s is %.1f s %s",
                host.name(),
                host.poolName(),
                Math.abs(host.offsetMillis()) / 1000.0,
                host.offsetMillis() < 0 ? "behind" : "ahead");
    }
}
