package org.vmc.build.load;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The rows of loads. */
@ApplicationScoped
class StoredLoads implements PanacheRepositoryBase<StoredLoad, UUID> {}
