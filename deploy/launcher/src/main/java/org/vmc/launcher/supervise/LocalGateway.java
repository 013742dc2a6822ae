package org.vmc.launcher.supervise;

import java.net.URI;
import java.util.Optional;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.gateway.Gateway;
import org.vmc.launcher.keys.Secrets;

/** The gateway of this home, with the administrator's token. */
public final class LocalGateway {

    private LocalGateway() {}

    /** Empty when nothing runs, or the gateway was not ready yet. */
    public static Optional<Gateway> find(VmcHome home) {
        return new Background(home)
                .address("gateway")
                .map(address -> new Gateway(URI.create(address), new Secrets(home.secrets()).adminToken()));
    }
}
