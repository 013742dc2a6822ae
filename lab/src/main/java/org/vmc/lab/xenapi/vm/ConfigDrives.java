package org.vmc.lab.xenapi.vm;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.vmc.lab.firstboot.ConfigDrive;
import org.vmc.lab.guests.GuestSpec;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.storage.DiskContents;
import org.vmc.lab.xenapi.storage.DiskView;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/** The first-boot configuration that a client attached to a VM as a NoCloud drive. */
final class ConfigDrives {

    private static final System.Logger LOG = System.getLogger(ConfigDrives.class.getName());

    private final Store store;
    private final DiskContents contents;

    ConfigDrives(Store store, DiskContents contents) {
        this.store = store;
        this.contents = contents;
    }

    /** What the first drive among the disks and CDs of a VM says, under the keys of {@link GuestSpec#vmData}. */
    Map<String, String> vmData(Row vm) {
        return vm.refs("VBDs").stream()
                .map(vbd -> store.row("VBD", vbd))
                .filter(vbd -> !vbd.flag("empty"))
                .map(vbd -> vbd.ref("VDI"))
                .filter(Ref::isSet)
                .flatMap(vdi -> read(vdi).stream())
                .findFirst()
                .map(drive -> Map.of(GuestSpec.USER_DATA, drive.userData(), GuestSpec.META_DATA, drive.metaData()))
                .orElse(Map.of());
    }

    private Optional<ConfigDrive> read(Ref vdi) {
        try (var view = contents.view(vdi)) {
            return ConfigDrive.read((offset, into) -> read(view, offset, into));
        } catch (IOException unreadable) {
            LOG.log(WARNING, "Could not look for a config drive in " + vdi.text(), unreadable);
            return Optional.empty();
        }
    }

    private static void read(DiskView view, long offset, byte[] into) throws IOException {
        var block = new byte[DiskContents.BLOCK_BYTES];
        int done = 0;
        while (done < into.length) {
            long at = offset + done;
            int from = (int) (at % block.length);
            int count = Math.min(into.length - done, block.length - from);
            // Most disks have nothing where a drive has its label.
            if (view.has(at / block.length)) {
                view.read(at / block.length, block);
                System.arraycopy(block, from, into, done, count);
            }
            done += count;
        }
    }
}
