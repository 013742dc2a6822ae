package org.vmc.storage.hosts;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.page.Page;

/** The storage hosts. */
@Path("/api/v1/storage/hosts")
@Tag(name = "storage")
@RolesAllowed("viewer")
@RunOnVirtualThread
class HostsResource {

    private final StorageHosts hosts;

    HostsResource(StorageHosts hosts) {
        this.hosts = hosts;
    }

    @GET
    @Operation(summary = "List the storage hosts: fitness, Gluster version, file system, free space")
    public Page<HostView> list() {
        var look = hosts.look();
        return Page.of(look.reports().stream()
                .map(report -> HostView.of(report, look.observedAt()))
                .toList());
    }
}
