package org.vmc.vm.quotas;

/**
 * What a team uses, or more that it asks for.
 *
 * @param vms that exist
 * @param vcpus of VMs that are not halted or suspended
 * @param memoryMib of VMs that are not halted or suspended
 * @param snapshots of its VMs
 */
public record Amounts(int vms, int vcpus, int memoryMib, int snapshots) {

    public static final Amounts NOTHING = new Amounts(0, 0, 0, 0);

    public static Amounts running(int vcpus, int memoryMib) {
        return new Amounts(0, vcpus, memoryMib, 0);
    }

    public static Amounts ofSnapshots(int snapshots) {
        return new Amounts(0, 0, 0, snapshots);
    }

    public Amounts plus(Amounts more) {
        return new Amounts(vms + more.vms, vcpus + more.vcpus, memoryMib + more.memoryMib, snapshots + more.snapshots);
    }
}
