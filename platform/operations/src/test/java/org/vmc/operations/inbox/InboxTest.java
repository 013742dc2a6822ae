package org.vmc.operations.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.operation.OperationProgressed;
import org.vmc.testing.Infrastructure;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class InboxTest {
    @Inject
    Inbox inbox;

    private final ArrayList<CloudEvent> handled = new ArrayList<>();

    @Test
    void aRedeliveredEventIsHandledOnce() {
        var event = event();

        assertThat(inbox.handleOnce("one", event, handled::add)).isTrue();
        assertThat(inbox.handleOnce("one", event, handled::add)).isFalse();

        assertThat(handled).containsExactly(event);
    }

    @Test
    void everyConsumerHandlesTheEvent() {
        var event = event();

        inbox.handleOnce("one", event, handled::add);
        inbox.handleOnce("other", event, handled::add);

        assertThat(handled).hasSize(2);
    }

    @Test
    void anEventWhoseHandlerFailedIsHandledAgain() {
        var event = event();
        assertThatThrownBy(() -> inbox.handleOnce("one", event, failing -> {
                    throw new IllegalStateException("not now");
                }))
                .hasMessage("not now");

        assertThat(inbox.handleOnce("one", event, handled::add)).isTrue();
    }

    private static CloudEvent event() {
        var subject = UUID.randomUUID();
        return CloudEvent.of(
                URI.create("/test"),
                Instant.now(),
                new OperationProgressed(subject, "FillShelf", "shelf", subject, "shelf", 0.5, "first", "half"));
    }
}
