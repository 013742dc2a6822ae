package org.vmc.vm.catalogue;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.vmc.http.page.Page;
import org.vmc.vm.inventory.ObservedTemplate;

/** What VMs are cloned from. */
@Path("/api/v1/templates")
@RolesAllowed("viewer")
@RunOnVirtualThread
class TemplatesResource {

    private final Templates templates;
    private final TemplateDisks disks;
    private final VmRoles roles;

    TemplatesResource(Templates templates, TemplateDisks disks, VmRoles roles) {
        this.templates = templates;
        this.disks = disks;
        this.roles = roles;
    }

    /** Templates a VM can be cloned from, of every pool. */
    @GET
    public Page<TemplateView> list() {
        return Page.of(templates.all().stream().map(this::view).toList());
    }

    private TemplateView view(ObservedTemplate template) {
        String role = roles.of(template).map(VmRole::name).orElse(null);
        return TemplateView.of(template, disks.of(template), role);
    }
}
