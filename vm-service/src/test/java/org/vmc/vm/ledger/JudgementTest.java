package org.vmc.vm.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.XenStorage;

class JudgementTest {

    private static final long GIB = 1L << 30;

    private static final LedgerConfig DEFAULTS = new SmallRyeConfigBuilder()
            .withMapping(LedgerConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(LedgerConfig.class);

    @Test
    void pinsTheDefaults() {
        assertThat(DEFAULTS.warnPromised()).isEqualTo(2.0);
        assertThat(DEFAULTS.warnUsed()).isEqualTo(0.80);
        assertThat(DEFAULTS.stopUsed()).isEqualTo(0.95);
        assertThat(DEFAULTS.watchEvery()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, OK",
        "79, 199, OK",
        "80, 100, WARNING",
        "10, 200, WARNING",
        "94, 100, WARNING",
        "95, 95, STOP",
        "100, 300, STOP"
    })
    void goesByWhatIsUsedThenByWhatIsPromised(long usedGib, long promisedGib, Level level) {
        assertThat(Judgement.of(storage(usedGib, promisedGib), DEFAULTS).level())
                .isEqualTo(level);
    }

    @Test
    void carriesTwoDisksOf50OnAnSrOf60() {
        var sr = new XenStorage(new SrRef("s"), "s", "s", "nfs", "user", true, 60 * GIB, 20 * GIB, 100 * GIB);

        var judgement = Judgement.of(sr, DEFAULTS);

        assertThat(judgement.level()).isEqualTo(Level.OK);
        assertThat(judgement.reason())
                .isEqualTo("20.0 GiB of 60.0 GiB used, 100.0 GiB promised to disks (1.67 times its size).");
    }

    @ParameterizedTest
    @CsvSource({"nfs, user, 1, true", "nfs, user, 0, false", "iso, iso, 1, false", "udev, disk, 1, false"})
    void judgesOnlyWhatHoldsDisks(String type, String contentType, long size, boolean judged) {
        var sr = new XenStorage(new SrRef("s"), "s", "s", type, contentType, true, size, 0, 0);

        assertThat(sr.holdsDisks()).isEqualTo(judged);
    }

    @Test
    void saysWhyAndWhatToDo() {
        assertThat(Judgement.of(storage(10, 250), DEFAULTS).reason())
                .contains("2.50 times its size", "their VMs fail to write", "add storage");
        assertThat(Judgement.of(storage(85, 100), DEFAULTS).reason())
                .contains("85.0 GiB of 100.0 GiB used", "From 95 % on no new VM will be accepted");
        assertThat(Judgement.of(storage(99, 100), DEFAULTS).reason())
                .contains("no new VM is accepted", "delete VMs or disks");
    }

    private static XenStorage storage(long usedGib, long promisedGib) {
        return new XenStorage(
                new SrRef("s"), "s", "s", "nfs", "user", true, 100 * GIB, usedGib * GIB, promisedGib * GIB);
    }
}
