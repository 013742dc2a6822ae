package org.vmc.vm.xen;

import com.xensource.xenapi.Types;
import com.xensource.xenapi.VBD;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.xmlrpc.XmlRpcException;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.xen.XenLink.Repeat;

/** CD drives of VMs and the media in them. */
public final class XenDrives {

    /**
     * A CD drive.
     *
     * @param iso what is in it; null when it is empty
     */
    public record Drive(String vbd, @Nullable XenVdi iso) {

        /** The ISO that is in it. */
        public Optional<XenVdi> medium() {
            return Optional.ofNullable(iso);
        }
    }

    private final XenLink link;

    XenDrives(XenLink link) {
        this.link = link;
    }

    /** The drive of the VM, the first in the order of its bus if it has several. */
    public Optional<Drive> of(VmRef vm) {
        return link.call("Reading the CD drive of " + vm, Repeat.SAFE, connection -> {
            String first = "";
            Fields found = null;
            for (Object vbd : (Object[]) connection.value("VM.get_VBDs", vm.value())) {
                Fields fields = Fields.of(connection.value("VBD.get_record", vbd));
                boolean before = found == null || number(fields) < number(found);
                if (fields.text("type").equals("CD") && before) {
                    first = vbd.toString();
                    found = fields;
                }
            }
            return found == null
                    ? Optional.empty()
                    : Optional.of(new Drive(first, medium(connection, found).orElse(null)));
        });
    }

    /**
     * Gives a halted VM a drive with a medium in it, in slot 3, where Xen's own tools put it, or else in its last free
     * one.
     */
    public void add(VmRef vm, String medium) {
        link.call("Giving " + vm + " a CD drive", Repeat.UNSAFE, c -> {
            Set<String> free = Types.toVM(vm.value()).getAllowedVBDDevices(c);
            VBD.Record wanted = new VBD.Record();
            wanted.VM = Types.toVM(vm.value());
            wanted.VDI = Types.toVDI(medium);
            wanted.userdevice = free.stream()
                    .filter("3"::equals)
                    .findFirst()
                    .or(() -> highest(free))
                    .orElse("autodetect");
            wanted.bootable = false;
            wanted.mode = Types.VbdMode.RO;
            wanted.type = Types.VbdType.CD;
            wanted.unpluggable = true;
            wanted.empty = false;
            wanted.otherConfig = Map.of();
            wanted.qosAlgorithmType = "";
            wanted.qosAlgorithmParams = Map.of();
            return VBD.create(c, wanted).toWireString();
        });
    }

    /**
     * Puts a medium into an empty drive.
     *
     * @throws XenRefused {@code VBD_NOT_EMPTY}; {@code VDI_IS_NOT_ISO} for a disk
     */
    public void insert(String vbd, String medium) {
        link.call("Inserting a medium", Repeat.SAFE, connection -> connection.value("VBD.insert", vbd, medium));
    }

    /** Takes the medium out; none in it counts as done. */
    public void eject(String vbd) {
        try {
            link.call("Ejecting the medium", Repeat.SAFE, connection -> connection.value("VBD.eject", vbd));
        } catch (XenRefused refused) {
            if (!refused.is("VBD_IS_EMPTY")) {
                throw refused;
            }
        }
    }

    private static Optional<String> highest(Set<String> slots) {
        return slots.stream().max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static int number(Fields drive) {
        return Integer.parseInt(drive.text("userdevice"));
    }

    private static Optional<XenVdi> medium(RawConnection connection, Fields drive) throws XmlRpcException {
        String vdi = drive.ref("VDI");
        return vdi.isEmpty()
                ? Optional.empty()
                : Optional.of(XenVdi.from(vdi, Fields.of(connection.value("VDI.get_record", vdi))));
    }
}
