package org.vmc.vm.xen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vmc.vm.xen.XenLink.Repeat;

/**
 * SRs of a pool, made and forgotten, and their connections to its hosts. Every method may throw {@link XenFailure}; the
 * pool's driver says {@code SR_BACKEND_FAILURE_…} when it cannot reach what an SR lies on.
 */
public final class XenRepositories {

    private final XenLink link;

    XenRepositories(XenLink link) {
        this.link = link;
    }

    /** Those of this name; names are not unique in a pool. */
    public List<XenStorage> named(String name) {
        return link.call("Looking for SR " + name, Repeat.SAFE, connection -> {
            List<XenStorage> found = new ArrayList<>();
            for (Object sr : (Object[]) connection.value("SR.get_by_name_label", name)) {
                found.add(XenStorage.from(sr.toString(), Fields.of(connection.value("SR.get_record", sr))));
            }
            return List.copyOf(found);
        });
    }

    /** Those that carry this note. */
    public List<XenStorage> noted(String key, String value) {
        return link.call("Looking for an SR with the note " + value, Repeat.SAFE, connection -> {
            List<XenStorage> found = new ArrayList<>();
            ((Map<?, ?>) connection.value("SR.get_all_records")).forEach((ref, record) -> {
                Fields fields = Fields.of(record);
                if (value.equals(fields.map("other_config").get(key))) {
                    found.add(XenStorage.from(ref.toString(), fields));
                }
            });
            return List.copyOf(found);
        });
    }

    /**
     * Makes a shared SR from the coordinator and connects the hosts that reach it.
     *
     * @param type SM driver, such as {@code glusterfs}
     * @param contentType {@code user} for disks, {@code iso} for media
     * @throws XenRefused with what the driver says when the coordinator cannot reach it; then nothing was made
     */
    public SrRef create(
            String name, String description, String type, String contentType, Map<String, String> deviceConfig) {
        return link.call("Creating SR " + name, Repeat.UNSAFE, connection -> {
            Object pool = ((Object[]) connection.value("pool.get_all"))[0];
            return new SrRef(connection
                    .value(
                            "SR.create",
                            connection.value("pool.get_master", pool),
                            deviceConfig,
                            "0",
                            name,
                            description,
                            type,
                            contentType,
                            true,
                            Map.of())
                    .toString());
        });
    }

    /** Writes a note of this key. */
    public void note(SrRef sr, String key, String value) {
        link.call("Writing a note of SR " + sr, Repeat.SAFE, connection -> {
            connection.value("SR.remove_from_other_config", sr.value(), key);
            return connection.value("SR.add_to_other_config", sr.value(), key, value);
        });
    }

    public void rename(SrRef sr, String name) {
        link.call("Naming SR " + name, Repeat.SAFE, c -> c.value("SR.set_name_label", sr.value(), name));
    }

    /** How hosts are connected to it. */
    public List<XenPbd> connections(SrRef sr) {
        return link.call("Reading connections of SR " + sr, Repeat.SAFE, connection -> {
            List<XenPbd> found = new ArrayList<>();
            for (Object pbd : (Object[]) connection.value("SR.get_PBDs", sr.value())) {
                found.add(XenPbd.from(pbd.toString(), Fields.of(connection.value("PBD.get_record", pbd))));
            }
            return List.copyOf(found);
        });
    }

    /** Attaches the SR to the connection's host; attached already counts as done. */
    public void plug(XenPbd connection) {
        link.call("Attaching the SR", Repeat.SAFE, c -> c.value("PBD.plug", connection.reference()));
    }

    /**
     * Takes the SR from the connection's host; taken already counts as done.
     *
     * @throws XenRefused {@code VDI_IN_USE} when a VM there uses a disk of it
     */
    public void unplug(XenPbd connection) {
        link.call("Detaching the SR", Repeat.SAFE, c -> c.value("PBD.unplug", connection.reference()));
    }

    /** Names of the disks in it, snapshots and media counted. */
    public List<String> contents(SrRef sr) {
        return link.call("Reading disks of SR " + sr, Repeat.SAFE, connection -> {
            List<String> names = new ArrayList<>();
            for (Object vdi : (Object[]) connection.value("SR.get_VDIs", sr.value())) {
                names.add(connection.value("VDI.get_name_label", vdi).toString());
            }
            names.sort(null);
            return List.copyOf(names);
        });
    }

    /** Whether the pool makes new disks in it. */
    public boolean isStandard(SrRef sr) {
        return link.call("Reading the default SR", Repeat.SAFE, connection -> {
            Object pool = ((Object[]) connection.value("pool.get_all"))[0];
            return connection.value("pool.get_default_SR", pool).toString().equals(sr.value());
        });
    }

    /**
     * Takes the SR out of the pool's records; what lies on it stays.
     *
     * @throws XenRefused {@code SR_HAS_PBD} while a host is attached
     */
    public void forget(SrRef sr) {
        link.call("Forgetting SR " + sr, Repeat.SAFE, connection -> connection.value("SR.forget", sr.value()));
    }
}
