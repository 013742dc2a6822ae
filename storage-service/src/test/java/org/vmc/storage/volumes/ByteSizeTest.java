package org.vmc.storage.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({"1G, 1073741824", "500M, 524288000", "2T, 2199023255552", "1GB, 1073741824", "1GiB, 1073741824"})
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(ByteSize.parse(text)).hasValue(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "1", "0G", "-1G", "1.5G", "1g", "1 G", "1K", "99999999G", "1G; reboot", "１G"})
    void readsNothingElse(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    @Test
    void writesAnAmountWithOneDigit() {
        assertThat(new ByteSize(1536L << 20)).hasToString("1.5 GiB");
        assertThat(new ByteSize(0)).hasToString("0.0 KiB");
    }
}
