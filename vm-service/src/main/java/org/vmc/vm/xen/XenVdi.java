package org.vmc.vm.xen;

import java.util.List;
import java.util.Map;

/**
 * A disk, whether anything is connected to it or not.
 *
 * @param vdi reference of it
 * @param uuid the pool's uuid of it
 * @param connections references of the VBDs that connect it to VMs
 * @param toolsIso whether it is the medium with the tools for guests
 * @param otherConfig notes clients keep with it
 */
public record XenVdi(
        String vdi,
        String uuid,
        String name,
        SrRef sr,
        long sizeBytes,
        List<String> connections,
        boolean toolsIso,
        Map<String, String> otherConfig)
        implements XenObject {

    static XenVdi from(String vdi, Fields disk) {
        return new XenVdi(
                vdi,
                disk.text("uuid"),
                disk.text("name_label"),
                new SrRef(disk.ref("SR")),
                disk.number("virtual_size"),
                disk.texts("VBDs"),
                disk.flag("is_tools_iso"),
                disk.map("other_config"));
    }

    @Override
    public String reference() {
        return vdi;
    }

    /** Whether no VM has it. */
    public boolean unused() {
        return connections.isEmpty();
    }
}
