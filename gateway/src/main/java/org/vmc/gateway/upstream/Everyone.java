package org.vmc.gateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.gateway.passport.Passports;
import org.vmc.http.correlation.CorrelationId;
import org.vmc.http.identity.Caller;

/**
 * Asks all services the same at once and waits for each. Blocks: to be used on a virtual thread. A service that does
 * not answer, or answers that it is broken, is missing from the replies and named as such.
 */
@Singleton
public class Everyone {
    private static final Logger LOG = Logger.getLogger(Everyone.class);

    private final Upstreams upstreams;
    private final Passports passports;

    Everyone(Upstreams upstreams, Passports passports) {
        this.upstreams = upstreams;
        this.passports = passports;
    }

    /**
     * What came back.
     *
     * @param answers in the order of {@link Service}
     * @param missing services without an answer
     */
    public record Replies(List<Answer> answers, List<Service> missing) {
        public Replies {
            answers = List.copyOf(answers);
            missing = List.copyOf(missing);
        }

        public Optional<Answer> firstOk() {
            return answers.stream().filter(Answer::isOk).findFirst();
        }

        /** The first answer that refuses the request for what it is, not for the thing being unknown there. */
        public Optional<Answer> firstRefusal() {
            return answers.stream()
                    .filter(answer -> !answer.isOk() && answer.status() != 404)
                    .findFirst();
        }
    }

    /** GETs the path from every service as that caller; null for a public path. */
    public Replies get(String pathAndQuery, @Nullable Caller caller) {
        var calls = new ArrayList<Future<Answer>>();
        for (var service : Service.values()) {
            calls.add(upstreams.call(service, HttpMethod.GET, pathAndQuery, headers(caller)));
        }
        var answers = new ArrayList<Answer>();
        var missing = new ArrayList<Service>();
        for (var service : Service.values()) {
            var answer = await(service, calls.get(service.ordinal()));
            if (answer.filter(whole -> !whole.isBroken()).isEmpty()) {
                missing.add(service);
            }
            answer.filter(whole -> !whole.isBroken()).ifPresent(answers::add);
        }
        return new Replies(answers, missing);
    }

    /** GETs the path from one service as that caller; empty when it does not answer whole. */
    public Optional<Answer> get(Service service, String path, Caller caller) {
        return await(service, upstreams.call(service, HttpMethod.GET, path, headers(caller)))
                .filter(answer -> !answer.isBroken());
    }

    /** POSTs without a body to one service; empty when it does not answer. */
    public Optional<Answer> post(Service service, String path, Caller caller) {
        return await(service, upstreams.call(service, HttpMethod.POST, path, headers(caller)));
    }

    private Map<String, String> headers(@Nullable Caller caller) {
        var headers = new HashMap<String, String>();
        headers.put("Accept", "application/json");
        headers.put(CorrelationId.HEADER, CorrelationId.current());
        if (caller != null) {
            headers.put("Authorization", passports.authorization(caller));
        }
        return headers;
    }

    /** The call itself carries the timeout. */
    private static Optional<Answer> await(Service service, Future<Answer> call) {
        try {
            return Optional.of(call.toCompletionStage().toCompletableFuture().get());
        } catch (ExecutionException | CompletionException failed) {
            LOG.warnf("%s does not answer: %s", service.wireName(), failed.getCause());
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
