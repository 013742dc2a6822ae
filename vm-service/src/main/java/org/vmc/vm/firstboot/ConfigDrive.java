package org.vmc.vm.firstboot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes NoCloud drives: ISO 9660 images labelled {@code cidata} with {@code meta-data} and {@code user-data}. */
public final class ConfigDrive {

    private static final String LABEL = "cidata";

    private ConfigDrive() {}

    /**
     * The bytes of a drive.
     *
     * @param instanceId changes whenever the guest is to be configured again
     * @param vmName hostname unless another is wanted
     * @param keysOfService public keys that may log in to every VM
     */
    public static byte[] image(FirstBoot wanted, String instanceId, String vmName, List<String> keysOfService) {
        String hostname = wanted.hostname() == null ? vmName : wanted.hostname();
        return new Iso9660Image(
                        LABEL,
                        new TreeMap<>(Map.of(
                                "meta-data", bytes(CloudConfig.metaData(instanceId, hostname)),
                                "user-data", bytes(CloudConfig.userData(wanted, hostname, keysOfService)))))
                .bytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
