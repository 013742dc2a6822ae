package org.vmc.vm.vms;

import java.util.UUID;

/**
 * The approval a creation waits for.
 *
 * @param by who decides
 * @param reasons why it is needed
 */
record AwaitedApproval(UUID id, String by, String reasons) {}
