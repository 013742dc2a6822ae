package org.vmc.vm.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedIso;

/** The media for CD drives that the pools have. */
@ApplicationScoped
public class Isos {

    private final Inventory inventory;

    Isos(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Of all pools. */
    public List<ObservedIso> all() {
        return inventory.pools().stream().flatMap(pool -> pool.isos().stream()).toList();
    }

    /** The medium of this name or uuid in this pool; the first by uuid if several bear the name. */
    public Optional<ObservedIso> named(String pool, String nameOrUuid) {
        return of(pool).stream()
                .filter(iso -> iso.name().equals(nameOrUuid) || iso.uuid().equals(nameOrUuid))
                .findFirst();
    }

    /** What a field that names a medium must be. */
    public String expected(String pool) {
        List<ObservedIso> isos = of(pool);
        return isos.isEmpty()
                ? "cannot be chosen: pool %s has no SR with ISOs in it".formatted(pool)
                : "must be one of "
                        + isos.stream().map(ObservedIso::name).distinct().collect(Collectors.joining(", "));
    }

    private List<ObservedIso> of(String pool) {
        return inventory.pool(pool).stream().flatMap(one -> one.isos().stream()).toList();
    }
}
