package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.Flavours;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.catalogue.VmRole;
import org.vmc.vm.catalogue.VmRoles;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.leases.Lease;
import org.vmc.vm.leases.LeasesConfig;
import org.vmc.vm.ledger.Ledger;
import org.vmc.vm.placement.PlacementConfig;
import org.vmc.vm.placement.PlacementPolicy;

/** Turns what a user wrote into an order, or refuses it naming every wrong field at once. */
@ApplicationScoped
class NewVmCheck {

    static final int MAX_COUNT = 50;

    private final Flavours flavours;
    private final VmRoles roles;
    private final Templates templates;
    private final Inventory inventory;
    private final Reachability reachability;
    private final LeasesConfig leases;
    private final Ledger ledger;
    private final PlacementConfig placementConfig;
    private final Makings makings;

    NewVmCheck(
            Flavours flavours,
            VmRoles roles,
            Templates templates,
            Inventory inventory,
            Reachability reachability,
            LeasesConfig leases,
            Ledger ledger,
            PlacementConfig placementConfig,
            Makings makings) {
        this.flavours = flavours;
        this.roles = roles;
        this.templates = templates;
        this.inventory = inventory;
        this.reachability = reachability;
        this.leases = leases;
        this.ledger = ledger;
        this.placementConfig = placementConfig;
        this.makings = makings;
    }

    /**
     * @throws ProblemException 422 naming each wrong field; 503 when the pool they would go to cannot be heard; 507
     *     when its storage is full
     */
    VmOrder check(NewVm asked) {
        NewVm wanted = makings.withTemplate(asked);
        List<FieldError> errors = new ArrayList<>();
        List<String> names = names(wanted, errors);
        Optional<Flavour> flavour = flavour(wanted, errors);
        Optional<Lease> lease = lease(wanted, errors);
        Optional<VmRole> role = role(wanted, errors);
        Optional<PlacementPolicy> placement = placement(wanted, errors);
        Optional<String> template = present("template", wanted.template(), errors);
        Optional<String> pool = pool(wanted, errors);
        // Only a pool that answers can say whether a template or host is unknown.
        if (errors.isEmpty() || pool.filter(this::heard).isPresent()) {
            pool.ifPresent(name -> knownIn(name, wanted, template, errors));
        }
        Making making = makings.check(wanted, names.size() > 1, pool.orElse(null), errors);
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        ledger.requireRoom(pool.orElseThrow());
        return new VmOrder(
                names,
                pool.orElseThrow(),
                template.orElseThrow(),
                flavour.orElseThrow(),
                role.or(() -> templates.role(pool.orElseThrow(), template.orElseThrow()))
                        .orElse(null),
                lease.orElse(null),
                false,
                List.of(),
                blankToNull(wanted.host()),
                Boolean.TRUE.equals(wanted.apart()),
                placement.orElse(placementConfig.policy()),
                making);
    }

    private List<String> names(NewVm wanted, List<FieldError> errors) {
        Integer asked = wanted.count();
        int count = asked == null ? 1 : asked;
        boolean countable = count >= 1 && count <= MAX_COUNT;
        if (!countable) {
            errors.add(new FieldError("count", "must be from 1 to " + MAX_COUNT));
        }
        Optional<String> name = present("name", wanted.name(), errors);
        if (name.isEmpty()) {
            return List.of();
        }
        List<String> names = VmNames.numbered(name.get(), countable ? count : 1);
        if (!VmNames.allowed(name.get())) {
            errors.add(new FieldError("name", VmNames.EXPECTED));
        } else if (!names.stream().allMatch(VmNames::allowed)) {
            errors.add(new FieldError("name", "is too long to be numbered up to " + names.getLast()));
        }
        return names;
    }

    private Optional<Flavour> flavour(NewVm wanted, List<FieldError> errors) {
        Optional<String> type = present("type", wanted.type(), errors);
        Optional<Flavour> flavour = type.flatMap(flavours::named);
        if (type.isPresent() && flavour.isEmpty()) {
            errors.add(new FieldError("type", "must be one of " + flavours.names()));
        }
        return flavour;
    }

    private Optional<VmRole> role(NewVm wanted, List<FieldError> errors) {
        String name = blankToNull(wanted.role());
        if (name == null) {
            return Optional.empty();
        }
        Optional<VmRole> role = roles.named(name);
        if (role.isEmpty()) {
            errors.add(new FieldError("role", "must be one of " + roles.names()));
        }
        return role;
    }

    private static Optional<PlacementPolicy> placement(NewVm wanted, List<FieldError> errors) {
        String name = blankToNull(wanted.placement());
        if (name == null) {
            return Optional.empty();
        }
        Optional<PlacementPolicy> policy = Arrays.stream(PlacementPolicy.values())
                .filter(known -> known.name().equalsIgnoreCase(name))
                .findFirst();
        if (policy.isEmpty()) {
            errors.add(new FieldError("placement", "must be spread or pack"));
        }
        return policy;
    }

    private Optional<Lease> lease(NewVm wanted, List<FieldError> errors) {
        String text = blankToNull(wanted.lease());
        if (text == null) {
            return Optional.empty();
        }
        Optional<Lease> lease = Lease.parse(text);
        if (lease.isEmpty()) {
            errors.add(new FieldError("lease", Lease.EXPECTED));
        } else if (lease.get().duration().compareTo(leases.atMost()) > 0) {
            errors.add(
                    new FieldError("lease", "must be at most " + leases.atMost().toDays() + " days"));
        }
        return lease;
    }

    private Optional<String> pool(NewVm wanted, List<FieldError> errors) {
        List<String> known = inventory.pools().stream().map(PoolSnapshot::name).toList();
        String asked = blankToNull(wanted.pool());
        if (asked != null) {
            if (!known.contains(asked)) {
                errors.add(new FieldError("pool", "must be one of " + String.join(", ", known)));
                return Optional.empty();
            }
            return Optional.of(asked);
        }
        if (known.isEmpty()) {
            errors.add(new FieldError("pool", "cannot be chosen: no pool is configured (vmc.xen.pools)"));
            return Optional.empty();
        }
        String template = blankToNull(wanted.template());
        return known.stream()
                .filter(pool -> Installs.isWanted(wanted)
                        ? makings.hasIso(pool, wanted)
                        : template != null && templates.named(pool, template).isPresent())
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    private void knownIn(String pool, NewVm wanted, Optional<String> template, List<FieldError> errors) {
        PoolSnapshot snapshot = reachability.require(pool);
        boolean install = Installs.isWanted(wanted);
        if (template.isPresent()
                && install
                && templates.shipped(pool, template.get()).isEmpty()) {
            errors.add(new FieldError(
                    "template",
                    "must be one that pool %s ships with: %s".formatted(pool, templates.shippedNames(pool))));
        } else if (template.isPresent()
                && !install
                && templates.named(pool, template.get()).isEmpty()) {
            errors.add(new FieldError("template", "must be one of " + templates.names(pool)));
        }
        String host = blankToNull(wanted.host());
        boolean known = snapshot.hosts().stream()
                .anyMatch(one -> one.name().equals(host) || one.uuid().equals(host));
        if (host != null && !known) {
            String names = snapshot.hosts().stream().map(ObservedHost::name).collect(Collectors.joining(", "));
            errors.add(new FieldError("host", "must be one of " + names));
        }
    }

    private boolean heard(String pool) {
        return inventory.pool(pool).filter(PoolSnapshot::reachable).isPresent();
    }

    private static Optional<String> present(String field, @Nullable String value, List<FieldError> errors) {
        String text = blankToNull(value);
        if (text == null) {
            errors.add(new FieldError(field, "is missing"));
        }
        return Optional.ofNullable(text);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
