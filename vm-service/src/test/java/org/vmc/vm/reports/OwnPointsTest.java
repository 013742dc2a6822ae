package org.vmc.vm.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vmc.vm.reports.Finding.Kind;
import org.vmc.vm.reports.OwnParts.Count;

class OwnPointsTest {

    @Test
    void whatIsThereOnceIsFound() {
        assertThat(OwnPoints.of(new Count(1, 0, OptionalInt.of(1))))
                .extracting(Finding::kind)
                .containsExactly(Kind.SERVICE_ALONE, Kind.DATABASE_ALONE, Kind.BROKER_ALONE);
    }

    @Test
    void whatIsThereTwiceIsNot() {
        assertThat(OwnPoints.of(new Count(2, 1, OptionalInt.of(3)))).isEmpty();
    }

    @Test
    void aBrokerThatIsAwayIsWorseThanOneAlone() {
        assertThat(OwnPoints.of(new Count(2, 1, OptionalInt.empty())))
                .singleElement()
                .returns(Finding.Severity.CRITICAL, Finding::severity);
    }
}
