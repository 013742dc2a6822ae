package org.vmc.lab.xenapi.seed;

/**
 * A host to be.
 *
 * @param name its host name
 * @param address where it says it is
 * @param memoryBytes its memory
 * @param traits what sets it apart
 */
public record NewHost(String name, String address, long memoryBytes, HostTraits traits) {}
