package org.vmc.vm.plans;

/**
 * A VM that should move and cannot.
 *
 * @param reason sentence for people
 */
record Stuck(String vm, String reason) {}
