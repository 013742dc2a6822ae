package org.vmc.vm.xen;

import com.xensource.xenapi.Types;
import com.xensource.xenapi.VBD;
import com.xensource.xenapi.VDI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vmc.vm.xen.XenLink.Repeat;

/** Disks of a pool and their connections to VMs. */
public final class XenDisks {

    private final XenLink link;

    XenDisks(XenLink link) {
        this.link = link;
    }

    /** Disks attached to the VM, in the order of its bus; CDs and empty drives are none. */
    public List<XenDisk> of(VmRef vm) {
        return link.call("Reading disks of " + vm, Repeat.SAFE, connection -> {
            List<XenDisk> disks = new ArrayList<>();
            for (Object vbd : (Object[]) connection.value("VM.get_VBDs", vm.value())) {
                Fields attachment = Fields.of(connection.value("VBD.get_record", vbd));
                String vdi = attachment.ref("VDI");
                if (!vdi.isEmpty() && attachment.text("type").equals("Disk")) {
                    Fields disk = Fields.of(connection.value("VDI.get_record", vdi));
                    disks.add(XenDisk.from(vbd.toString(), attachment, disk));
                }
            }
            disks.sort(Comparator.comparing(XenDisk::position, Comparator.comparingInt(String::length))
                    .thenComparing(XenDisk::position));
            return List.copyOf(disks);
        });
    }

    /** References of the disks of this name; names are not unique in a pool. */
    public List<String> named(String name) {
        return link.call("Looking for disk " + name, Repeat.SAFE, c -> VDI.getByNameLabel(c, name)).stream()
                .map(VDI::toWireString)
                .sorted()
                .toList();
    }

    /**
     * Makes a disk and returns its reference.
     *
     * @throws XenRefused {@code SR_FULL} when there is no room
     */
    public String create(SrRef sr, String name, long sizeBytes) {
        VDI.Record wanted = new VDI.Record();
        wanted.nameLabel = name;
        wanted.nameDescription = "";
        wanted.SR = Types.toSR(sr.value());
        wanted.virtualSize = sizeBytes;
        wanted.type = Types.VdiType.USER;
        wanted.sharable = false;
        wanted.readOnly = false;
        wanted.otherConfig = Map.of();
        return link.call("Creating disk " + name, Repeat.UNSAFE, c -> VDI.create(c, wanted)
                .toWireString());
    }

    /** The disk with this uuid, or empty when the pool has none. */
    public Optional<XenVdi> byUuid(String uuid) {
        try {
            return Optional.of(link.call("Reading disk " + uuid, Repeat.SAFE, connection -> {
                String vdi = connection.value("VDI.get_by_uuid", uuid).toString();
                return XenVdi.from(vdi, Fields.of(connection.value("VDI.get_record", vdi)));
            }));
        } catch (XenRefused refused) {
            if (refused.is("HANDLE_INVALID") || refused.is("UUID_INVALID")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Whether the disk is there and connected to nothing. */
    public boolean isUnused(String vdi) {
        try {
            return link.call(
                    "Reading users of disk " + vdi,
                    Repeat.SAFE,
                    connection -> ((Object[]) connection.value("VDI.get_VBDs", vdi)).length == 0);
        } catch (XenRefused refused) {
            if (refused.is("HANDLE_INVALID")) {
                return false;
            }
            throw refused;
        }
    }

    /**
     * Writes the bytes to the beginning of the disk.
     *
     * @throws XenRefused when the pool does not take them
     */
    public void fill(String vdi, byte[] content) {
        link.call("Filling disk " + vdi, Repeat.SAFE, connection -> {
            connection.put("/import_raw_vdi", Map.of("vdi", vdi, "format", "raw"), content);
            return true;
        });
    }

    public void rename(String vdi, String name) {
        link.call("Naming disk " + name, Repeat.SAFE, connection -> connection.value("VDI.set_name_label", vdi, name));
    }

    /** Replaces the notes clients keep with a disk. */
    public void setOtherConfig(String vdi, Map<String, String> notes) {
        link.call(
                "Writing notes of disk " + vdi,
                Repeat.SAFE,
                connection -> connection.value("VDI.set_other_config", vdi, notes));
    }

    /** Slots of the VM that are free, such as {@code 1}. */
    public Set<String> freeSlots(VmRef vm) {
        return link.call("Reading free slots of " + vm, Repeat.SAFE, c -> Types.toVM(vm.value())
                .getAllowedVBDDevices(c));
    }

    /**
     * Connects the disk to the first free slot of the VM; a running guest has it once it is plugged.
     *
     * @throws XenRefused when the VM has no free slot, or the disk is in use
     */
    public String connect(VmRef vm, String vdi) {
        return connect(vm, vdi, Optional.empty(), false);
    }

    /**
     * As {@link #connect(VmRef, String)}, to this slot if it is free.
     *
     * @param bootable whether the VM boots from it
     */
    public String connect(VmRef vm, String vdi, Optional<String> preferred, boolean bootable) {
        return link.call("Connecting disk " + vdi + " to " + vm, Repeat.UNSAFE, c -> {
            Set<String> free = Types.toVM(vm.value()).getAllowedVBDDevices(c);
            Optional<String> slot = preferred.filter(free::contains).or(() -> free.stream()
                    .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())));
            VBD.Record wanted = new VBD.Record();
            wanted.VM = Types.toVM(vm.value());
            wanted.VDI = Types.toVDI(vdi);
            wanted.userdevice = slot.orElse("autodetect");
            wanted.bootable = bootable;
            wanted.mode = Types.VbdMode.RW;
            wanted.type = Types.VbdType.DISK;
            wanted.unpluggable = true;
            wanted.empty = false;
            wanted.otherConfig = Map.of();
            wanted.qosAlgorithmType = "";
            wanted.qosAlgorithmParams = Map.of();
            return VBD.create(c, wanted).toWireString();
        });
    }

    /** Gives the disk to the running guest. */
    public void plug(String vbd) {
        link.call("Plugging " + vbd, Repeat.SAFE, connection -> connection.value("VBD.plug", vbd));
    }

    /**
     * Takes the disk from the running guest.
     *
     * @throws XenRefused {@code DEVICE_DETACH_REJECTED} when the guest holds on to it
     */
    public void unplug(String vbd) {
        link.call("Unplugging " + vbd, Repeat.SAFE, connection -> connection.value("VBD.unplug", vbd));
    }

    /** Removes the connection of a disk that is not plugged; done already counts as done. */
    public void disconnect(String vbd) {
        try {
            link.call("Disconnecting " + vbd, Repeat.SAFE, connection -> connection.value("VBD.destroy", vbd));
        } catch (XenRefused refused) {
            if (!refused.is("HANDLE_INVALID")) {
                throw refused;
            }
        }
    }
}
