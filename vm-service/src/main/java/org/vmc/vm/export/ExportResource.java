package org.vmc.vm.export;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.vms.CountedVm;
import org.vmc.vm.vms.VmCensus;

/** The VMs for other tools, each in its own format. */
@Path("/api/v1/inventory")
@Tag(name = "inventory")
@RolesAllowed("viewer")
@RunOnVirtualThread
class ExportResource {

    private final VmCensus census;
    private final Inventory inventory;

    ExportResource(VmCensus census, Inventory inventory) {
        this.census = census;
        this.inventory = inventory;
    }

    /** Groups by pool, host, template, type, owner, team and power state. */
    @GET
    @Path("/ansible")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "VMs as a dynamic inventory of Ansible")
    public Map<String, Object> ansible(@BeanParam Selection selection) {
        return AnsibleInventory.of(selected(selection));
    }

    /** VMs that run and have an address. */
    @GET
    @Path("/prometheus")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Running VMs as targets for http_sd_configs of Prometheus")
    public List<PrometheusTargets.Group> prometheus(
            @BeanParam Selection selection, @QueryParam("port") @Nullable String port) {
        int checked = PrometheusTargets.port(port);
        return PrometheusTargets.of(selected(selection), checked);
    }

    /** One line for each VM. */
    @GET
    @Path("/csv")
    @Produces("text/csv; charset=utf-8")
    @Operation(summary = "VMs as CSV")
    public String csv(@BeanParam Selection selection) {
        return CsvTable.of(selected(selection));
    }

    private List<CountedVm> selected(Selection selection) {
        var wanted = selection.among(
                inventory.pools().stream().map(PoolSnapshot::name).toList());
        return census.all().stream().filter(wanted).toList();
    }
}
