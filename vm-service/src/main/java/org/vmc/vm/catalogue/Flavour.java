package org.vmc.vm.catalogue;

/**
 * A size a VM can have, after the instance types of EC2 in 2012.
 *
 * @param name unique, {@code family.size}
 * @param family one of the six families, in words
 */
public record Flavour(String name, String family, int vcpus, int memoryMib) {

    public Flavour {
        if (vcpus < 1 || memoryMib < 1) {
            throw new IllegalArgumentException("Flavour " + name + " needs at least one VCPU and one MiB");
        }
    }
}
