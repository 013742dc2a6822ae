package org.vmc.testing;

import org.vmc.embedded.postgres.Databases;
import org.vmc.embedded.process.ProcessIdentity;

/**
 * Where the servers of this test JVM, which is one module's, are. For tests without Quarkus; those with it use
 * {@link Infrastructure}.
 *
 * @param postgresPort port on 127.0.0.1
 * @param brokerPort port on 127.0.0.1
 */
public record SharedServers(int postgresPort, int brokerPort) {

    /** Finds the servers, starting them if this is the first to ask. */
    public static SharedServers ofThisJvm() {
        return new RunDirectory(ProcessIdentity.ofThisJvm()).servers();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + database;
    }

    public String user() {
        return ServerHost.USER;
    }

    public String password() {
        return ServerHost.USER;
    }

    /** Makes the database, empty, whether it existed or not. */
    public void recreateDatabase(String name) {
        new Databases(jdbcUrl("postgres"), user(), password()).recreate(name);
    }
}
