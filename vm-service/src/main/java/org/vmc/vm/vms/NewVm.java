package org.vmc.vm.vms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /vms}. Everything may be missing here: {@link NewVmCheck} names each field that must not be.
 *
 * @param name name of the VM; with a count above one, the name the others are numbered after
 * @param type flavour
 * @param template template to clone
 * @param count how many, one when unsaid
 * @param lease how long they may be kept, {@code 8h}, {@code 2d} or ISO 8601; for ever when unsaid
 * @param role what it is for; the role of the template, if it has one, when unsaid
 * @param pool pool to put them in; the only one, or the first that has the template, when unsaid
 * @param host host to put them on; any when unsaid
 * @param apart whether no two of them may be on one host
 * @param placement {@code spread} for speed or {@code pack} for few hosts; the configured one when unsaid
 * @param fullCopy whether the disks are copied as a whole; a fast clone when unsaid
 * @param storage SR for a full copy or the disk of an installation; where the template's disks are when unsaid
 * @param hostname what the guest calls itself; the name of the VM when unsaid
 * @param user a user to make in the guest, who may use sudo
 * @param sshKeys public keys that may log in
 * @param fsck how often the guest checks its root file system, {@code never}, {@code every-boot} or a number of boots
 * @param probe what must answer before the VM is ready, {@code tcp:PORT} or {@code ssh}
 * @param iso medium to install a guest from, by name or uuid, instead of cloning one
 * @param diskSize size of the disk it is installed on, {@code 20G}; the configured one when unsaid
 * @param bootParameters parameters of the kernel of the installer, for a paravirtual guest
 */
record NewVm(
        @Nullable String name,
        @Nullable String type,
        @Nullable String template,
        @Nullable Integer count,
        @Nullable String lease,
        @Nullable String role,
        @Nullable String pool,
        @Nullable String host,
        @Nullable Boolean apart,
        @Nullable String placement,
        @Nullable Boolean fullCopy,
        @Nullable String storage,
        @Nullable String hostname,
        @Nullable String user,
        @Nullable List<String> sshKeys,
        @Nullable String fsck,
        @Nullable String probe,
        @Nullable String iso,
        @Nullable String diskSize,
        @Nullable String bootParameters) {

    /** A body that says nothing. */
    static final NewVm EMPTY = new NewVm(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null);

    NewVm withTemplate(String name) {
        return new NewVm(
                this.name,
                type,
                name,
                count,
                lease,
                role,
                pool,
                host,
                apart,
                placement,
                fullCopy,
                storage,
                hostname,
                user,
                sshKeys,
                fsck,
                probe,
                iso,
                diskSize,
                bootParameters);
    }
}
