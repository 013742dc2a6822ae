package org.vmc.build.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Fingerprint GCC_12 = new Fingerprint("12.2.0", "x86_64-linux-gnu", "aa", "bb");

    @Test
    void readsWhatTheScriptPrints() {
        assertThat(Fingerprint.parse("version=12.2.0\ntarget=x86_64-linux-gnu\ncc1=aa\nassembler=bb\n"))
                .contains(GCC_12);
    }

    @Test
    void anIncompleteAnswerIsNone() {
        assertThat(Fingerprint.parse("there is no gcc\n")).isEmpty();
        assertThat(Fingerprint.parse("version=12.2.0\ntarget=x86_64-linux-gnu\ncc1=\nassembler=bb\n"))
                .isEmpty();
    }

    @Test
    void equalVersionsOfDifferentBuildsDiffer() {
        var rebuilt = new Fingerprint("12.2.0", "x86_64-linux-gnu", "other", "bb");

        assertThat(rebuilt.differencesFrom(GCC_12)).containsExactly("cc1 is another build of the compiler");
        assertThat(GCC_12.differencesFrom(GCC_12)).isEmpty();
    }

    @Test
    void namesEveryDifference() {
        var other = new Fingerprint("11.3.0", "aarch64-linux-gnu", "x", "y");

        assertThat(other.differencesFrom(GCC_12))
                .containsExactly(
                        "version is 11.3.0, not 12.2.0",
                        "target is aarch64-linux-gnu, not x86_64-linux-gnu",
                        "cc1 is another build of the compiler",
                        "the assembler is another one");
    }

    @Test
    void survivesBeingWrittenDown() {
        assertThat(Fingerprint.fromLine(GCC_12.toLine())).isEqualTo(GCC_12);
    }
}
