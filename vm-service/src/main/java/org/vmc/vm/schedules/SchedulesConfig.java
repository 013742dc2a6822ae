package org.vmc.vm.schedules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

/** How schedules are carried out. */
@ConfigMapping(prefix = "vmc.schedules")
public interface SchedulesConfig {

    /** How often weights are compared with what the schedules say; they are set and taken back within that time. */
    @WithDefault("15s")
    Duration watchEvery();

    /** Time zone of a schedule that names none. */
    @WithDefault("UTC")
    ZoneId zone();
}
