package org.vmc.vm.vms;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.http.page.Page;
import org.vmc.http.page.PageRequest;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.operations.rest.PlanView;
import org.vmc.operations.rest.Submissions;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.placement.Placement;

/** VMs: everybody may look, engineers create and change their own, operators change anybody's. */
@Path("/api/v1/vms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "vms")
@RolesAllowed("viewer")
@RunOnVirtualThread
class VmsResource {

    private final VmDirectory directory;
    private final NewVmCheck check;
    private final VmOrders orders;
    private final VmCopies copies;
    private final VmChanges changes;
    private final Submissions submissions;
    private final Callers callers;

    VmsResource(
            VmDirectory directory,
            NewVmCheck check,
            VmOrders orders,
            VmCopies copies,
            VmChanges changes,
            Submissions submissions,
            Callers callers) {
        this.directory = directory;
        this.check = check;
        this.orders = orders;
        this.copies = copies;
        this.changes = changes;
        this.submissions = submissions;
        this.callers = callers;
    }

    /** VMs ordered by name. */
    @GET
    @Operation(summary = "List VMs, those of the pools that were not made here too")
    public Page<VmView> list(
            @QueryParam("name") @Nullable String name,
            @QueryParam("state") @Nullable String state,
            @BeanParam PageRequest page) {
        Optional<PowerState> wanted = powerState(state);
        int limit = page.limit();
        Optional<String> after = page.after();
        List<VmView> rows = directory.all().stream()
                .filter(vm -> name == null || name.isEmpty() || vm.name().equals(name))
                .filter(vm -> wanted.isEmpty() || vm.powerState() == wanted.get())
                .filter(vm -> after.isEmpty() || position(vm).compareTo(after.get()) > 0)
                .limit(limit + 1L)
                .toList();
        return Page.cut(rows, limit, VmsResource::position);
    }

    /** One VM. */
    @GET
    @Path("/{id}")
    @Operation(summary = "Show a VM")
    public VmView show(@PathParam("id") String id) {
        return directory.one(id);
    }

    /** Creates VMs: all of them are accepted or none. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Create VMs from a template")
    public Response create(@Nullable NewVm body, @QueryParam("dryRun") @Nullable String dryRun) {
        NewVm wanted = body == null ? NewVm.EMPTY : body;
        Caller caller = callers.current();
        if ("true".equals(dryRun) || "".equals(dryRun)) {
            return Response.ok(preview(wanted, caller)).build();
        }
        return submissions.answer(wanted, () -> creations(check.check(wanted), caller));
    }

    /** Copies a halted VM. */
    @POST
    @Path("/{id}/copy")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("engineer")
    @Operation(summary = "Copy a halted VM with all that is on its disks, also into another SR; the copy is halted")
    public Response copy(@PathParam("id") String id, @Nullable CopyRequest body) {
        Caller caller = callers.current();
        CopyRequest wanted = body == null ? CopyRequest.EMPTY : body;
        return submissions.answerOne(wanted, () -> copies.copy(id, wanted, caller));
    }

    /** Deletes a VM and its disks. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed("engineer")
    @Operation(summary = "Delete a VM, its disks and its snapshots")
    public Response delete(@PathParam("id") String id) {
        Caller caller = callers.current();
        return submissions.answerOne(id, () -> changes.delete(id, caller));
    }

    private List<NewOperation<?>> creations(VmOrder order, Caller caller) {
        return orders.create(order, caller, TimeOrderedIds.next());
    }

    private CreationPreview preview(NewVm wanted, Caller caller) {
        VmOrder order = check.check(wanted);
        List<Placement> placements = orders.preview(order);
        List<CreationPreview.PlacementView> views = new ArrayList<>();
        for (int i = 0; i < placements.size(); i++) {
            views.add(CreationPreview.PlacementView.of(order.names().get(i), placements.get(i)));
        }
        PlanView plan = planned(order, caller);
        return new CreationPreview(plan.operations(), views);
    }

    /** Plans as if for real and takes it all back: what a transaction would refuse, a dry run refuses. */
    private PlanView planned(VmOrder order, Caller caller) {
        QuarkusTransaction.begin();
        try {
            return PlanView.of(creations(order, caller));
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private static Optional<PowerState> powerState(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(PowerState.values())
                .filter(state -> state.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.invalid("state", "must be one of " + Arrays.toString(PowerState.values()))));
    }

    private static String position(VmView vm) {
        return vm.name() + " " + vm.id();
    }
}
