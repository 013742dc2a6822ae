package org.vmc.vm.warmpool;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.vmc.vm.catalogue.TemplateUse;

/** A template is needed as long as VMs of it are to be kept ready. */
@ApplicationScoped
class WarmTemplates implements TemplateUse {

    private final WarmSizes sizes;

    WarmTemplates(WarmSizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public Optional<String> of(String pool, String template) {
        List<WarmSize> all = QuarkusTransaction.joiningExisting().call(sizes::all);
        return all.stream()
                .filter(size -> size.pool().equals(pool) && size.template().equals(template))
                .findFirst()
                .map(size ->
                        "%d VMs of template %s and type %s are to be kept ready; an operator ends that with /warm set template:%s type:%s size:0."
                                .formatted(size.size(), template, size.type(), template, size.type()));
    }
}
