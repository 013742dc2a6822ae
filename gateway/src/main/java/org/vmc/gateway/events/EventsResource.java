package org.vmc.gateway.events;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.gateway.tokens.TokenHolders;
import org.vmc.http.identity.Callers;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** {@code GET /api/v1/events}: one virtual thread writes to one client for as long as it stays. */
@Path("/api/v1/events")
@Tag(name = "events")
public class EventsResource {
    private static final Logger LOG = Logger.getLogger(EventsResource.class);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);

    private final EventFeed feed;
    private final Backlog backlog;
    private final EventsConfig config;
    private final Callers callers;
    private final TokenHolders holders;
    private final Semaphore places;

    EventsResource(EventFeed feed, Backlog backlog, EventsConfig config, Callers callers, TokenHolders holders) {
        this.feed = feed;
        this.backlog = backlog;
        this.config = config;
        this.callers = callers;
        this.holders = holders;
        this.places = new Semaphore(config.maxClients());
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "events",
            summary = "What happens in the cluster, live",
            description =
                    "CloudEvents as server-sent events. A client that comes back with Last-Event-ID misses nothing.")
    public void events(
            @Context SseEventSink sink,
            @Context Sse sse,
            @Parameter(description = "patterns of types, comma separated: vm.*,build.finished")
                    @QueryParam("types")
                    @Nullable
                    String types,
            @Parameter(description = "only events about this id") @QueryParam("subject") @Nullable String subject,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId)
            throws InterruptedException {
        var filter = EventFilter.of(callers.current(), types, subject);
        var from = Optional.ofNullable(lastEventId).filter(id -> !id.isBlank()).map(Positions::decode);
        if (!places.tryAcquire()) {
            throw ProblemException.of(
                            ProblemType.RATE_LIMITED,
                            "All %d places for event streams are taken.".formatted(config.maxClients()))
                    .retryAfter(TRY_AGAIN_AFTER);
        }
        var subscription = new Subscription(filter, config.maxWaiting());
        try (var client = new EventClient(sink, sse)) {
            client.welcome();
            begin(subscription, from, filter, client);
            serve(subscription, client, filter.caller().user());
        } catch (IOException gone) {
            // the client left or is too slow; it comes back with the last id it saw
        } catch (KafkaException noPast) {
            LOG.warnf("The past is not readable now, the client has to come back: %s", noPast.getMessage());
        } finally {
            feed.history().unsubscribe(subscription);
            places.release();
        }
    }

    private void begin(Subscription subscription, Optional<Positions> from, EventFilter filter, EventClient client)
            throws IOException, InterruptedException {
        if (from.isEmpty()) {
            feed.history().subscribe(subscription);
            return;
        }
        var position = from.get();
        while (!feed.history().hasBegun(config.heartbeat())) {
            client.heartbeat(position);
        }
        // What is kept moves on while the past is read, so this may take more than one round.
        for (var until = feed.history().subscribe(subscription, position);
                until.isPresent();
                until = feed.history().subscribe(subscription, position)) {
            position = backlog.read(position, until.get(), (event, after) -> {
                if (filter.test(event)) {
                    client.send(event, after);
                }
            });
        }
    }

    /** Ends with the last token of its user too, at the next event or heartbeat. */
    private void serve(Subscription subscription, EventClient client, String user)
            throws IOException, InterruptedException {
        while (!client.isGone() && holders.hold(user)) {
            var delivery = subscription.next(config.heartbeat());
            if (delivery == null) {
                return;
            }
            if (delivery.event() == null) {
                client.heartbeat(delivery.position());
            } else {
                client.send(delivery.event(), delivery.position());
            }
        }
    }
}
