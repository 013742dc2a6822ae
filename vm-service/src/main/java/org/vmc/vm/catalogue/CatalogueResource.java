package org.vmc.vm.catalogue;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.vmc.http.page.Page;

/** What users can choose from. */
@Path("/api/v1")
@RolesAllowed("viewer")
@RunOnVirtualThread
class CatalogueResource {

    private final Flavours flavours;
    private final VmRoles roles;
    private final Isos isos;

    CatalogueResource(Flavours flavours, VmRoles roles, Isos isos) {
        this.flavours = flavours;
        this.roles = roles;
        this.isos = isos;
    }

    /** Types a VM can have. */
    @GET
    @Path("/types")
    public Page<Flavour> types() {
        return Page.of(flavours.all());
    }

    /** Roles a VM can have. */
    @GET
    @Path("/roles")
    public Page<VmRole> roles() {
        return Page.of(roles.all());
    }

    /** Media a guest can be installed from, of every pool. */
    @GET
    @Path("/isos")
    public Page<IsoView> isos() {
        return Page.of(isos.all().stream().map(IsoView::of).toList());
    }
}
