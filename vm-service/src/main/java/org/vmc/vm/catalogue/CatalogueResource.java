package org.vmc.vm.catalogue;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.vmc.http.page.Page;
import org.vmc.vm.inventory.ObservedTemplate;

/** What users can choose from. */
@Path("/api/v1")
@RolesAllowed("viewer")
@RunOnVirtualThread
class CatalogueResource {

    private final Flavours flavours;
    private final VmRoles roles;
    private final Templates templates;
    private final TemplateDisks disks;
    private final Isos isos;

    CatalogueResource(Flavours flavours, VmRoles roles, Templates templates, TemplateDisks disks, Isos isos) {
        this.flavours = flavours;
        this.roles = roles;
        this.templates = templates;
        this.disks = disks;
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

    /** Templates a VM can be cloned from, of every pool. */
    @GET
    @Path("/templates")
    public Page<TemplateView> templates() {
        return Page.of(templates.all().stream().map(this::view).toList());
    }

    /** Media a guest can be installed from, of every pool. */
    @GET
    @Path("/isos")
    public Page<IsoView> isos() {
        return Page.of(isos.all().stream().map(IsoView::of).toList());
    }

    private TemplateView view(ObservedTemplate template) {
        String role = roles.ofTemplate(template.name()).map(VmRole::name).orElse(null);
        return TemplateView.of(template, disks.of(template), role);
    }
}
