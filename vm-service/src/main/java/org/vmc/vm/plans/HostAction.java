package org.vmc.vm.plans;

import java.util.UUID;

/** Input of an operation on a host that needs to know nothing else. */
record HostAction(String pool, UUID hostUuid, String host) implements HostInput {}
