package org.vmc.embedded.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** The databases of one server. Names are lower-case identifiers. */
public final class Databases {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final String maintenanceUrl;
    private final String user;
    private final String password;

    /** @param maintenanceUrl JDBC URL of a database that is neither created nor dropped, such as {@code postgres} */
    public Databases(String maintenanceUrl, String user, String password) {
        this.maintenanceUrl = maintenanceUrl;
        this.user = user;
        this.password = password;
    }

    /** Creates the database unless it exists. */
    public void create(String name) {
        run(name, false);
    }

    /** Creates the database; one of that name is dropped first, its clients disconnected. */
    public void recreate(String name) {
        run(name, true);
    }

    private void run(String name, boolean dropFirst) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        try (Connection connection = DriverManager.getConnection(maintenanceUrl, user, password);
                Statement statement = connection.createStatement()) {
            if (dropFirst) {
                statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            }
            if (!exists(statement, name)) {
                statement.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Cannot create database " + name + " by " + maintenanceUrl, failure);
        }
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            return found.next();
        }
    }
}
