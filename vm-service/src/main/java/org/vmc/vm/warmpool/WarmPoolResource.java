package org.vmc.vm.warmpool;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.vmc.http.page.Page;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.rest.Submissions;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.vms.WarmVms;
import org.vmc.vm.vms.WarmVms.WarmVm;

/** VMs that are kept ready ahead. */
@Path("/api/v1/warm-pool")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "warm pool")
@RolesAllowed("viewer")
@RunOnVirtualThread
class WarmPoolResource {

    private final WarmSizes sizes;
    private final WarmVms warm;
    private final SetWarmSize setWarmSize;
    private final Inventory inventory;
    private final Templates templates;
    private final Flavours flavours;
    private final WarmPoolConfig config;
    private final Submissions submissions;

    WarmPoolResource(
            WarmSizes sizes,
            WarmVms warm,
            SetWarmSize setWarmSize,
            Inventory inventory,
            Templates templates,
            Flavours flavours,
            WarmPoolConfig config,
            Submissions submissions) {
        this.sizes = sizes;
        this.warm = warm;
        this.setWarmSize = setWarmSize;
        this.inventory = inventory;
        this.templates = templates;
        this.flavours = flavours;
        this.config = config;
        this.submissions = submissions;
    }

    /** What is kept ready, and how much of it is. */
    @GET
    @Operation(summary = "List what is kept ready ahead, and how much of it is")
    public Page<WarmPoolView> list() {
        List<WarmVm> vms = warm.all();
        List<WarmSize> wanted = QuarkusTransaction.requiringNew().call(sizes::all);
        return Page.of(wanted.stream().map(size -> WarmPoolView.of(size, vms)).toList());
    }

    /** Sets how many VMs of a template and type are kept ready. */
    @PUT
    @Path("/{template}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Set how many VMs of a template are kept ready; 0 removes them")
    public Response set(@PathParam("template") String template, @Nullable WarmSizeRequest body) {
        WarmSizeRequest wanted = body == null ? new WarmSizeRequest(null, null, null) : body;
        return submissions.answerOne(wanted, () -> {
            WarmSize size = check(template, wanted);
            return NewOperation.of(setWarmSize, size, size.target());
        });
    }

    private WarmSize check(String template, WarmSizeRequest wanted) {
        List<FieldError> errors = new ArrayList<>();
        String type = wanted.type() == null ? "" : wanted.type();
        if (flavours.named(type).isEmpty()) {
            errors.add(new FieldError("type", "must be one of " + flavours.names()));
        }
        int size = wanted.size() == null ? -1 : wanted.size();
        if (size < 0 || size > config.sizeAtMost()) {
            errors.add(new FieldError("size", "must be from 0 to " + config.sizeAtMost()));
        }
        List<String> pools = inventory.pools().stream().map(PoolSnapshot::name).toList();
        Optional<String> pool = Optional.ofNullable(wanted.pool())
                .filter(name -> !name.isBlank())
                .or(() -> pools.stream()
                        .filter(name -> templates.named(name, template).isPresent())
                        .findFirst());
        if (pool.isPresent() && !pools.contains(pool.get())) {
            errors.add(new FieldError("pool", "must be one of " + String.join(", ", pools)));
        } else if (size != 0
                && pool.flatMap(name -> templates.named(name, template)).isEmpty()) {
            errors.add(new FieldError("template", "is not known in the pool; see /template list"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        // A template that is gone can still be given up, in the pool that was named.
        return new WarmSize(
                pool.orElseThrow(() -> ProblemException.invalid("pool", "is missing: no pool has the template")),
                template,
                type,
                size);
    }
}
