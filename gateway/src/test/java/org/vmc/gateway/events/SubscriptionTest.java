package org.vmc.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Role;
import org.vmc.http.problem.ProblemException;

class SubscriptionTest {
    private static final TopicPartition VM = new TopicPartition("vmc.vm", 0);
    private static final Caller ANA = new Caller("ana", Role.ENGINEER, "t");

    private static FeedEvent event(long offset) {
        return new FeedEvent(VM, offset, "org.vmc.vm.ready.v1", "s", "{}");
    }

    @Test
    void clientTooFarBehindIsDroppedAfterWhatItHas() throws InterruptedException {
        var history = new History(100);
        history.begin(Map.of(VM, 0L));
        var subscription = new Subscription(EventFilter.of(ANA, null, null), 3);
        history.subscribe(subscription);
        for (var offset = 0; offset < 10; offset++) {
            history.append(event(offset));
        }
        assertThat(history.subscribers()).isZero();
        for (var offset = 0; offset < 3; offset++) {
            assertThat(subscription.next(Duration.ZERO))
                    .isEqualTo(new Subscription.Delivery(event(offset), new Positions(Map.of(VM, offset + 1L))));
        }
        assertThat(subscription.next(Duration.ZERO)).isNull();

        var again = new Subscription(EventFilter.of(ANA, null, null), 3);
        assertThat(history.subscribe(again, new Positions(Map.of(VM, 3L)))).isEmpty();
        var next = again.next(Duration.ZERO);
        assertThat(next).isNotNull();
        assertThat(next.event()).isEqualTo(event(3));
    }

    @Test
    void whatIsNoLongerKeptHasToBeReadAgain() {
        var history = new History(2);
        history.begin(Map.of(VM, 0L));
        for (var offset = 0; offset < 5; offset++) {
            history.append(event(offset));
        }
        var subscription = new Subscription(EventFilter.of(ANA, null, null), 3);
        assertThat(history.subscribe(subscription, new Positions(Map.of(VM, 2L))))
                .contains(new Positions(Map.of(VM, 3L)));
        assertThat(history.subscribe(subscription, new Positions(Map.of(VM, 3L))))
                .isEmpty();
    }

    @Test
    void positionsAreReadBackAsWritten() {
        var positions = new Positions(
                Map.of(VM, 12L, new TopicPartition("vmc.vm", 1), 0L, new TopicPartition("vmc.build", 0), 7L));
        assertThat(positions.encode()).isEqualTo("build:7;vm:12.0");
        assertThat(Positions.decode(positions.encode())).isEqualTo(positions);
        for (var wrong : List.of("x", "vm:", "vm:-1", "vm:1;vm", "unknown:1", "vm:1.a", "dlq:1")) {
            assertThatThrownBy(() -> Positions.decode(wrong)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void patternsMatchTypes() {
        assertThat(wants("vm.*")).isTrue();
        assertThat(wants("vm.ready")).isTrue();
        assertThat(wants("vm.ready.v1")).isTrue();
        assertThat(wants("org.vmc.vm.ready.v1")).isTrue();
        assertThat(wants("build.*,*.ready")).isTrue();
        assertThat(wants("vm.read")).isFalse();
        assertThat(wants("vm")).isFalse();
        assertThat(wants("vmx*")).isFalse();
    }

    private static boolean wants(String types) {
        return EventFilter.of(ANA, types, null).test(event(0));
    }
}
