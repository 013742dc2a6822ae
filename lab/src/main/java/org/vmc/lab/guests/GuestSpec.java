package org.vmc.lab.guests;

import java.util.Map;
import java.util.UUID;

/**
 * What a guest is started from.
 *
 * @param vm uuid of the VM
 * @param name name label of the VM; the host name unless {@code vm-data/hostname} says otherwise
 * @param hostName name of the lab host it runs on ({@code h1}, {@code h2}, …)
 * @param vcpus virtual CPUs
 * @param memoryMib memory in MiB
 * @param template name of the template the root disk descends from ({@code debian-12}, {@code build-worker}, …); empty
 *     for a VM without one
 * @param disk uuid of the root VDI: the same value means the same disk contents at the next start
 * @param vmData first-boot data: the {@code vm-data/*} keys of {@code VM.xenstore_data}, with the prefix
 */
public record GuestSpec(
        UUID vm,
        String name,
        String hostName,
        int vcpus,
        int memoryMib,
        String template,
        UUID disk,
        Map<String, String> vmData) {

    /** Key of the host name the guest shall take. */
    public static final String HOSTNAME = "vm-data/hostname";

    /** Key of the SSH public keys, one a line, that may log in as root. */
    public static final String AUTHORIZED_KEYS = "vm-data/authorized_keys";

    /** Key of NoCloud's {@code user-data}; see {@link org.vmc.lab.firstboot}. */
    public static final String USER_DATA = "vm-data/cidata/user-data";

    /** Key of NoCloud's {@code meta-data}. */
    public static final String META_DATA = "vm-data/cidata/meta-data";

    public GuestSpec {
        vmData = Map.copyOf(vmData);
    }
}
