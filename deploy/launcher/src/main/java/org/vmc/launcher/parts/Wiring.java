package org.vmc.launcher.parts;

import java.util.Map;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.keys.ClusterKey;
import org.vmc.launcher.keys.Secrets;
import org.vmc.launcher.keys.SigningKeys;

/**
 * What the parts must know of each other.
 *
 * @param ports by part name, all on 127.0.0.1
 */
public record Wiring(
        VmcHome home,
        UpOptions options,
        Map<String, Integer> ports,
        SigningKeys signingKeys,
        ClusterKey clusterKey,
        Secrets secrets) {

    public int port(String part) {
        Integer port = ports.get(part);
        if (port == null) {
            throw new IllegalArgumentException("No port of " + part);
        }
        return port;
    }

    public String url(String part) {
        return "http://127.0.0.1:" + port(part);
    }
}
