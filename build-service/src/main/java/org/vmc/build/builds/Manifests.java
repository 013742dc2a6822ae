package org.vmc.build.builds;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The manifests of builds. */
@ApplicationScoped
class Manifests implements PanacheRepositoryBase<StoredManifest, UUID> {
    Optional<Manifest> of(UUID buildId) {
        return findByIdOptional(buildId).map(StoredManifest::manifest);
    }

    void keep(UUID buildId, Manifest manifest) {
        findByIdOptional(buildId)
                .ifPresentOrElse(
                        stored -> stored.replaceBy(manifest), () -> persist(new StoredManifest(buildId, manifest)));
    }
}
