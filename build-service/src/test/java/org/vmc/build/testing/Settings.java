package org.vmc.build.testing;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.vmc.build.BuildSettings;

/** Settings made without Quarkus. */
public final class Settings {
    private static final int ABOVE_BUILT_IN = 200;

    private Settings() {}

    /** The settings with these properties, and defaults for all others. */
    public static BuildSettings of(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(BuildSettings.class)
                .withDefaultValues(properties)
                .withConverter(Duration.class, ABOVE_BUILT_IN, new DurationConverter())
                .build()
                .getConfigMapping(BuildSettings.class);
    }
}
