package org.vmc.gateway.sessions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How long browsers stay logged in. */
@ConfigMapping(prefix = "vmc.gateway.sessions")
interface SessionsConfig {

    /** Where hashes of sessions are kept over a restart; without it everybody logs in again then. */
    Optional<Path> file();

    /** A session that is not used for this long is over. */
    @WithDefault("30M")
    Duration idle();

    /** A session is over after this time, however much it is used. */
    @WithDefault("12H")
    Duration longest();

    /** Sessions at once; the one unused for longest gives way to a new one. */
    @WithDefault("1000")
    int most();
}
