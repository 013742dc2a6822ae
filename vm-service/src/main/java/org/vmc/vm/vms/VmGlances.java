package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PowerState;

/**
 * What operations and observers look up of a VM all the time, read as committed in one query without a transaction. It
 * does not see what the caller's transaction has changed and not flushed.
 */
@ApplicationScoped
class VmGlances {

    private static final String QUERY =
            "select xen_uuid, probe, power_state, address, host_name, deleted_at is null as live from vm where id = ?";

    private final DataSource dataSource;

    VmGlances(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A VM as it was when it was looked at.
     *
     * @param xenUuid which one of the pool it is, once it is there
     * @param probe what must answer before it is ready, as {@link Probe} writes it
     * @param powerState as recorded last
     * @param address as recorded last
     * @param hostName as recorded last
     * @param live whether it has not been deleted
     */
    record VmGlance(
            @Nullable String xenUuid,
            @Nullable String probe,
            @Nullable PowerState powerState,
            @Nullable String address,
            @Nullable String hostName,
            boolean live) {}

    /** The VM, also when it is deleted; empty when there never was one. */
    Optional<VmGlance> of(UUID id) {
        // Asked for by every event of a pool: plain JDBC takes a third of the time here.
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setObject(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(glance(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("VM " + id + " could not be looked up", e);
        }
    }

    private static VmGlance glance(ResultSet row) throws SQLException {
        String power = row.getString("power_state");
        return new VmGlance(
                row.getString("xen_uuid"),
                row.getString("probe"),
                power == null ? null : PowerState.valueOf(power),
                row.getString("address"),
                row.getString("host_name"),
                row.getBoolean("live"));
    }

    /** Which VM of its pool it is; empty when it is not there yet, or there is none. */
    Optional<String> xenUuid(UUID id) {
        return of(id).flatMap(vm -> Optional.ofNullable(vm.xenUuid()));
    }
}
