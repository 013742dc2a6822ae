package org.vmc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfrastructureTest {

    @Test
    void givesAnEmptyDatabaseAtEachStart() throws SQLException {
        Map<String, String> first = started("infrastructure_test");
        try (Connection connection = connect(first)) {
            connection.createStatement().execute("CREATE TABLE left_over (id int)");
        }

        Map<String, String> second = started("infrastructure_test");

        try (Connection connection = connect(second)) {
            assertThat(connection
                            .getMetaData()
                            .getTables(null, null, "left_over", null)
                            .next())
                    .isFalse();
        }
    }

    @Test
    void sharesOneServerOfEachKind() {
        Map<String, String> one = started("infrastructure_one");
        Map<String, String> other = started("infrastructure_other");

        assertThat(one.get("kafka.bootstrap.servers")).isEqualTo(other.get("kafka.bootstrap.servers"));
        assertThat(url(one)).isEqualTo(url(other).replace("_other", "_one"));
    }

    @Test
    void leavesTheDatabaseOutWhenToldSo() {
        assertThat(started("none")).containsOnlyKeys("kafka.bootstrap.servers");
    }

    private static Map<String, String> started(String database) {
        Infrastructure infrastructure = new Infrastructure();
        infrastructure.init(Map.of("database", database));
        return infrastructure.start();
    }

    private static String url(Map<String, String> configuration) {
        return configuration.getOrDefault("quarkus.datasource.jdbc.url", "");
    }

    private static Connection connect(Map<String, String> configuration) throws SQLException {
        return DriverManager.getConnection(
                url(configuration),
                configuration.get("quarkus.datasource.username"),
                configuration.get("quarkus.datasource.password"));
    }
}
