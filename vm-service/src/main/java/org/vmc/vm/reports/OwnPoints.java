package org.vmc.vm.reports;

import java.util.ArrayList;
import java.util.List;
import org.vmc.vm.reports.Finding.Kind;
import org.vmc.vm.reports.OwnParts.Count;

/** Single points of failure of VMC itself. Pure. */
final class OwnPoints {

    private static final String VMC = "vmc";

    private OwnPoints() {}

    static List<Finding> of(Count count) {
        List<Finding> findings = new ArrayList<>();
        if (count.replicas() < 2) {
            findings.add(Finding.of(
                    Kind.SERVICE_ALONE,
                    VMC,
                    "vm-service",
                    "One replica of vm-service runs: while it is away nothing is accepted and what was begun waits; "
                            + "it goes on when it is back.",
                    "Run a second one with the same database and broker; operations are shared between them."));
        }
        if (count.standbys() == 0) {
            findings.add(Finding.of(
                    Kind.DATABASE_ALONE,
                    VMC,
                    "database",
                    "Nothing follows the database of vm-service: when its disk fails, what belongs to whom and what was "
                            + "begun is lost since the last backup.",
                    "Give PostgreSQL a streaming standby, and keep backups."));
        }
        if (count.brokers().isEmpty()) {
            findings.add(Finding.of(
                    Kind.BROKER_AWAY,
                    VMC,
                    "broker",
                    "No broker answers: facts are kept in the database until one does, and builds get no workers.",
                    "Bring Kafka back (kafka.bootstrap.servers)."));
        } else if (count.brokers().getAsInt() < 2) {
            findings.add(Finding.of(
                    Kind.BROKER_ALONE,
                    VMC,
                    "broker",
                    "There is one broker: while it is away facts wait in the database, and builds get no workers.",
                    "Run three brokers with a replication factor of 3."));
        }
        return findings;
    }
}
