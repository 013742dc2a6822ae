package org.vmc.build.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    @Test
    void everyRoundHasEachVariantOnceAndBeginsWithAnother() {
        var turns = IntStream.range(0, 9)
                .mapToObj(position -> Turns.at(position, 3))
                .toList();

        assertThat(turns).extracting(Turns.Turn::round).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3);
        assertThat(turns).extracting(Turns.Turn::variant).containsExactly(0, 1, 2, 1, 2, 0, 2, 0, 1);
    }

    @Test
    void numbersOfJobsAreReadFromListsAndRanges() {
        assertThat(JobList.parse("8,4,16").orElseThrow()).containsExactly(4, 8, 16);
        assertThat(JobList.parse("5-20/5, 6").orElseThrow()).containsExactly(5, 6, 10, 15, 20);
        assertThat(JobList.parse("1-3").orElseThrow()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "0,1", "9-5", "1-300", "1-256", "1,,2", "-1", "1-9/0", "4;8", "1e3,2"})
    void otherTextsAreNoNumbersOfJobs(String text) {
        assertThat(JobList.parse(text)).isEmpty();
    }
}
