package org.vmc.vm.solver;

import org.vmc.vm.placement.Profile;

/**
 * A host.
 *
 * @param index its place in the list of hosts
 * @param memoryMib all its memory for VMs
 * @param fixedMib what VMs that are not moved have of it
 * @param fixedLoad what these press
 * @param open whether VMs may come to it; one that is not counts for nothing but its memory
 */
public record Space(int index, long memoryMib, long fixedMib, Profile fixedLoad, boolean open) {}
