package org.vmc.vm.xen;

import com.xensource.xenapi.Connection;
import com.xensource.xenapi.Task;
import com.xensource.xenapi.Types;
import com.xensource.xenapi.Types.XenAPIException;
import com.xensource.xenapi.VM;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.xmlrpc.XmlRpcException;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.xen.XenLink.Repeat;

/** Commands on the VMs of a pool, and their records. */
public final class XenVms {

    private static final String NULL_REF = "OpaqueRef:NULL";

    private final XenLink link;

    XenVms(XenLink link) {
        this.link = link;
    }

    /** The VM with this uuid, or empty when the pool has none. */
    public Optional<XenVm> byUuid(String uuid) {
        try {
            return Optional.of(link.call("Reading VM " + uuid, Repeat.SAFE, connection -> {
                String ref = connection.value("VM.get_by_uuid", uuid).toString();
                return XenVm.from(ref, Fields.of(connection.value("VM.get_record", ref)));
            }));
        } catch (XenRefused refused) {
            return emptyIfGone(refused);
        }
    }

    /** The VM behind this reference, or empty when it is gone. */
    public Optional<XenVm> byRef(VmRef vm) {
        try {
            return Optional.of(link.call(
                    "Reading VM " + vm,
                    Repeat.SAFE,
                    connection -> XenVm.from(vm.value(), Fields.of(connection.value("VM.get_record", vm.value())))));
        } catch (XenRefused refused) {
            return emptyIfGone(refused);
        }
    }

    /** All VMs of this name, ordered by uuid; names are not unique in a pool. */
    public List<XenVm> byName(String name) {
        Set<VM> found = link.call("Looking for VM " + name, Repeat.SAFE, c -> VM.getByNameLabel(c, name));
        return found.stream()
                .map(vm -> byRef(new VmRef(vm.toWireString())))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(XenVm::uuid))
                .toList();
    }

    /** Clones a template or halted VM. The clone of a template is a template until it is provisioned. */
    public VmRef cloneAs(VmRef source, String name) {
        return link.call(
                "Cloning " + source + " as " + name,
                Repeat.UNSAFE,
                c -> new VmRef(vm(source).createClone(c, name).toWireString()));
    }

    /** Begins to copy a template or halted VM with all that is on its disks, to an SR or to where each disk is. */
    public TaskRef copyAs(VmRef source, String name, @Nullable SrRef storage) {
        String target = storage == null ? NULL_REF : storage.value();
        return task("Copying " + source + " as " + name, c -> vm(source).copyAsync(c, name, Types.toSR(target)));
    }

    /**
     * Creates the disks the template asks for and makes the clone a VM.
     *
     * @throws XenRefused {@code PROVISION_ONLY_ALLOWED_ON_TEMPLATE} when it is one already
     */
    public void provision(VmRef vm) {
        command("Provisioning " + vm, Repeat.UNSAFE, c -> vm(vm).provision(c));
    }

    /** Makes a template that has its disks already a VM. */
    public void makeVm(VmRef template) {
        command("Making " + template + " a VM", Repeat.SAFE, c -> vm(template).setIsATemplate(c, false));
    }

    /** Makes a halted VM a template. */
    public void makeTemplate(VmRef vm) {
        command("Making " + vm + " a template", Repeat.SAFE, c -> vm(vm).setIsATemplate(c, true));
    }

    /** Says what a VM or template is, for people. */
    public void describe(VmRef vm, String description) {
        command("Describing " + vm, Repeat.SAFE, c -> vm(vm).setNameDescription(c, description));
    }

    public void rename(VmRef vm, String name) {
        command("Renaming " + vm + " to " + name, Repeat.SAFE, c -> vm(vm).setNameLabel(c, name));
    }

    /** Sets all four memory limits of a halted VM to one value. */
    public void setMemory(VmRef vm, long bytes) {
        command("Setting memory of " + vm, Repeat.SAFE, c -> vm(vm).setMemory(c, bytes));
    }

    /** Sets the VCPUs of a halted VM, now {@code from}. The pool refuses a moment with more at startup than at most. */
    public void setVcpus(VmRef vm, int from, int vcpus) {
        command("Setting VCPUs of " + vm, Repeat.SAFE, c -> {
            if (vcpus < from) {
                vm(vm).setVCPUsAtStartup(c, (long) vcpus);
                vm(vm).setVCPUsMax(c, (long) vcpus);
                return;
            }
            vm(vm).setVCPUsMax(c, (long) vcpus);
            vm(vm).setVCPUsAtStartup(c, (long) vcpus);
        });
    }

    /** Replaces how the VCPUs are scheduled from the next start on. */
    public void setVcpusParams(VmRef vm, Map<String, String> params) {
        command("Setting VCPUs parameters of " + vm, Repeat.SAFE, c -> vm(vm).setVCPUsParams(
                        c, new LinkedHashMap<>(params)));
    }

    /** Changes how the VCPUs of a running VM are scheduled, at once and from its next start on. */
    public void setVcpusParamLive(VmRef vm, String key, String value) {
        command("Setting VCPUs parameter " + key + " of " + vm, Repeat.SAFE, c -> vm(vm).addToVCPUsParamsLive(
                        c, key, value));
    }

    /** Replaces how an HVM boots. */
    public void setHvmBootParams(VmRef vm, Map<String, String> params) {
        command("Setting boot parameters of " + vm, Repeat.SAFE, c -> vm(vm).setHVMBootParams(c, params));
    }

    /** Replaces the parameters of the kernel of a paravirtual VM. */
    public void setPvArgs(VmRef vm, String args) {
        command("Setting kernel parameters of " + vm, Repeat.SAFE, c -> vm(vm).setPVArgs(c, args));
    }

    /** Replaces what the guest can read through xenstore. */
    public void setXenstoreData(VmRef vm, Map<String, String> data) {
        command("Writing xenstore data of " + vm, Repeat.SAFE, c -> vm(vm).setXenstoreData(
                        c, new LinkedHashMap<>(data)));
    }

    /** Replaces the notes clients keep with a VM. */
    public void setOtherConfig(VmRef vm, Map<String, String> notes) {
        command("Writing notes of " + vm, Repeat.SAFE, c -> vm(vm).setOtherConfig(c, new LinkedHashMap<>(notes)));
    }

    /** Begins to start a halted VM on a host. */
    public TaskRef startOn(VmRef vm, HostRef host) {
        return task("Starting " + vm + " on " + host, c -> vm(vm).startOnAsync(
                        c, Types.toHost(host.value()), false, false));
    }

    /** Begins to ask the guest to shut down; needs tools in the guest. */
    public TaskRef cleanShutdown(VmRef vm) {
        return task("Shutting down " + vm, c -> vm(vm).cleanShutdownAsync(c));
    }

    /** Begins to cut the power. */
    public TaskRef hardShutdown(VmRef vm) {
        return task("Cutting the power of " + vm, c -> vm(vm).hardShutdownAsync(c));
    }

    /** Begins to ask the guest to boot again; needs tools in the guest. */
    public TaskRef cleanReboot(VmRef vm) {
        return task("Rebooting " + vm, c -> vm(vm).cleanRebootAsync(c));
    }

    /** Begins to reset the VM. */
    public TaskRef hardReboot(VmRef vm) {
        return task("Resetting " + vm, c -> vm(vm).hardRebootAsync(c));
    }

    /** Begins to take the VCPUs of a running VM away; its memory stays where it is. */
    public TaskRef pause(VmRef vm) {
        return task("Pausing " + vm, c -> vm(vm).pauseAsync(c));
    }

    /** Begins to give a paused VM its VCPUs back. */
    public TaskRef unpause(VmRef vm) {
        return task("Unpausing " + vm, c -> vm(vm).unpauseAsync(c));
    }

    /** Begins to write a running VM to disk and to free its memory; needs tools in the guest. */
    public TaskRef suspend(VmRef vm) {
        return task("Suspending " + vm, c -> vm(vm).suspendAsync(c));
    }

    /** Begins to resume a suspended VM on a host of the pool's choice. */
    public TaskRef resume(VmRef vm) {
        return task("Resuming " + vm, c -> vm(vm).resumeAsync(c, false, false));
    }

    /** Begins to resume a suspended VM on a host. */
    public TaskRef resumeOn(VmRef vm, HostRef host) {
        return task("Resuming " + vm + " on " + host, c -> vm(vm).resumeOnAsync(
                        c, Types.toHost(host.value()), false, false));
    }

    /** Begins to migrate a running VM to another host of its pool, live; its disks must be on shared storage. */
    public TaskRef migrate(VmRef vm, HostRef host) {
        return task("Migrating " + vm + " to " + host, c -> vm(vm).poolMigrateAsync(
                        c, Types.toHost(host.value()), Map.of("live", "true")));
    }

    /** Begins to snapshot a VM's disks. The snapshot is a VM of its own that cannot be started. */
    public TaskRef snapshot(VmRef vm, String name) {
        return task("Snapshotting " + vm + " as " + name, c -> vm(vm).snapshotAsync(c, name));
    }

    /** Begins to snapshot a running VM with its memory; needs tools in the guest. */
    public TaskRef checkpoint(VmRef vm, String name) {
        return task("Checkpointing " + vm + " as " + name, c -> vm(vm).checkpointAsync(c, name));
    }

    /**
     * Begins to put the VM a snapshot was taken of back to where it was then: halted, or suspended for a checkpoint.
     */
    public TaskRef revert(VmRef snapshot) {
        return task("Reverting to " + snapshot, c -> vm(snapshot).revertAsync(c));
    }

    /** Snapshots of a VM; the VM may be gone. */
    public List<XenVm> snapshots(VmRef vm) {
        try {
            Object[] snapshots = link.call("Reading snapshots of " + vm, Repeat.SAFE, connection ->
                    (Object[]) connection.value("VM.get_snapshots", vm.value()));
            return Arrays.stream(snapshots)
                    .map(ref -> byRef(new VmRef(ref.toString())))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (XenRefused refused) {
            if (refused.is("HANDLE_INVALID")) {
                return List.of();
            }
            throw refused;
        }
    }

    /** Disks that only this VM uses, and what it was suspended to; CDs and disks it shares are not its own. */
    public List<String> ownDisks(VmRef vm) {
        try {
            return link.call("Reading disks of " + vm, Repeat.SAFE, connection -> {
                List<String> disks = new ArrayList<>();
                for (Object vbd : (Object[]) connection.value("VM.get_VBDs", vm.value())) {
                    ownDisk(connection, vbd.toString()).ifPresent(disks::add);
                }
                String memory =
                        connection.value("VM.get_suspend_VDI", vm.value()).toString();
                if (!memory.equals(NULL_REF)) {
                    disks.add(memory);
                }
                return List.copyOf(disks);
            });
        } catch (XenRefused refused) {
            if (refused.is("HANDLE_INVALID")) {
                return List.of();
            }
            throw refused;
        }
    }

    /** Destroys a disk; done already counts as done. */
    public void destroyDisk(String disk) {
        ignoringGone(() ->
                link.call("Destroying disk " + disk, Repeat.SAFE, connection -> connection.value("VDI.destroy", disk)));
    }

    /** Destroys a halted VM without its disks; done already counts as done. */
    public void destroy(VmRef vm) {
        ignoringGone(() -> command("Destroying " + vm, Repeat.SAFE, c -> vm(vm).destroy(c)));
    }

    private static Optional<String> ownDisk(RawConnection connection, String vbd) throws XmlRpcException {
        Fields attachment = Fields.of(connection.value("VBD.get_record", vbd));
        String disk = attachment.ref("VDI");
        if (disk.isEmpty() || !attachment.text("type").equals("Disk")) {
            return Optional.empty();
        }
        Object[] users = (Object[]) connection.value("VDI.get_VBDs", disk);
        return users.length == 1 ? Optional.of(disk) : Optional.empty();
    }

    /** A command of the SDK that answers nothing. */
    private interface Command {
        void on(Connection connection) throws XenAPIException, XmlRpcException;
    }

    /** An asynchronous command of the SDK. */
    private interface Begun {
        Task on(Connection connection) throws XenAPIException, XmlRpcException;
    }

    private void command(String attempted, Repeat repeat, Command command) {
        link.call(attempted, repeat, connection -> {
            command.on(connection);
            return true;
        });
    }

    private TaskRef task(String attempted, Begun begun) {
        return link.call(attempted, Repeat.UNSAFE, c -> new TaskRef(begun.on(c).toWireString()));
    }

    private static void ignoringGone(Runnable call) {
        try {
            call.run();
        } catch (XenRefused refused) {
            if (!refused.is("HANDLE_INVALID")) {
                throw refused;
            }
        }
    }

    private static Optional<XenVm> emptyIfGone(XenRefused refused) {
        if (refused.is("HANDLE_INVALID") || refused.is("UUID_INVALID")) {
            return Optional.empty();
        }
        throw refused;
    }

    private static VM vm(VmRef ref) {
        return Types.toVM(ref.value());
    }
}
