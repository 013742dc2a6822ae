package org.vmc.gateway.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Leads who comes with an address alone to the web console. */
@Singleton
class FrontDoor {
    private static final String CONSOLE = "/console/";

    void register(@Observes Router router) {
        router.get("/").handler(FrontDoor::toConsole);
        router.getWithRegex("/console").handler(FrontDoor::toConsole);
    }

    private static void toConsole(RoutingContext request) {
        request.response().setStatusCode(302).putHeader("Location", CONSOLE).end();
    }
}
