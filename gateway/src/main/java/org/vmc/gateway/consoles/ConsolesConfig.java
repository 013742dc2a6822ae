package org.vmc.gateway.consoles;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Who may open consoles from where. */
@ConfigMapping(prefix = "vmc.gateway.consoles")
interface ConsolesConfig {

    /**
     * Origins whose pages may open consoles, such as {@code https://console.example.org}, beside the gateway's own.
     * Programs that are no browsers send no origin and are not asked for one.
     */
    Optional<Set<String>> origins();

    /** How often the users of open consoles are looked up: without a token left, a user's consoles are closed. */
    @WithDefault("5S")
    Duration checkEvery();
}
