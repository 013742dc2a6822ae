package org.vmc.vm.vms;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.http.identity.Role;
import org.vmc.http.page.Page;
import org.vmc.vm.quotas.Quotas;

/** Quotas: everybody sees those of their own team, operators those of all teams. */
@Path("/api/v1/quotas")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "quotas")
@RolesAllowed("viewer")
@RunOnVirtualThread
class QuotasResource {

    private final TeamUse use;
    private final Quotas quotas;
    private final Vms vms;
    private final Callers callers;

    QuotasResource(TeamUse use, Quotas quotas, Vms vms, Callers callers) {
        this.use = use;
        this.quotas = quotas;
        this.vms = vms;
        this.callers = callers;
    }

    /** What teams use of what they may use, ordered by team. */
    @GET
    @Operation(summary = "Show what your team uses of its quota; for operators that of every team")
    public Page<QuotaView> list() {
        Caller caller = callers.current();
        Set<String> teams = new TreeSet<>(Set.of(caller.team()));
        if (caller.role().includes(Role.OPERATOR)) {
            teams.addAll(quotas.teams());
            teams.addAll(vms.read(vms::teams));
        }
        return Page.of(teams.stream()
                .map(team -> QuotaView.of(quotas.of(team), use.of(team)))
                .toList());
    }
}
