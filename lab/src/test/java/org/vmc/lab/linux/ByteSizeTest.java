package org.vmc.lab.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "8GiB, 8589934592",
        "512MiB, 536870912",
        "512m, 536870912",
        "3 KiB, 3072",
        "7, 7",
        "7B, 7",
        "1TiB, 1099511627776"
    })
    void readsBinaryUnits(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GiB", "-1GiB", "1.5GiB", "8PiB", "99999999999"})
    void refusesWhatIsNoSizeAndShowsOne(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8GiB");
    }

    @Test
    void printsTheLargestUnitThatIsWhole() {
        assertThat(ByteSize.ofMib(8192)).hasToString("8GiB");
        assertThat(ByteSize.ofMib(1536)).hasToString("1536MiB");
        assertThat(new ByteSize(1000)).hasToString("1000B");
    }
}
