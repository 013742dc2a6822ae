package org.vmc.storage.repositories;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of publications. */
@ConfigMapping(prefix = "vmc.repositories")
public interface RepositoriesConfig {

    /** How long vm-service may take to make or forget an SR before the operation that asked gives it up. */
    @WithDefault("10m")
    Duration answerWithin();
}
