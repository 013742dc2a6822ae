package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.vm.catalogue.TemplateUses;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.catalogue.VmRoles;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.XenStorage;

/** Templates that are made of VMs: whether somebody may have one or delete one, and what to run for it. */
@ApplicationScoped
class GoldenTemplates {

    private static final String TARGET_TYPE = "template";
    private static final int TEXT_AT_MOST = 200;

    private final VmGate gate;
    private final VmDisks disks;
    private final KeptDisks kept;
    private final Templates templates;
    private final TemplateUses uses;
    private final VmRoles roles;
    private final Pools pools;
    private final Reachability reachability;
    private final UnderWay underWay;
    private final MakeTemplate makeTemplate;
    private final DeleteTemplate deleteTemplate;

    GoldenTemplates(
            VmGate gate,
            VmDisks disks,
            KeptDisks kept,
            Templates templates,
            TemplateUses uses,
            VmRoles roles,
            Pools pools,
            Reachability reachability,
            UnderWay underWay,
            MakeTemplate makeTemplate,
            DeleteTemplate deleteTemplate) {
        this.gate = gate;
        this.disks = disks;
        this.kept = kept;
        this.templates = templates;
        this.uses = uses;
        this.roles = roles;
        this.pools = pools;
        this.reachability = reachability;
        this.underWay = underWay;
        this.makeTemplate = makeTemplate;
        this.deleteTemplate = deleteTemplate;
    }

    /**
     * No quota counts a template: it is no VM. What its disks are promised is in the ledger, as for every disk.
     *
     * @throws ProblemException 403, 409 unless the name is free and the VM halted, whole and without a medium, 422
     *     naming the wrong field, 503, 507
     */
    NewOperation<?> make(NewTemplate wanted, Caller caller) {
        String name = name(wanted.name());
        String description = text("description", wanted.description());
        String toolchain = text("toolchain", wanted.toolchain());
        String role = role(wanted.role());
        Vm vm = gate.meant("vm", wanted.vm(), caller);
        Target target = target(vm.pool, name);
        requireFree(vm.pool, name);
        requireSettled(target);
        ObservedVm there = gate.present(vm, PowerState.HALTED, "made a template of; stop it first");
        VmGate.requireAllowed(vm, there, "copy", "copied");
        if (kept.quarantineOf(vm.id).isPresent()) {
            throw VmRestores.occupied(vm.name);
        }
        Reachability.asked(vm.pool, "Looking into the CD drive of " + vm.name, () -> {
            MakeTemplate.requireNoMedium(vm.name, pools.connection(vm.pool), there.ref());
            return true;
        });
        XenStorage storage = disks.forCopy(vm, there, wanted.sr());
        TemplateOrder input = new TemplateOrder(
                target.id(),
                name,
                vm.pool,
                vm.id,
                vm.name,
                there.uuid(),
                storage == null ? null : storage.uuid(),
                storage == null ? null : storage.name(),
                description == null ? "Made of " + vm.name : description,
                role == null ? vm.role : role,
                toolchain,
                caller.user(),
                caller.team().isEmpty() ? null : caller.team());
        return NewOperation.of(makeTemplate, input, target);
    }

    /**
     * @param pool where it is; null when its name or uuid says enough
     * @throws ProblemException 403, 404, 409 for one that was not made here, that something needs, or when several bear
     *     the name, 503
     */
    NewOperation<?> delete(String nameOrUuid, @Nullable String pool, Caller caller) {
        List<ObservedTemplate> meant = templates.meant(nameOrUuid).stream()
                .filter(template ->
                        pool == null || pool.isBlank() || template.pool().equals(pool))
                .toList();
        if (meant.isEmpty()) {
            throw ProblemException.notFound("template", nameOrUuid);
        }
        if (meant.size() > 1) {
            throw ProblemException.conflict("%d templates are named %s; say which by its uuid: %s."
                    .formatted(
                            meant.size(),
                            nameOrUuid,
                            meant.stream()
                                    .map(one -> one.uuid() + " in pool " + one.pool())
                                    .collect(Collectors.joining(", "))));
        }
        ObservedTemplate template = meant.getFirst();
        String owner = template.owner();
        if (owner == null) {
            throw ProblemException.conflict(
                    "Template %s was not made here; leave it to its pool.".formatted(template.name()));
        }
        caller.requireOwner(owner);
        reachability.require(template.pool());
        Target target = target(template.pool(), template.name());
        requireSettled(target);
        uses.requireNone(template.pool(), template.name());
        TemplateAction input =
                new TemplateAction(target.id(), template.name(), template.pool(), UUID.fromString(template.uuid()));
        return NewOperation.of(deleteTemplate, input, target);
    }

    private static String name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid("name", "is missing");
        }
        if (!VmNames.allowed(name)) {
            throw ProblemException.invalid("name", VmNames.EXPECTED);
        }
        return name;
    }

    private static @Nullable String text(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > TEXT_AT_MOST || value.chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid(field, "must be one line of at most %d characters".formatted(TEXT_AT_MOST));
        }
        return value.strip();
    }

    private @Nullable String role(@Nullable String role) {
        if (role == null || role.isBlank()) {
            return null;
        }
        return roles.named(role.strip())
                .orElseThrow(() -> ProblemException.invalid("role", "must be one of " + roles.names()))
                .name();
    }

    private void requireFree(String pool, String name) {
        boolean taken = templates.meant(name).stream()
                .anyMatch(template ->
                        template.pool().equals(pool) && template.name().equals(name));
        if (taken) {
            throw ProblemException.nameTaken("template", name);
        }
    }

    private void requireSettled(Target target) {
        if (underWay.on(target.id())) {
            throw ProblemException.conflict(
                    "Template %s is just being made or deleted; see /op list.".formatted(target.name()));
        }
    }

    /** Two that are to have the same name come one after the other. */
    private static Target target(String pool, String name) {
        String key = pool + "/" + name;
        return new Target(TARGET_TYPE, UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)), name);
    }
}
