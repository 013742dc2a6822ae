package org.vmc.vm.consoles;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of consoles. Those on how many are open hold for each replica of this service. */
@ConfigMapping(prefix = "vmc.consoles")
interface ConsolesConfig {

    /** How long a ticket can be used after it was given out. */
    @WithDefault("30s")
    Duration ticketValidFor();

    /** How long a console stays open when its user sends nothing. */
    @WithDefault("15m")
    Duration idleAtMost();

    /** How long a console stays open. */
    @WithDefault("8h")
    Duration openAtMost();

    /** Consoles of one VM that may be open at once. */
    @WithDefault("4")
    int perVm();

    /** Consoles that one user may have open at once. */
    @WithDefault("8")
    int perUser();

    /** How often open consoles are looked at. */
    @WithDefault("10s")
    Duration checkEvery();
}
