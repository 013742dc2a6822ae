package org.vmc.vm.catalogue;

import org.vmc.vm.inventory.ObservedTemplate;

/**
 * A template as shown to users.
 *
 * @param id the pool's uuid of it
 * @param memoryMib what a clone has before a type is applied
 */
record TemplateView(String id, String name, String pool, String description, int vcpus, int memoryMib) {

    static TemplateView of(ObservedTemplate template) {
        return new TemplateView(
                template.uuid(),
                template.name(),
                template.pool(),
                template.description(),
                template.vcpus(),
                template.memoryMib());
    }
}
