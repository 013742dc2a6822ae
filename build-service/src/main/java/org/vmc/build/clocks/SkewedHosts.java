package org.vmc.build.clocks;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The rows of hosts whose clocks are wrong. */
@ApplicationScoped
class SkewedHosts implements PanacheRepositoryBase<SkewedHost, UUID> {
    List<SkewedHost> all() {
        return list("order by name");
    }

    List<SkewedHost> named(Collection<String> names) {
        return list("name in ?1 order by name", names);
    }
}
