package org.vmc.vm.vms;

import java.util.UUID;

/**
 * Input of {@link RestoreVm}.
 *
 * @param template name of the recovery template
 * @param templateUuid the pool's uuid of it
 */
record RestoreOrder(UUID vmId, String name, String pool, String template, String templateUuid) implements VmInput {}
