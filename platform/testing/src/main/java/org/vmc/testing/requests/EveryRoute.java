package org.vmc.testing.requests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.vmc.testing.requests.ApiDescription.Route;
import org.vmc.testing.requests.RawHttp.Answer;

/**
 * What must be refused at every route a server describes, so that a route that is added is tested without anybody
 * remembering to: strangers, roles that may not, and bodies nobody can read. Each method answers with what was not as
 * it should be.
 */
public final class EveryRoute {
    private static final String SOME_ID = "0197c5b4-0000-7000-8000-000000000001";
    private static final String PARAMETER = "[{][^}]+}";
    private static final int MOST = 1 << 20;
    private static final Set<Integer> UNREADABLE = Set.of(400, 422);
    private static final Set<Integer> NOT_WHAT_WAS_ASKED = Set.of(422);
    private static final Set<Integer> TOO_LARGE = Set.of(413);

    private final RawHttp http;
    private final List<Route> routes;
    private final List<String> faults = new ArrayList<>();

    /** All routes of the description that are wanted. */
    public EveryRoute(URI server, ApiDescription api, Predicate<Route> wanted) {
        http = new RawHttp(server);
        routes = api.routes().stream().filter(wanted).toList();
    }

    /** Without a token, and with each of these, every route answers 401. */
    public List<String> refusesStrangers(List<String> tokens) {
        for (Route route : routes) {
            expect(Set.of(401), request(route), "without a token");
            for (String token : tokens) {
                expect(Set.of(401), as(token, request(route)), "with " + token);
            }
        }
        return faults;
    }

    /** Every change is refused to this user, who may only look. */
    public List<String> refusesChangesOf(String viewer) {
        for (Route route : routes) {
            if (route.changes()) {
                expect(Set.of(403), as(viewer, json(route, "{}")), "by one who may only look");
            }
        }
        return faults;
    }

    /**
     * Every change of a thing is refused to this user, whose it is not; where the body is looked at first, for the
     * body.
     *
     * @param thing path of the thing, with {@code {id}} for its id
     */
    public List<String> refusesChangesOfOthersThings(String stranger, String thing, String id) {
        var about = routes.stream()
                .filter(route -> route.changes() && route.path().startsWith(thing))
                .toList();
        if (about.isEmpty()) {
            faults.add("No route changes " + thing);
        }
        for (Route route : about) {
            RawRequest request =
                    request(route, id).with("Content-Type: application/json").body("{}");
            expect(Set.of(403, 422), as(stranger, request), "by one whose it is not");
        }
        return faults;
    }

    /** Bodies that cannot be read, are of another kind or too large are refused before anything is done. */
    public List<String> refusesBodies(String token) {
        for (Route route : routes) {
            if (!route.takesJson()) {
                continue;
            }
            for (String unreadable : List.of("{\"name\": ", "{\"a\":1}x", "'a'", "{\"a\":1,}", "[".repeat(2_000))) {
                expect(UNREADABLE, as(token, json(route, unreadable)), "unreadable");
            }
            expect(
                    UNREADABLE,
                    as(token, json(route, "{}").body("{\"name\":\"\u00e9\"}".getBytes(ISO_8859_1))),
                    "not UTF-8");
            for (String other : List.of("{\"nonsense\":1}", "[]", "\"text\"")) {
                expect(NOT_WHAT_WAS_ASKED, as(token, json(route, other)), "another thing");
            }
            String large = "{\"name\":\"" + "a".repeat(MOST) + "\"}";
            expect(TOO_LARGE, as(token, json(route, large)), "too large");
            expect(TOO_LARGE, as(token, json(route, large).inChunks()), "too large, its length unsaid");
            expect(
                    Set.of(415),
                    as(token, request(route).with("Content-Type: text/plain").body("hello")),
                    "as text");
        }
        return faults;
    }

    private void expect(Set<Integer> statuses, RawRequest request, String what) {
        try {
            Answer answer = http.send(request);
            if (!statuses.contains(answer.status())) {
                faults.add("%s (%s): %d instead of %s: %s"
                        .formatted(request, what, answer.status(), statuses, answer.body()));
                return;
            }
            Judge.of(answer, request.method())
                    .ifPresent(fault -> faults.add("%s (%s): %s".formatted(request, what, fault)));
        } catch (IOException nothing) {
            faults.add("%s (%s): no answer: %s".formatted(request, what, nothing));
        }
    }

    private static RawRequest request(Route route) {
        return request(route, SOME_ID);
    }

    private static RawRequest request(Route route, String first) {
        String path = route.path().replaceFirst(PARAMETER, first).replaceAll(PARAMETER, SOME_ID);
        return RawRequest.of(route.method(), route.changes() ? path + "?dryRun=true" : path);
    }

    private static RawRequest json(Route route, String body) {
        return request(route).with("Content-Type: application/json").body(body);
    }

    private static RawRequest as(String token, RawRequest request) {
        return request.with("Authorization: Bearer " + token);
    }
}
