package org.vmc.launcher.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.embedded.broker.BrokerOptions;
import org.vmc.embedded.broker.VmcTopics;
import org.vmc.embedded.postgres.PostgresOptions;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.keys.ClusterKey;
import org.vmc.launcher.keys.Secrets;
import org.vmc.launcher.keys.SigningKeys;
import org.vmc.launcher.ports.PortBook;

/** Everything that runs on one machine by default, ready to be started. */
public final class Installation {

    private static final int POSTGRES_PORT = 15432;
    private static final int KAFKA_PORT = 19092;
    private static final int LAB_PORT = 8900;

    private Installation() {}

    /** Makes missing keys and secrets, and chooses ports; nothing of the installation may run meanwhile. */
    public static List<Part> parts(VmcHome home, UpOptions options) {
        Wiring wiring = new Wiring(
                home,
                options,
                ports(new PortBook(home.directory().resolve("ports"))),
                SigningKeys.in(home.keys()),
                ClusterKey.in(home.keys()),
                new Secrets(home.secrets()));
        List<Part> parts = new ArrayList<>();
        parts.add(postgres(wiring));
        parts.add(new BrokerPart(new BrokerOptions(
                home.root(),
                home.data(BrokerPart.NAME),
                wiring.port(BrokerPart.NAME),
                home.log(BrokerPart.NAME),
                VmcTopics.PARTITIONS)));
        parts.add(new LabPart(wiring));
        for (ServiceDefinition service : ServiceDefinitions.ALL) {
            parts.add(new ServicePart(service, wiring));
        }
        return parts;
    }

    /** Whether a lab at this address has hosts and guests that answer SSH. */
    public static boolean hasRealHosts(String labAddress) {
        return !labAddress.contains(LabPart.SIMULATED);
    }

    /**
     * How to run a program of the lab beside the installation, as {@code lab xapi} does.
     *
     * @param heapMib its heap
     */
    public static List<String> labCommand(VmcHome home, int heapMib) {
        return LabPart.command(home.root(), heapMib);
    }

    /** Removes what killed parts leave beside their processes. */
    public static void cleanUp(VmcHome home) {
        LabPart.cleanUp(home);
    }

    private static Map<String, Integer> ports(PortBook book) {
        Map<String, Integer> ports = new HashMap<>();
        ports.put(PostgresPart.NAME, book.choose(PostgresPart.NAME, POSTGRES_PORT));
        ports.put(BrokerPart.NAME, book.choose(BrokerPart.NAME, KAFKA_PORT));
        ports.put(LabPart.NAME, book.choose(LabPart.NAME, LAB_PORT));
        for (ServiceDefinition service : ServiceDefinitions.ALL) {
            ports.put(service.name(), book.choose(service.name(), service.usualPort()));
        }
        return ports;
    }

    private static PostgresPart postgres(Wiring wiring) {
        Path data = wiring.home().data(PostgresPart.NAME);
        List<String> databases = ServiceDefinitions.ALL.stream()
                .map(ServiceDefinition::database)
                .filter(database -> !database.isEmpty())
                .toList();
        return new PostgresPart(
                new PostgresOptions(
                        wiring.home().directory().resolve("postgres"),
                        data,
                        wiring.port(PostgresPart.NAME),
                        wiring.home().log(PostgresPart.NAME),
                        "vmc",
                        password(wiring, data),
                        true),
                databases);
    }

    /** The password is set when the data is initialised; data without its password is of no use, and said so. */
    private static String password(Wiring wiring, Path data) {
        Path file = wiring.home().secrets().resolve("postgres-password");
        if (Files.isDirectory(data) && !Files.exists(file)) {
            throw new PartFailure(file + " is missing but " + data + " was made with it; restore the file or move the"
                    + " data away");
        }
        return wiring.secrets().postgresPassword();
    }
}
