package org.vmc.vm.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When an SR is called full. All are fractions of its physical size. */
@ConfigMapping(prefix = "vmc.ledger")
public interface LedgerConfig {

    /** From this much promised on, an SR is at {@code WARNING}; 2.0 means twice what there is. */
    @WithDefault("2.0")
    double warnPromised();

    /** From this much used on, an SR is at {@code WARNING}. */
    @WithDefault("0.80")
    double warnUsed();

    /** From this much used on, an SR is at {@code STOP}: no new VM is accepted for it. */
    @WithDefault("0.95")
    double stopUsed();

    /** How often levels are compared with those announced last. */
    @WithDefault("30s")
    Duration watchEvery();
}
