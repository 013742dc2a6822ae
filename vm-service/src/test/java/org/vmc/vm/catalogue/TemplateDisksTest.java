package org.vmc.vm.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.VmRef;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class TemplateDisksTest {

    @Inject
    Pools pools;

    @Inject
    Inventory inventory;

    @Inject
    Templates templates;

    @Test
    void whatAPoolDoesNotSayIsNotAskedAgainAtOnce() {
        var template = await().until(() -> templates.named("lab", "debian-12"), Optional::isPresent)
                .orElseThrow();
        var disks = new TemplateDisks(pools, inventory, templates);

        assertThat(disks.of(like(template, "lab", "OpaqueRef:none"))).isEmpty();
        assertThat(disks.of(template)).as("what is remembered").isEmpty();
        assertThat(new TemplateDisks(pools, inventory, templates).of(template)).isNotEmpty();
    }

    @Test
    void aPoolThatCannotBeHeardIsNotAsked() {
        var template = await().until(() -> templates.named("lab", "debian-12"), Optional::isPresent)
                .orElseThrow();

        assertThat(new TemplateDisks(pools, inventory, templates).of(like(template, "away", "OpaqueRef:none")))
                .isEmpty();
    }

    private static ObservedTemplate like(ObservedTemplate template, String pool, String ref) {
        return new ObservedTemplate(
                pool,
                new VmRef(ref),
                template.uuid(),
                template.name(),
                template.description(),
                template.memoryMib(),
                template.vcpus(),
                template.boot(),
                template.toolchain(),
                template.role(),
                template.owner(),
                template.disksToProvision());
    }
}
