package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.vmc.vm.catalogue.TemplateUse;

/** A template is needed until what is being made of it is ready: creations that wait for an approval clone it later. */
@ApplicationScoped
class CreationsFromTemplate implements TemplateUse {

    private final Vms vms;
    private final UnderWay underWay;

    CreationsFromTemplate(Vms vms, UnderWay underWay) {
        this.vms = vms;
        this.underWay = underWay;
    }

    @Override
    public Optional<String> of(String pool, String template) {
        List<String> made = vms.read(() -> vms.beingMade(pool, template)).stream()
                .filter(vm -> underWay.on(vm.id))
                .map(vm -> vm.name)
                .toList();
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of("%s is still being made of template %s; wait for it, or cancel its operation (/op list)."
                        .formatted(String.join(", ", made), template));
    }
}
