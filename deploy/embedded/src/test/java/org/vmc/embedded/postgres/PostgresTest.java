package org.vmc.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
