package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link DeleteTemplate}.
 *
 * @param vmId stands for the template; no row has it
 * @param templateUuid the pool's uuid of it
 */
record TemplateAction(UUID vmId, String name, String pool, UUID templateUuid) implements VmInput {

    @Override
    public String strangerUuid() {
        return templateUuid.toString();
    }
}
