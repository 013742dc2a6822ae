package org.vmc.vm.vms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What new VMs get unless their order says otherwise. */
@ConfigMapping(prefix = "vmc.creation")
public interface CreationConfig {

    /** By the name of the template. */
    Map<String, OfTemplate> templates();

    /** How much longer a boot may take when the guest checks its file system: 5 to 10 s for 20 GB on a disk of 2012. */
    @WithDefault("2m")
    Duration fsckWithin();

    /** How long one attempt of a probe may take. */
    @WithDefault("2s")
    Duration probeWithin();

    /** Template that installations use unless their order says another: how Xen calls the one for any guest. */
    @WithDefault("Other install media")
    String installTemplate();

    /** Size of the disk that a guest is installed on. */
    @WithDefault("20G")
    String installDisk();

    /** What the VMs of one template get. */
    interface OfTemplate {

        /** {@code never}, {@code every-boot} or a number of boots. */
        Optional<String> fsck();

        /** {@code tcp:PORT} or {@code ssh}. */
        Optional<String> probe();
    }
}
