package org.vmc.gateway.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** A client of server-sent events, as a browser is one. */
final class EventStream implements AutoCloseable {
    record Received(String id, String name, String data) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Stream<String> lines;
    private volatile String lastId = "";
    private volatile boolean ended;

    /** Returns when the stream is open. */
    EventStream(URI uri, String token, String lastEventId) {
        var request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofLines());
            Assertions.assertThat(response.statusCode()).isEqualTo(200);
            lines = response.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(over);
        }
        Thread.ofVirtual().start(this::read);
    }

    List<Received> received() {
        return received;
    }

    /** The id of the last event, also of one that only carried an id. */
    String lastId() {
        return lastId;
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void read() {
        var name = "";
        var data = new StringBuilder();
        try {
            for (var each = lines.iterator(); each.hasNext(); ) {
                var line = each.next();
                if (line.startsWith("id:")) {
                    lastId = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        received.add(new Received(lastId, name, data.toString()));
                    }
                    name = "";
                    data.setLength(0);
                }
            }
        } catch (UncheckedIOException closed) {
            // the test closed the stream
        } finally {
            ended = true;
        }
    }
}
