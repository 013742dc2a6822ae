package org.vmc.vm.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedTemplate;

/** The templates of the pools. */
@ApplicationScoped
public class Templates {

    private final Inventory inventory;
    private final VmRoles roles;

    Templates(Inventory inventory, VmRoles roles) {
        this.inventory = inventory;
        this.roles = roles;
    }

    /** Of all pools. */
    public List<ObservedTemplate> all() {
        return inventory.pools().stream()
                .flatMap(pool -> pool.templates().stream())
                .toList();
    }

    /** The template of this name in this pool; the first by uuid if several bear it. */
    public Optional<ObservedTemplate> named(String pool, String name) {
        return inventory.pool(pool).stream()
                .flatMap(snapshot -> snapshot.templates().stream())
                .filter(template -> template.name().equals(name))
                .findFirst();
    }

    /** What clones of this template are for unless somebody says otherwise. */
    public Optional<VmRole> role(String pool, String template) {
        return named(pool, template).flatMap(roles::of).or(() -> roles.ofTemplate(template));
    }

    /** Those of this name or uuid, of every pool; those the pools ship with too. */
    public List<ObservedTemplate> meant(String nameOrUuid) {
        return inventory.pools().stream()
                .flatMap(pool -> Stream.concat(pool.templates().stream(), pool.defaultTemplates().stream()))
                .filter(template ->
                        template.name().equals(nameOrUuid) || template.uuid().equals(nameOrUuid))
                .toList();
    }

    /** The template of this name that this pool ships with, to install a guest with. */
    public Optional<ObservedTemplate> shipped(String pool, String name) {
        return inventory.pool(pool).stream()
                .flatMap(snapshot -> snapshot.defaultTemplates().stream())
                .filter(template -> template.name().equals(name))
                .findFirst();
    }

    /** Names of the templates this pool ships with, for a message. */
    public String shippedNames(String pool) {
        return inventory.pool(pool).stream()
                .flatMap(snapshot -> snapshot.defaultTemplates().stream())
                .map(ObservedTemplate::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Names of this pool's templates, for a message. */
    public String names(String pool) {
        return inventory.pool(pool).stream()
                .flatMap(snapshot -> snapshot.templates().stream())
                .map(ObservedTemplate::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
