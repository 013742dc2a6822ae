package org.vmc.vm.autostart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WavesTest {

    private final Entry db = entry("db");
    private final Entry cache = entry("cache");
    private final Entry web = entry("web", db, cache);
    private final Entry proxy = entry("proxy", web, db);

    @Test
    void putsEachEntryAfterTheLastOfThoseItNeeds() {
        assertThat(Waves.of(List.of(proxy, web, db, cache)))
                .containsExactly(List.of(db, cache), List.of(web), List.of(proxy));
        assertThat(Waves.of(List.of())).isEmpty();
    }

    @Test
    void findsTheEntriesThatNeedEachOtherAndNoOthers() {
        assertThat(Waves.circle(List.of(proxy, web, db, cache))).isEmpty();

        var a = UUID.randomUUID();
        var b = UUID.randomUUID();
        var c = UUID.randomUUID();
        var circle = List.of(
                new Entry(a, "a", List.of(db.vmId(), b)), new Entry(b, "b", List.of(c)), new Entry(c, "c", List.of(a)));
        var leadsThere = new Entry(UUID.randomUUID(), "d", List.of(a));

        assertThat(Waves.circle(List.of(leadsThere, db, circle.get(0), circle.get(1), circle.get(2))))
                .containsExactlyElementsOf(circle);
    }

    private static Entry entry(String name, Entry... after) {
        return new Entry(
                UUID.randomUUID(), name, Arrays.stream(after).map(Entry::vmId).toList());
    }
}
