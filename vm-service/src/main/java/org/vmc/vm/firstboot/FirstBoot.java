package org.vmc.vm.firstboot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a guest is to be told when it boots for the first time.
 *
 * @param hostname null for the name of the VM
 * @param user one that is made, may use sudo and logs in by key; null for none
 * @param sshKeys public keys that may log in, beside those of the service
 * @param fsckEvery the root file system is checked at every so many boots; 0 for never, null for what the template has
 */
public record FirstBoot(
        @Nullable String hostname,
        @Nullable String user,
        List<String> sshKeys,
        @Nullable Integer fsckEvery) {

    public FirstBoot {
        sshKeys = List.copyOf(sshKeys);
    }

    /** Whether a boot may take the time of a check longer. */
    public boolean checksDisks() {
        return fsckEvery != null && fsckEvery > 0;
    }
}
