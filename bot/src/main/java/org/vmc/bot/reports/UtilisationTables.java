package org.vmc.bot.reports;

import java.util.ArrayList;
import java.util.List;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;
import org.vmc.bot.reports.UtilisationView.Host;
import org.vmc.bot.reports.UtilisationView.Pool;
import org.vmc.bot.reports.UtilisationView.Share;

/** The report on utilisation as tables: hosts, storage, then who has what. */
final class UtilisationTables {

    private static final long MIB = 1024L * 1024;

    private UtilisationTables() {}

    static Outcome show(Turn turn) {
        UtilisationView report = turn.gateway().call(Request.get("/reports/utilisation"), UtilisationView.class);
        if (report.presentPools().isEmpty()) {
            turn.say(new Text("No pool is configured."));
            return Outcome.OK;
        }
        turn.say(hosts(report.presentPools()));
        turn.say(storage(report.presentPools()));
        List<List<String>> shares = new ArrayList<>();
        report.presentOwners().forEach(owner -> shares.add(row("owner " + owner.name(), owner)));
        report.presentTeams().forEach(team -> shares.add(row("team " + team.name(), team)));
        if (!shares.isEmpty()) {
            turn.say(new Table(List.of("who", "running", "halted", "VCPUs", "memory"), shares));
        }
        return Outcome.OK;
    }

    private static Table hosts(List<Pool> pools) {
        List<List<String>> rows = new ArrayList<>();
        for (Pool pool : pools) {
            rows.add(List.of(
                    "pool " + pool.name(),
                    "%d running, %d in all".formatted(pool.vcpusRunning(), pool.vcpus()),
                    String.valueOf(pool.cpus()),
                    "%s claimed, %s more when halted VMs start"
                            .formatted(mib(pool.memoryClaimedMib()), mib(pool.memoryHaltedMib())),
                    mib(pool.memoryMib())));
            for (Host host : pool.presentHosts()) {
                rows.add(List.of(
                        "host " + host.name(),
                        host.vcpusRunning() + " running",
                        String.valueOf(host.cpus()),
                        mib(host.memoryClaimedMib()) + " claimed",
                        mib(host.memoryMib())));
            }
        }
        return new Table(List.of("where", "VCPUs", "of CPUs", "memory", "of"), rows);
    }

    private static Table storage(List<Pool> pools) {
        return new Table(
                List.of("storage", "pool", "size", "used", "promised"),
                pools.stream()
                        .flatMap(pool -> pool.presentStorage().stream()
                                .map(storage -> List.of(
                                        storage.name(),
                                        pool.name(),
                                        Amounts.bytes(storage.physicalBytes()),
                                        Amounts.bytes(storage.usedBytes()),
                                        Amounts.bytes(storage.promisedBytes()))))
                        .toList());
    }

    private static List<String> row(String who, Share share) {
        return List.of(
                who,
                String.valueOf(share.running()),
                String.valueOf(share.halted()),
                String.valueOf(share.vcpus()),
                mib(share.memoryMib()));
    }

    private static String mib(long mib) {
        return Amounts.bytes(mib * MIB);
    }
}
