package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vmc.build.builders.BuiltFile;

class ManifestTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @Test
    void theTextIsSortedAndReadsBack() {
        var manifest = Manifest.of(List.of(new BuiltFile("src/b.o", 1, B), new BuiltFile("src/a b.o", 1, A)));

        assertThat(manifest.text()).isEqualTo(A + "  src/a b.o\n" + B + "  src/b.o\n");
        assertThat(Manifest.parse(manifest.text())).isEqualTo(manifest);
    }

    @Test
    void aFileThatMatchesTwoPatternsCountsOnce() {
        var file = new BuiltFile("liblua.a", 1, A);

        assertThat(Manifest.of(List.of(file, file)).fileCount()).isOne();
    }

    @Test
    void equalFilesGiveEqualHashes() {
        assertThat(new Manifest(Map.of("x", A, "y", B)).sha256())
                .isEqualTo(new Manifest(Map.of("y", B, "x", A)).sha256())
                .isNotEqualTo(new Manifest(Map.of("x", B, "y", A)).sha256());
    }

    @Test
    void differencesAreChangedAndMissingFiles() {
        var one = new Manifest(Map.of("same", A, "changed", A, "only-here", A));
        var other = new Manifest(Map.of("same", A, "changed", B, "only-there", A));

        assertThat(one.differencesFrom(other)).containsExactly("changed", "only-here", "only-there");
        assertThat(one.differencesFrom(one)).isEmpty();
    }
}
