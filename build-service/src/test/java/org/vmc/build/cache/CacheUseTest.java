package org.vmc.build.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CacheUseTest {
    @Test
    void countsWhatBecameOfCompilationsAndNothingElse() {
        // As ccache 4.7.5 wrote it for a hit, a miss, a link and a file that was found after preprocessing.
        var lines = List.of(
                "# lapi.c",
                "direct_cache_hit",
                "local_storage_hit",
                "# lcode.c",
                "cache_miss",
                "direct_cache_miss",
                "local_storage_miss",
                "# lua",
                "called_for_link",
                "# ldo.c",
                "preprocessed_cache_hit");

        assertThat(CacheUse.read(lines)).isEqualTo(new CacheUse(2, 1));
        assertThat(lines.stream().filter(line -> line.matches(CacheUse.NEEDED_LINES)))
                .containsExactly("direct_cache_hit", "cache_miss", "preprocessed_cache_hit");
    }

    @Test
    void isNothingWithoutLines() {
        assertThat(CacheUse.read(List.of())).isEqualTo(new CacheUse(0, 0));
    }
}
