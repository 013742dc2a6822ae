package org.vmc.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a Quarkus test a real PostgreSQL and a real Kafka broker.
 *
 * <pre>
 * &#64;QuarkusTestResource(Infrastructure.class)
 * &#64;QuarkusTestResource(value = Infrastructure.class, initArgs = &#64;ResourceArg(name = "database", value = "vmc_vm"))
 * &#64;QuarkusTestResource(value = Infrastructure.class, initArgs = &#64;ResourceArg(name = "database", value = "none"))
 * </pre>
 *
 * The database is empty at each start; its name is the module's unless the argument says otherwise, and {@code none}
 * leaves it out. Topics are shared by the tests of the module: a consumer that starts at the earliest offset sees what
 * the tests before it published. Sets {@code quarkus.datasource.jdbc.url}, {@code quarkus.datasource.username},
 * {@code quarkus.datasource.password} and {@code kafka.bootstrap.servers}.
 */
public final class Infrastructure implements QuarkusTestResourceLifecycleManager {

    private static final String NO_DATABASE = "none";

    private String database = moduleName();

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        SharedServers servers = SharedServers.ofThisJvm();
        Map<String, String> configuration = new HashMap<>();
        configuration.put("kafka.bootstrap.servers", servers.bootstrapServers());
        if (!database.equals(NO_DATABASE)) {
            servers.recreateDatabase(database);
            configuration.put("quarkus.datasource.jdbc.url", servers.jdbcUrl(database));
            configuration.put("quarkus.datasource.username", servers.user());
            configuration.put("quarkus.datasource.password", servers.password());
        }
        return configuration;
    }

    /** Leaves both servers to the next test; they end with this JVM. */
    @Override
    public void stop() {}

    private static String moduleName() {
        String directory = System.getProperty("basedir", System.getProperty("user.dir"));
        return "test_" + directory.substring(directory.lastIndexOf('/') + 1).replace('-', '_');
    }
}
