package org.vmc.vm.pools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vmc.vm.xen.XenChange;

class HearingTest {

    private final Hearing hearing = new Hearing();

    @Test
    void whatIsToldAgainIsNoNews() {
        hearing.fromTheStart(List.of(gone("other", 1)));

        assertThat(hearing.news(List.of(gone("vm", 2), gone("vm", 2)))).containsExactly(gone("vm", 2));
        assertThat(hearing.news(List.of(gone("vm", 2)))).isEmpty();
    }

    @Test
    void whatHappenedBeforeSomethingKnownOfTheSameObjectIsNoNews() {
        hearing.fromTheStart(List.of(gone("other", 1)));

        assertThat(hearing.news(List.of(gone("vm", 5), gone("vm", 3)))).containsExactly(gone("vm", 5));
        assertThat(hearing.news(List.of(gone("vm", 4), gone("vm", 6)))).containsExactly(gone("vm", 6));
    }

    @Test
    void whatComesLateIsNewsAsLongAsNothingNewerOfTheSameObjectIsKnown() {
        hearing.fromTheStart(List.of(gone("other", 1)));
        hearing.news(List.of(gone("other", 9)));

        assertThat(hearing.news(List.of(gone("vm", 5)))).containsExactly(gone("vm", 5));
    }

    @Test
    void whatHappenedBeforeThePoolWasReadIsNoNews() {
        assertThat(hearing.fromTheStart(List.of(gone("vm", 3), gone("other", 7))))
                .hasSize(2);

        assertThat(hearing.news(List.of(gone("vm", 5), gone("vm", 8)))).containsExactly(gone("vm", 8));
    }

    @Test
    void aPoolThatDoesNotCountIsTakenAtItsWord() {
        hearing.fromTheStart(List.of(gone("vm", 0)));

        assertThat(hearing.news(List.of(gone("vm", 0), gone("vm", 0)))).hasSize(2);
    }

    private static XenChange gone(String reference, long generation) {
        return new XenChange.Gone(reference, generation);
    }
}
