package org.vmc.embedded.postgres;

import java.nio.file.Path;

/**
 * What one PostgreSQL server is started with.
 *
 * @param home where its programs are, or are unpacked to on first use
 * @param dataDirectory created and initialised on first use, continued afterwards
 * @param port port on 127.0.0.1; 0 for a free one
 * @param log file its output is appended to
 * @param user the superuser made on first use
 * @param password of that user, made on first use
 * @param durable false trades safety after a power failure for speed (tests only)
 */
public record PostgresOptions(
        Path home, Path dataDirectory, int port, Path log, String user, String password, boolean durable) {

    /**
     * User {@code vmc} with password {@code vmc}, durable, its log beside the data, programs shared in the temp
     * directory.
     */
    public static PostgresOptions in(Path dataDirectory, int port) {
        Path data = dataDirectory.toAbsolutePath();
        String programs = "vmc-postgres-" + System.getProperty("user.name");
        return new PostgresOptions(
                Path.of(System.getProperty("java.io.tmpdir"), programs),
                data,
                port,
                data.resolveSibling(data.getFileName() + ".log"),
                "vmc",
                "vmc",
                true);
    }

    public PostgresOptions withPort(int other) {
        return new PostgresOptions(home, dataDirectory, other, log, user, password, durable);
    }

    public PostgresOptions withoutDurability() {
        return new PostgresOptions(home, dataDirectory, port, log, user, password, false);
    }
}
