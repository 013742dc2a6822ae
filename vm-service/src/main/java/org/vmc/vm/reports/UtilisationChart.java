package org.vmc.vm.reports;

import java.util.Locale;
import org.vmc.vm.reports.PoolUse.HostUse;
import org.vmc.vm.reports.PoolUse.StorageUse;

/** The utilisation report as a picture. */
final class UtilisationChart {

    private static final double GIB = 1L << 30;
    private static final double MIB_A_GIB = 1024;

    private UtilisationChart() {}

    static String of(UtilisationReport report) {
        BarChart chart = new BarChart("Utilisation of the cluster");
        if (report.pools().isEmpty()) {
            chart.line("No pool is configured");
        }
        report.pools().forEach(pool -> draw(chart, pool));
        return chart.svg();
    }

    private static void draw(BarChart chart, PoolUse pool) {
        chart.heading("Pool " + pool.name() + (pool.reachable() ? "" : " (cannot be heard)"));
        compute(chart, "all hosts", pool.vcpusRunning(), pool.cpus(), pool.memoryClaimedMib(), pool.memoryMib());
        for (HostUse host : pool.hosts()) {
            compute(chart, host.name(), host.vcpusRunning(), host.cpus(), host.memoryClaimedMib(), host.memoryMib());
        }
        for (StorageUse storage : pool.storage()) {
            space(chart, storage.name() + ", used", storage.usedBytes(), storage.physicalBytes());
            space(chart, storage.name() + ", promised", storage.promisedBytes(), storage.physicalBytes());
        }
    }

    private static void compute(BarChart chart, String where, int vcpus, int cpus, long claimedMib, long memoryMib) {
        chart.bar(where + ", VCPUs running", vcpus, cpus, "%d of %d CPUs".formatted(vcpus, cpus));
        chart.bar(
                where + ", memory",
                claimedMib,
                memoryMib,
                "%s of %s GiB".formatted(decimal(claimedMib / MIB_A_GIB), decimal(memoryMib / MIB_A_GIB)));
    }

    private static void space(BarChart chart, String what, long bytes, long wholeBytes) {
        chart.bar(what, bytes, wholeBytes, "%s of %s GiB".formatted(decimal(bytes / GIB), decimal(wholeBytes / GIB)));
    }

    private static String decimal(double amount) {
        return String.format(Locale.ROOT, "%.1f", amount);
    }
}
