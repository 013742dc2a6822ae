package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.XenPool;

/** VMs of the pools that were made elsewhere: what it takes to make one of them one of ours. */
@ApplicationScoped
class VmClaims {

    /** Type of a VM that has the size of no flavour, and template of one that was not cloned here. */
    private static final String ELSEWHERE = "custom";

    /** XenAPI's word for what goes on with a VM while its archive is read. */
    private static final String IMPORT = "import";

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._@-]{0,126}[A-Za-z0-9])?");

    private final Inventory inventory;
    private final Reachability reachability;
    private final Flavours flavours;
    private final Pools pools;
    private final Vms vms;
    private final VmImports imports;
    private final ClaimVm claimVm;
    private final Clock clock = Clock.systemUTC();

    VmClaims(
            Inventory inventory,
            Reachability reachability,
            Flavours flavours,
            Pools pools,
            Vms vms,
            VmImports imports,
            ClaimVm claimVm) {
        this.inventory = inventory;
        this.reachability = reachability;
        this.flavours = flavours;
        this.pools = pools;
        this.vms = vms;
        this.imports = imports;
        this.claimVm = claimVm;
    }

    /**
     * Takes the name for the VM and says what to run. Called inside the accepting transaction.
     *
     * @param xenUuid the pool's uuid of it
     * @throws ProblemException 403, 404, 409 when it is ours already or the name is taken, 422 naming the name, 503
     */
    NewOperation<?> claim(String xenUuid, ClaimRequest wanted, Caller caller) {
        caller.require(Role.OPERATOR);
        ObservedVm vm = inventory.pools().stream()
                .flatMap(pool -> pool.vms().stream())
                .filter(candidate -> candidate.uuid().equals(xenUuid))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("vm", xenUuid));
        reachability.require(vm.pool());
        requireNoUpload(vm);
        requireStranger(vm);
        String name = or(wanted.name(), vm.name());
        if (!VmNames.allowed(name)) {
            throw ProblemException.invalid("name", VmNames.EXPECTED + "; give it another one");
        }
        requireKey("owner", wanted.owner());
        requireKey("team", wanted.team());
        if (!vms.liveNamed(List.of(name)).isEmpty()) {
            throw ProblemException.nameTaken("vm", name);
        }
        Vm row = row(vm, name, or(wanted.owner(), caller.user()), or(wanted.team(), caller.team()));
        vms.persist(row);
        vms.flush();
        Claim input = new Claim(row.id, name, vm.pool(), vm.uuid(), row.owner);
        return NewOperation.of(claimVm, input, VmOrders.target(row));
    }

    /** Users and teams come from tokens elsewhere; here they are typed. */
    private static void requireKey(String field, @Nullable String text) {
        if (text != null && !text.isBlank() && !KEY.matcher(text).matches()) {
            throw ProblemException.invalid(field, "must be letters, digits, dots and hyphens, at most 128");
        }
    }

    /** What is uploaded belongs to whoever sends it, from the first byte until an operation takes it over. */
    private void requireNoUpload(ObservedVm vm) {
        if (Reachability.asked(vm.pool(), "Looking at " + vm.name(), () -> isUpload(vm))) {
            throw ProblemException.conflict(
                    "%s is being imported; it is not there to be claimed.".formatted(vm.name()));
        }
    }

    private boolean isUpload(ObservedVm vm) {
        XenPool pool = pools.connection(vm.pool());
        return pool.vms()
                        .byRef(vm.ref())
                        .filter(there -> there.currentOperations().containsValue(IMPORT))
                        .isPresent()
                || imports.all().stream()
                        .filter(upload -> upload.pool.equals(vm.pool()))
                        .flatMap(upload -> Optional.ofNullable(upload.task).stream())
                        .anyMatch(task -> pool.tasks().vmsOf(new TaskRef(task)).contains(vm.ref()));
    }

    private void requireStranger(ObservedVm vm) {
        Optional<Vm> ours = vms.withXenUuid(vm.pool(), vm.uuid());
        if (ours.isPresent()) {
            throw ProblemException.conflict("%s belongs to %s already.".formatted(ours.get().name, ours.get().owner));
        }
    }

    private Vm row(ObservedVm vm, String name, String owner, String team) {
        Vm row = new Vm();
        row.id = TimeOrderedIds.next();
        row.name = name;
        row.pool = vm.pool();
        row.type = flavours.all().stream()
                .filter(flavour -> flavour.vcpus() == vm.vcpus() && flavour.memoryMib() == vm.memoryMib())
                .findFirst()
                .map(Flavour::name)
                .orElse(ELSEWHERE);
        row.template = ELSEWHERE;
        row.vcpus = vm.vcpus();
        row.memoryMib = vm.memoryMib();
        row.owner = owner;
        row.team = team;
        row.correlationId = row.id;
        row.createdAt = clock.instant();
        return row;
    }

    private static String or(@Nullable String said, String otherwise) {
        return said == null || said.isBlank() ? otherwise : said;
    }
}
