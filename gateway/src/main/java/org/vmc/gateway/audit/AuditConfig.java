package org.vmc.gateway.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the audit trail is kept. */
@ConfigMapping(prefix = "vmc.gateway.audit")
interface AuditConfig {

    /** What happened longer ago is forgotten. */
    @WithDefault("90D")
    Duration kept();
}
