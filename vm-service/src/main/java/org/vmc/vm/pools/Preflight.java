package org.vmc.vm.pools;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.pools.PreflightReport.Check;
import org.vmc.vm.xen.PoolEndpoint;
import org.vmc.vm.xen.XenEvents;
import org.vmc.vm.xen.XenFailure;
import org.vmc.vm.xen.XenHost;
import org.vmc.vm.xen.XenPool;

/** Looks at a host before it joins a pool. Changes nothing, on either side. */
@ApplicationScoped
class Preflight {

    private static final Duration READ_WITHIN = Duration.ofSeconds(5);
    private static final String USUAL_USER = "root";

    private final XenConfig config;
    private final Pools pools;
    private final Inventory inventory;
    private final Clock clock = Clock.systemUTC();

    Preflight(XenConfig config, Pools pools, Inventory inventory) {
        this.config = config;
        this.pools = pools;
        this.inventory = inventory;
    }

    /** Names a request may use: the candidates, and the pools. */
    List<String> candidates() {
        return Stream.concat(config.candidates().stream(), config.pools().stream())
                .map(XenConfig.AccessConfig::name)
                .toList();
    }

    /**
     * @throws ProblemException 404 for an unknown pool, 422 naming each wrong field, 503 when the pool cannot be heard;
     *     a host that cannot be reached is a finding
     */
    PreflightReport check(String pool, PreflightRequest request) {
        PoolSnapshot snapshot = inventory.pool(pool).orElseThrow(() -> ProblemException.notFound("pool", pool));
        PoolEndpoint endpoint = endpoint(request);
        JoinSide ours = ours(snapshot);
        String where = request.candidate() == null || request.candidate().isBlank()
                ? endpoint.url().toString()
                : request.candidate();
        try (XenPool candidate = new XenPool(endpoint)) {
            JoinSide joining = read(where, candidate);
            List<Check> checks = new ArrayList<>();
            checks.add(Check.ok("reachable", "It answers at %s.".formatted(endpoint.url())));
            checks.addAll(new JoinChecks(ours, joining).all());
            return PreflightReport.of(pool, joining.coordinator().name(), checks);
        } catch (XenFailure failure) {
            Check unreachable = Check.blocking(
                    "reachable",
                    String.valueOf(failure.getMessage()),
                    "Check its address, its user and password, and its certificate's fingerprint.");
            return PreflightReport.of(pool, where, List.of(unreachable));
        }
    }

    private JoinSide ours(PoolSnapshot pool) {
        String trouble = pool.trouble();
        Optional<XenHost> coordinator = pool.coordinator().flatMap(pool::record);
        if (trouble != null || coordinator.isEmpty()) {
            throw unreachable(pool.name(), trouble == null ? "it has no coordinator" : trouble);
        }
        try {
            Duration ahead = ahead(pools.connection(pool.name()), coordinator.get());
            return new JoinSide(pool, coordinator.get(), ahead);
        } catch (XenFailure failure) {
            throw unreachable(pool.name(), String.valueOf(failure.getMessage()));
        }
    }

    private static ProblemException unreachable(String pool, String why) {
        return ProblemException.of(ProblemType.POOL_UNREACHABLE, "Pool %s cannot be reached (%s).".formatted(pool, why))
                .retryAfter(Duration.ofSeconds(10));
    }

    private JoinSide read(String name, XenPool candidate) {
        XenEvents events = candidate.events(XenEvents.FROM_THE_START, READ_WITHIN);
        PoolSnapshot pool = PoolSnapshot.read(name, events.changes(), clock.instant());
        ObservedHost coordinator = pool.coordinator()
                .orElseThrow(() -> new IllegalStateException("The pool of " + name + " has no coordinator"));
        XenHost host = pool.record(coordinator).orElseThrow();
        return new JoinSide(pool, host, ahead(candidate, host));
    }

    /** Against our own clock, at the middle of the call. */
    private Duration ahead(XenPool pool, XenHost host) {
        Instant asked = clock.instant();
        Instant theirs = pool.clock(host.ref());
        Duration half = Duration.between(asked, clock.instant()).dividedBy(2);
        return Duration.between(asked.plus(half), theirs);
    }

    private PoolEndpoint endpoint(PreflightRequest request) {
        String candidate = blankToNull(request.candidate());
        String url = blankToNull(request.url());
        if (candidate != null && url != null) {
            throw ProblemException.invalid("url", "is not to be given with candidate");
        }
        if (candidate == null && url == null) {
            throw ProblemException.invalid("candidate", "is missing; one of " + known() + ", or give a url instead");
        }
        return candidate == null ? given(request, String.valueOf(url)) : configured(candidate);
    }

    private PoolEndpoint configured(String name) {
        Optional<PoolEndpoint> candidate = config.candidates().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(Endpoints::of);
        return candidate
                .or(() -> config.pools().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .map(Endpoints::of))
                .orElseThrow(() -> ProblemException.invalid("candidate", "must be one of " + known()));
    }

    private static PoolEndpoint given(PreflightRequest request, String url) {
        List<FieldError> errors = new ArrayList<>();
        Optional<URI> address = address(url);
        if (address.isEmpty()) {
            errors.add(
                    new FieldError("url", "must be http://HOST or https://HOST, with a port if it is not the usual"));
        }
        String password = blankToNull(request.password());
        if (password == null) {
            errors.add(new FieldError("password", "is missing"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        String user = blankToNull(request.user());
        try {
            return Endpoints.of(
                    address.orElseThrow(),
                    user == null ? USUAL_USER : user,
                    String.valueOf(password),
                    blankToNull(request.fingerprint()));
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalid(
                    "fingerprint", "must be the SHA-256 of a certificate, 64 hexadecimal digits");
        }
    }

    /** Only the host counts: what else an address may carry would make other requests of it. */
    private static Optional<URI> address(String text) {
        try {
            URI url = URI.create(text);
            boolean plain = ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null
                    && (url.getPath().isEmpty() || url.getPath().equals("/"));
            return plain ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private String known() {
        return candidates().stream().collect(Collectors.joining(", "));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
