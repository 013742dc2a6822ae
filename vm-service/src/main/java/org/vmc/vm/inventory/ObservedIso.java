package org.vmc.vm.inventory;

/**
 * A medium for CD drives, as its pool last described it.
 *
 * @param uuid the pool's uuid of it
 * @param storage name of the SR it lies in
 * @param tools whether it holds the tools for guests, and nothing to install one from
 */
public record ObservedIso(String pool, String uuid, String name, long sizeBytes, String storage, boolean tools) {}
