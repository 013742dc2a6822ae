package org.vmc.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.vmc.contracts.Topics;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;

/**
 * The console as its users meet it. Screenshots for the documents are made of the same pages with
 * {@code -Dvmc.regenerate=true}.
 */
@GatewayTest
class WebConsoleTest {
    private static final Path IMAGES = Path.of("..", "docs", "images");
    private static final String VM = "0197c5b4-0000-7000-8000-000000000001";
    private static final String OPERATION = "0197c5b4-0000-7000-8000-000000000101";
    private static final String VOLUME = "0197c5b4-0000-7000-8000-000000000300";
    private static final String BUILD = "0197c5b4-0000-7000-8000-000000000400";
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("overview", "overview");
        PAGES.put("vms", "vms");
        PAGES.put("new-vm", "vms/new");
        PAGES.put("vm", "vms/" + VM);
        PAGES.put("storage", "storage");
        PAGES.put("volume", "storage/volumes/" + VOLUME);
        PAGES.put("builds", "builds");
        PAGES.put("build", "builds/" + BUILD);
        PAGES.put("operations", "operations");
        PAGES.put("operation", "operations/" + OPERATION);
        PAGES.put("events", "events");
        PAGES.put("audit", "audit");
        PAGES.put("audit", "audit");
        PAGES.put("governance", "governance");
        PAGES.put("chat", "chat");
    }

    /** What all tests share, since a browser takes seconds to start. */
    private record Stage(Line line, Cluster cluster, Browser browser) {}

    private static @Nullable Stage stage;

    @TestHTTPResource("/")
    URI gateway;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    private Line line;
    private Cluster cluster;
    private Browser browser;

    @BeforeEach
    void begin() throws IOException {
        if (stage == null) {
            var fresh = new Line(gateway.getPort());
            stage = new Stage(fresh, new Cluster(), new Browser("http://127.0.0.1:" + fresh.port()));
        }
        line = stage.line();
        cluster = stage.cluster();
        browser = stage.browser();
        cluster.startOver();
    }

    @AfterAll
    static void end() throws IOException {
        if (stage != null) {
            stage.browser().close();
            stage.cluster().close();
            stage.line().close();
            stage = null;
        }
    }

    @Test
    void logsInWithATokenThatNoScriptCanReadAgain() {
        browser.open("overview");
        browser.type("API token", "never-issued" + Keys.ENTER);
        browser.awaitText("not known here");
        browser.type("API token", Surroundings.EXPIRED + Keys.ENTER);
        browser.awaitText("expired at");
        if (isRegenerating()) {
            browser.screenshot(IMAGES.resolve("console-login.png"));
        }
        assertThat(browser.barriers()).isEmpty();
        browser.logIn(Surroundings.ENGINEER);
        assertThat(browser.script("return localStorage.length + sessionStorage.length + document.cookie.length"))
                .isEqualTo(0L);
        // A page that is loaded again is still logged in.
        browser.script("location.reload()");
        browser.awaitText("ana");
        browser.press("Log out");
        browser.awaitText("You are logged out.");
        assertThat(browser.script("return fetch('/api/v1/whoami').then(answer => answer.status)"))
                .isEqualTo(401L);
    }

    @Test
    void everyPageShowsWhatThereIsAndKeepsNobodyOut() {
        start("overview", Surroundings.OPERATOR);
        PAGES.forEach((name, route) -> {
            browser.go(route);
            assertThat(browser.text("main"))
                    .as(name)
                    .doesNotContain("undefined")
                    .doesNotContain("[object");
            assertThat(browser.barriers()).as(name).isEmpty();
            if (isRegenerating()) {
                browser.screenshot(IMAGES.resolve("console-" + name + ".png"));
            }
        });
        assertThat(browser.complaints()).isEmpty();
        browser.scheme("dark");
        browser.size(360, 740);
        PAGES.forEach((name, route) -> {
            browser.go(route);
            assertThat(browser.script(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as(name + " is wider than a phone by")
                    .isEqualTo(0L);
        });
        for (var route : List.of("vms/new", "vms/" + VM, "overview")) {
            browser.go(route);
            assertThat(browser.barriers()).as(route + " in the dark").isEmpty();
        }
        if (isRegenerating()) {
            browser.screenshot(IMAGES.resolve("console-phone.png"));
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatComesFromOutsideIsText() {
        start("builds/" + BUILD, Surroundings.ENGINEER);
        browser.awaitText("<b>not bold</b>");
        assertThat(browser.has(".log b")).isFalse();
    }

    @Test
    void aVmIsMadeAfterItsPlacementWasShown() {
        start("vms/new", Surroundings.ENGINEER);
        browser.type("Name", "fresh");
        browser.type("Lease", "8h");
        browser.press("Show where they would go");
        browser.awaitText("most room for its role");
        browser.awaitText("closed for maintenance");
        assertThat(cluster.asked()).noneMatch(asked -> asked.path().equals("/api/v1/vms"));
        if (isRegenerating()) {
            browser.screenshot(IMAGES.resolve("console-placement.png"));
        }
        browser.press("Create");
        browser.awaitText("CreateVm");
        var asked = cluster.asked().getLast();
        assertThat(asked.path()).isEqualTo("/api/v1/vms");
        var body = new JsonObject(asked.body());
        assertThat(body.getString("name")).isEqualTo("fresh");
        assertThat(body.getString("template")).isEqualTo("debian-12");
        assertThat(body.getInteger("count")).isEqualTo(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatCannotBeTakenBackIsShownFirst() {
        start("vms/" + VM, Surroundings.ENGINEER);
        browser.press("Delete");
        browser.awaitText("cannot be brought back");
        browser.awaitText("Do what is asked of /api/v1/vms/" + VM);
        assertThat(browser.barriers()).isEmpty();
        browser.press("Leave it");
        assertThat(cluster.asked()).noneMatch(asked -> asked.method().equals("DELETE"));
        browser.press("Delete");
        browser.press("Delete ci-1");
        await().until(() ->
                cluster.asked().stream().anyMatch(asked -> asked.method().equals("DELETE")));
    }

    @Test
    void aConsoleIsOpenedAndTypedInto() {
        start("vms/" + VM, Surroundings.ENGINEER);
        browser.press("Open console");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.text(".screen").contains("ci-1 login:"));
        browser.keys("root");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.text(".screen").contains("login: root"));
        assertThat(browser.text()).contains("Connected");
        if (isRegenerating()) {
            browser.screenshot(IMAGES.resolve("console-terminal.png"));
        }
        assertThat(browser.barriers()).isEmpty();
        browser.keys(Keys.chord(Keys.SHIFT, Keys.ESCAPE));
        assertThat(browser.script("return document.activeElement.innerText")).isEqualTo("Connect again");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aScreenIsDrawn() {
        start("vms/" + VM, Surroundings.ENGINEER);
        browser.press("Open screen");
        await().atMost(Duration.ofSeconds(20)).until(() -> Long.valueOf(Cluster.SCREEN_WIDTH)
                .equals(browser.script("return document.querySelector('.screen canvas')?.width")));
        assertThat(browser.complaints()).isEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> "30,90,160".equals(browser.script("""
                        return [...document.querySelector('.screen canvas').getContext('2d').getImageData(5, 5, 1, 1).data]
                          .slice(0, 3).join(',')""")));
    }

    @Test
    void anOperationIsWatchedAndCancelled() {
        start("operations/" + OPERATION, Surroundings.ENGINEER);
        browser.awaitText("Moving its memory to h2");
        var operation = cluster.shown("/api/v1/operations/" + OPERATION);
        cluster.runs(operation.put("progress", .8).put("message", "Nearly there"));
        publish(Topics.OPERATION, OPERATION, "org.vmc.operation.progressed.v1");
        browser.awaitText("Nearly there");
        browser.awaitText("80 %");
        browser.press("Cancel");
        browser.awaitText("Taking it back");
        assertThat(cluster.asked().getLast().path()).isEqualTo("/api/v1/operations/" + OPERATION + "/cancel");
        cluster.runs(operation.put("state", "CANCELLED").put("message", "ci-1 stays on h1"));
        publish(Topics.OPERATION, OPERATION, "org.vmc.operation.finished.v1");
        browser.awaitText("ci-1 stays on h1");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void eventsArriveAndAreFiltered() {
        start("events", Surroundings.ENGINEER);
        publish(Topics.VM, VM, "org.vmc.vm.started.v1");
        publish(Topics.BUILD, BUILD, "org.vmc.build.finished.v1");
        browser.awaitText("vm.started");
        browser.awaitText("build.finished");
        browser.script("document.querySelector('input[type=search]').focus()");
        browser.keys("vm.*");
        await().until(() -> !browser.text("main table").contains("build.finished"));
        assertThat(browser.text("main table")).contains("vm.started");
        theAuditTrailIsSearched();
    }

    private void theAuditTrailIsSearched() {
        browser.script("return fetch('/api/v1/audit?actor=bob').then(answer => answer.status)");
        await().until(
                        () -> browser.script(
                                "return fetch('/api/v1/audit?outcome=refused').then(answer => answer.json())"
                                        + ".then(page => page.items.length)"),
                        kept -> !kept.equals(0L));
        browser.go("audit");
        browser.awaitText("GET /api/v1/audit");
        browser.awaitText("what others did needs the role operator");
        browser.script("document.querySelector('input[name=target]').focus()");
        browser.keys("nothing-of-this-name" + Keys.ENTER);
        browser.awaitText("Nothing like that was done or tried.");
    }

    @Test
    void aCommandIsCompletedConfirmedAndWatchedInTheChat() {
        start("chat", Surroundings.ENGINEER);
        browser.awaitText("Connected to the bot");
        browser.type("Command", "/vm de");
        browser.awaitText("Delete a virtual machine");
        browser.keys(Keys.ARROW_DOWN);
        assertThat(browser.barriers()).isEmpty();
        browser.keys(Keys.ENTER);
        browser.keys("name:ci-1" + Keys.ENTER);
        browser.awaitText("This deletes ci-1 for good.");
        assertThat(browser.text(".said")).contains("/vm delete name:ci-1", "<b>not bold</b>");
        assertThat(browser.has(".said b")).isFalse();
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.script("return document.activeElement.innerText")).isEqualTo("Cancel");
        browser.press("Confirm");
        browser.awaitText("Deleting ci-1");
        assertThat(cluster.heard().getLast().getString("text")).isEqualTo("yes");
        browser.press("Cancel");
        browser.awaitText("Cancel was asked for.");
        // What was said is still there after other pages.
        browser.go("vms");
        browser.go("chat");
        browser.awaitText("Deleting ci-1");
        line.cut();
        browser.awaitText("The connection was lost while this ran.");
        line.mend();
        browser.awaitText("Connected to the bot");
    }

    @Test
    void aLostConnectionIsSaidAndComesBack() {
        start("vms", Surroundings.ENGINEER);
        browser.awaitText("nightly");
        line.cut();
        browser.awaitText("Connection lost");
        assertThat(browser.text()).contains("nightly");
        var vms = cluster.shown("/api/v1/vms");
        vms.getJsonArray("items").getJsonObject(0).put("name", "renamed-meanwhile");
        cluster.shows("/api/v1/vms", vms);
        line.mend();
        await().atMost(Duration.ofSeconds(25))
                .until(() -> browser.text("header").contains("Live"));
        browser.awaitText("renamed-meanwhile");
    }

    @Test
    void aServiceThatIsAwayTakesOnlyItsOwnPartWithIt() {
        start("overview", Surroundings.OPERATOR);
        Surroundings.storage().goDown();
        try {
            browser.go("storage");
            browser.awaitText("storage-service");
            browser.go("overview");
            browser.awaitText("Not looked at: volumes");
            assertThat(browser.text()).contains("north").contains("Shared storage");
            browser.go("operations");
            browser.awaitText("Missing here: storage-service does not answer.");
            browser.awaitText("MigrateVm");
        } finally {
            Surroundings.storage().comeBack();
        }
        browser.go("storage");
        browser.awaitText("scratch");
    }

    @Test
    void anEndedSessionLeadsBackToTheLogin() {
        start("vms", Surroundings.VIEWER);
        browser.awaitText("nightly");
        assertThat(browser.text("main")).doesNotContain("Create VMs");
        browser.script("return fetch('/api/v1/session', {method: 'DELETE', headers: {'X-Vmc-Console': '1'}})");
        browser.script("location.hash = '#/builds'");
        browser.awaitText("Your session is over");
    }

    private void start(String route, String token) {
        browser.scheme("light");
        browser.wholeWindow();
        browser.open(route);
        browser.logIn(token);
        browser.settle();
        browser.complaints();
    }

    private static boolean isRegenerating() {
        return Boolean.getBoolean("vmc.regenerate");
    }

    private void publish(String topic, String subject, String type) {
        var event = new JsonObject()
                .put("specversion", "1.0")
                .put("id", type + System.nanoTime())
                .put("source", "/test")
                .put("type", type)
                .put("subject", subject)
                .put("time", java.time.Instant.now().toString())
                .put("data", new JsonObject());
        try (var producer = new KafkaProducer<String, String>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, subject, event.encode()));
        }
    }
}
