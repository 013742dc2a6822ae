package org.vmc.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.ProcessIdentity;

class PostgresTest {

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasCommittedAcrossKill() throws SQLException {
        try (Postgres postgres = Postgres.start(directory.resolve("data"), 0)) {
            postgres.databases().create("kept");
            execute(postgres, "CREATE TABLE thing (name text)");
            execute(postgres, "INSERT INTO thing VALUES ('committed')");

            postgres.kill();
            postgres.restart();

            assertThat(firstThing(postgres)).isEqualTo("committed");
        }
    }

    @Test
    void startsAgainAlthoughAStatementOutlivedTheServer() throws SQLException {
        try (Postgres postgres = Postgres.start(directory.resolve("data"), 0)) {
            postgres.databases().create("kept");
            ProcessIdentity backend = busyBackend(postgres);

            postgres.kill();
            postgres.restart();

            assertThat(backend.isAlive()).isFalse();
            execute(postgres, "CREATE TABLE thing (name text)");
        }
    }

    @Test
    void endsTheServerThatWasLeftOnTheSameData() throws SQLException {
        try (Postgres left = Postgres.start(directory.resolve("data"), 0);
                Postgres next = Postgres.start(directory.resolve("data"), 0)) {
            next.databases().create("kept");

            assertThat(left.process().isAlive()).isFalse();
            assertThat(next.process().isAlive()).isTrue();
        }
    }

    @Test
    void admitsNobodyWithoutThePassword() {
        try (Postgres postgres = Postgres.start(directory.resolve("data"), 0)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), "vmc", "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void refusesNamesThatAreNoIdentifiers() {
        Databases databases = new Databases("jdbc:postgresql://127.0.0.1:1/postgres", "vmc", "vmc");

        assertThatThrownBy(() -> databases.create("a; DROP DATABASE b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a; DROP DATABASE b");
    }

    /** A server process that computes for minutes and does not see meanwhile that its postmaster is gone. */
    private static ProcessIdentity busyBackend(Postgres postgres) throws SQLException {
        Connection connection = connect(postgres);
        long pid;
        try (ResultSet own = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
            own.next();
            pid = own.getLong(1);
        }
        Thread.ofVirtual().start(() -> {
            try (connection) {
                connection.createStatement().execute("SELECT count(*) FROM generate_series(1, 100000000000)");
            } catch (SQLException endedWithTheServer) {
                // Expected: the server is killed under the statement.
            }
        });
        assertThat(Await.until(Duration.ofSeconds(30), () -> isActive(postgres, pid)))
                .isTrue();
        return ProcessIdentity.of(pid).orElseThrow();
    }

    private static boolean isActive(Postgres postgres, long pid) {
        try (Connection connection = connect(postgres);
                ResultSet active = connection
                        .createStatement()
                        .executeQuery("SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%series%'"
                                + " AND pid = " + pid)) {
            return active.next();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void execute(Postgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres)) {
            connection.createStatement().execute(sql);
        }
    }

    private static String firstThing(Postgres postgres) throws SQLException {
        try (Connection connection = connect(postgres);
                ResultSet things = connection.createStatement().executeQuery("SELECT name FROM thing")) {
            assertThat(things.next()).isTrue();
            return things.getString(1);
        }
    }

    private static Connection connect(Postgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("kept"), postgres.user(), postgres.password());
    }
}
