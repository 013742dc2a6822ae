package org.vmc.vm.ledger;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.page.Page;

/** The pools' SRs, as last heard. */
@Path("/api/v1/storage-repositories")
@Tag(name = "storage-repositories")
@RolesAllowed("viewer")
@RunOnVirtualThread
class LedgerResource {

    private final Ledger ledger;

    LedgerResource(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Every SR of every pool. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List SRs: what they have, what is used, what is promised")
    public Page<StorageView> list() {
        return Page.of(ledger.all());
    }
}
