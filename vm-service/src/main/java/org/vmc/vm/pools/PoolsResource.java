package org.vmc.vm.pools;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.vmc.http.page.Page;
import org.vmc.vm.inventory.Inventory;

/** Pools and their hosts, as last heard. */
@Path("/api/v1")
@RolesAllowed("viewer")
@RunOnVirtualThread
class PoolsResource {

    private final Inventory inventory;
    private final Preflight preflight;

    PoolsResource(Inventory inventory, Preflight preflight) {
        this.inventory = inventory;
        this.preflight = preflight;
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

    /** Names of hosts that a preflight may look at without an address and a password. */
    @GET
    @Path("/pools/candidates")
    @RolesAllowed("operator")
    @Operation(summary = "Names that a preflight may use instead of an address and a password")
    public Page<CandidateView> candidates() {
        return Page.of(preflight.candidates().stream().map(CandidateView::new).toList());
    }

    /** Whether a host may join the pool. Nothing is changed. */
    @POST
    @Path("/pools/{pool}/preflight")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Whether a host may join the pool, with what to do where it may not")
    public PreflightReport preflight(@PathParam("pool") String pool, @Nullable PreflightRequest body) {
        return preflight.check(pool, body == null ? PreflightRequest.EMPTY : body);
    }

    record CandidateView(String name) {}
}
