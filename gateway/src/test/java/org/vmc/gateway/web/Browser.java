package org.vmc.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window, at one address. Nothing is downloaded: both programs are named. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;
    private final String address;
    private final String axe = axe();

    Browser(String address) {
        assumeThat(CHROMIUM).as("the Debian package chromium").isExecutable();
        assumeThat(DRIVER).as("the Debian package chromium-driver").isExecutable();
        this.address = address;
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--window-size=1280,960");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        this.driver = new ChromeDriver(service, options);
    }

    /** Starts over at a page, logged out. */
    void open(String route) {
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.get(address + "/console/#/" + route);
        logs();
    }

    void logIn(String token) {
        type("API token", token + Keys.ENTER);
        await().atMost(PATIENCE).until(() -> text("header").contains("Live"));
    }

    /** Follows a link to a page of the console, and waits until all of it is there. */
    void go(String route) {
        driver.executeScript("location.hash = '#/' + arguments[0]", route);
        settle();
    }

    void settle() {
        await().atMost(PATIENCE)
                .until(() -> Boolean.TRUE.equals(
                        driver.executeScript("return location.hash === '' || (document.querySelector('#title') !== null"
                                + " && document.querySelector('[aria-busy=true], .loading') === null)")));
    }

    String text() {
        return text("body");
    }

    String text(String selector) {
        return String.valueOf(
                driver.executeScript("return document.querySelector(arguments[0])?.innerText ?? ''", selector));
    }

    void awaitText(String wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text()).contains(wanted));
    }

    /** Types into what is labelled so, as a person would find it. */
    void type(String label, CharSequence keys) {
        var field = field(label);
        field.clear();
        field.sendKeys(keys);
    }

    void keys(CharSequence keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void press(String button) {
        find(By.xpath("//*[self::button or self::a][normalize-space(.)='%s']".formatted(button)))
                .click();
    }

    boolean has(String selector) {
        return !driver.findElements(By.cssSelector(selector)).isEmpty();
    }

    @Nullable
    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void wholeWindow() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.manage().window().setSize(new Dimension(1280, 960));
    }

    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What axe-core finds that keeps people out, in one line each. */
    List<String> barriers() {
        // The driver's scripts are not bound by the page's policy.
        driver.executeScript("if (!window.axe) {" + axe + "}");
        var found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations
                  .filter(violation => ['serious', 'critical'].includes(violation.impact))
                  .flatMap(violation => violation.nodes.map(node => violation.id + ': ' + node.html + ' ' + node.failureSummary))),
                  failure => done(['axe failed: ' + failure]));""");
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    /** What the browser complained of since this was asked last. */
    List<String> complaints() {
        return logs().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    void screenshot(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private List<LogEntry> logs() {
        return driver.manage().logs().get(LogType.BROWSER).getAll();
    }

    private WebElement field(String label) {
        return find(By.xpath("//*[@id=//label[normalize-space(.)='%s']/@for]".formatted(label)));
    }

    private WebElement find(By by) {
        return await().atMost(PATIENCE).ignoreExceptions().until(() -> driver.findElement(by), WebElement::isDisplayed);
    }

    private static String axe() {
        try (var script = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
