package org.vmc.storage.volumes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of what is told of volumes that fill. */
@ConfigMapping(prefix = "vmc.quotas")
public interface QuotaConfig {

    /** Pause between two looks at what volumes hold. */
    @WithDefault("1m")
    Duration watchEvery();

    /** Share of its size above which a volume is told to be nearly full. */
    @WithDefault("0.80")
    double nearlyFull();

    /** Share of its size above which a volume is told to be full. */
    @WithDefault("0.95")
    double full();

    /** How far below a limit a volume must come to be told to be emptier, so that it is not told again and again. */
    @WithDefault("0.02")
    double margin();
}
