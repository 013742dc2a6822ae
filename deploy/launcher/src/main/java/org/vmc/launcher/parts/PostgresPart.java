package org.vmc.launcher.parts;

import java.util.List;
import java.util.function.Consumer;
import org.vmc.embedded.postgres.Postgres;
import org.vmc.embedded.postgres.PostgresOptions;

/** The database server of all services, and the databases on it. */
public final class PostgresPart implements Part {

    public static final String NAME = "postgres";

    private final PostgresOptions options;
    private final List<String> databases;

    public PostgresPart(PostgresOptions options, List<String> databases) {
        this.options = options;
        this.databases = List.copyOf(databases);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RunningPart start(Consumer<Process> spawned) {
        try {
            Postgres postgres = Postgres.start(options, spawned);
            createDatabases(postgres);
            return new RunningPart(postgres.process(), "127.0.0.1:" + postgres.port(), postgres::close);
        } catch (IllegalStateException failure) {
            throw new PartFailure(String.valueOf(failure.getMessage()), failure);
        }
    }

    private void createDatabases(Postgres postgres) {
        try {
            databases.forEach(database -> postgres.databases().create(database));
        } catch (IllegalStateException failure) {
            postgres.close();
            throw failure;
        }
    }
}
