package org.vmc.storage.repositories;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.vmc.contracts.storage.RepositoryKind;
import org.vmc.contracts.storage.RepositoryRequested;
import org.vmc.storage.FakeGluster;
import org.vmc.storage.VmServiceStandIn;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.SetShape;

/** A started volume named {@code kit}, and vm-service's stand-in, for operations on SRs. */
@ApplicationScoped
class PublicationScene {

    static final String POOL = "lab";

    private final FakeGluster gluster;
    private final Publications publications;
    private final VmServiceStandIn vmService;

    PublicationScene(
            FakeGluster gluster,
            Publications publications,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.gluster = gluster;
        this.publications = publications;
        this.vmService = VmServiceStandIn.at(bootstrapServers);
    }

    /** A volume that can be published. */
    Backend backend() {
        gluster.reset();
        var brick = gluster.brick("h1", "kit");
        gluster.makeBrick(brick, UUID.randomUUID());
        gluster.create(new NewGlusterVolume("kit", SetShape.SINGLE, List.of(brick)));
        gluster.start("kit");
        return new Backend(Backend.VOLUME, UUID.randomUUID(), "kit", "glusterfs", Map.of("server", "h1:/kit"));
    }

    /** A volume that is an SR of the pool. Joins the caller's transaction. */
    Backend published() {
        var backend = backend();
        var publication = new Publication();
        publication.id = UUID.randomUUID();
        publication.backendId = backend.id();
        publication.backendName = backend.name();
        publication.pool = POOL;
        publication.name = wanted().name();
        publication.kind = RepositoryKind.VDI;
        publication.state = PublicationState.THERE;
        publications.insert(publication);
        vmService.has(new RepositoryRequested(
                publication.id,
                POOL,
                publication.name,
                publication.kind,
                backend.type(),
                backend.deviceConfig(),
                "kit",
                null));
        return backend;
    }

    /** Under a name nobody else has. */
    NewRepository.Checked wanted() {
        return new NewRepository.Checked(POOL, "kit-" + UUID.randomUUID(), RepositoryKind.VDI);
    }

    /** What the pool has of that name. */
    Optional<?> inPool(String name) {
        return vmService.named(name);
    }

    Optional<Publication> row(UUID backendId) {
        return publications.ofPool(backendId, POOL);
    }
}
