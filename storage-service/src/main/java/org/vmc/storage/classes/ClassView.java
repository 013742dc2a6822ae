package org.vmc.storage.classes;

import java.util.Map;

/**
 * A storage class as shown to users.
 *
 * @param layout {@code replicated} or {@code distributed}
 * @param hostsNeeded hosts with free space that a volume needs at least
 */
record ClassView(
        String name,
        String purpose,
        String layout,
        int replicas,
        boolean faultTolerant,
        int hostsNeeded,
        Map<String, String> options) {

    static ClassView of(StorageClass storageClass) {
        return new ClassView(
                storageClass.name(),
                storageClass.purpose(),
                storageClass.isFaultTolerant() ? "replicated" : "distributed",
                storageClass.replicas(),
                storageClass.isFaultTolerant(),
                storageClass.replicas(),
                storageClass.options());
    }
}
