package org.vmc.vm.pools;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.vmc.http.page.Page;
import org.vmc.vm.inventory.Inventory;

/** Pools and their hosts, as last heard. */
@Path("/api/v1")
@RolesAllowed("viewer")
@RunOnVirtualThread
class PoolsResource {

    private final Inventory inventory;

    PoolsResource(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Every configured pool, heard or not. */
    @GET
    @Path("/pools")
    public Page<PoolView> pools() {
        Instant now = Instant.now();
        return Page.of(
                inventory.pools().stream().map(pool -> PoolView.of(pool, now)).toList());
    }

    /** Every host of every pool. */
    @GET
    @Path("/hosts")
    public Page<HostView> hosts() {
        return Page.of(inventory.pools().stream()
                .flatMap(pool -> pool.hosts().stream().map(host -> HostView.of(pool, host)))
                .toList());
    }
}
