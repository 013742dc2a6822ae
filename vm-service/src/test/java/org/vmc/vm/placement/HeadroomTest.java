package org.vmc.vm.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadroomTest {

    @Test
    void placesTheBiggestFirst() {
        assertThat(Headroom.after(List.of(1L, 4L, 3L), List.of(4L, 4L)).suffices())
                .isTrue();
    }

    @Test
    void countsWhatFindsNoRoomAnywhere() {
        // 5 MiB are free in all, but nowhere three of them together.
        var headroom = Headroom.after(List.of(3L, 2L), List.of(2L, 2L, 1L));

        assertThat(headroom).isEqualTo(new Headroom(1, 3));
    }

    @Test
    void sufficesWhenNothingRanThere() {
        assertThat(Headroom.after(List.of(), List.of()).suffices()).isTrue();
    }

    @Test
    void findsNoRoomWithoutOtherHosts() {
        assertThat(Headroom.after(List.of(1L, 1L), List.of())).isEqualTo(new Headroom(2, 2));
    }
}
