package dev.colophon.systemtest.console;

import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.Command;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A person at a headless Chromium. Nothing of it leaves this machine. */
final class Browser implements AutoCloseable {

    static final Dimension DESK = new Dimension(1180, 900);
    static final Dimension PHONE = new Dimension(390, 844);

    private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final ChromeDriver driver;
    private final URI console;

    /** @param console such as {@code http://127.0.0.1:18080/console} */
    Browser(URI console) {
        this.console = console;
        String script = RepositoryFiles.resolve("infra/system-test/browser").toString();
        Command.run(List.of(script, "install"), INSTALL_DEADLINE);
        Command.Outcome look = Command.tryRun(List.of(script, "find"), ANSWER);
        if (look.exitCode() != 0) {
            throw new IllegalStateException(look.output());
        }
        List<String> found = look.output().lines().toList();
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(found.get(0));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--force-color-profile=srgb",
                "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(found.get(1)))
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().pageLoadTimeout(ANSWER).scriptTimeout(ANSWER);
        size(DESK);
    }

    /** A person who has not been here yet. */
    Browser strange() {
        open("/sign-in");
        driver.manage().deleteAllCookies();
        return this;
    }

    /** As whoever holds this key. */
    Browser signIn(String key) {
        strange().open("/sign-in");
        one("#key").sendKeys(key);
        press("Sign in");
        return this;
    }

    /** @param path below {@code /console} */
    Browser open(String path) {
        driver.get(console + path);
        return this;
    }

    String path() {
        return URI.create(driver.getCurrentUrl()).getPath();
    }

    WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** At this instant: the page replaces what it shows when it looks again. Empty where there is no such element. */
    String text(String css) {
        return String.join("", texts(css).stream().limit(1).toList());
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String css) {
        return (List<String>) Objects.requireNonNull(driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(element => element.innerText.trim())", css));
    }

    /** Where a link leads, at this instant. Empty where there is no such link. */
    String leadsTo(String css) {
        return (String) Objects.requireNonNull(
                driver.executeScript("return document.querySelector(arguments[0])?.href ?? ''", css));
    }

    /** A button or a link by its words, and the page that it leads to, whole. */
    void press(String words) {
        follow(By.xpath("//button[normalize-space()='%1$s'] | //a[normalize-space()='%1$s']".formatted(words)));
    }

    /** A link or a button by its selector, and the page that it leads to, whole. */
    void follow(String css) {
        follow(By.cssSelector(css));
    }

    /**
     * A click comes back before the browser has left the page, and a page that looks again may replace what is to be clicked. So the page is marked, and the wait
     * is for one without the mark.
     */
    private void follow(By what) {
        driver.executeScript("window.left = true");
        await().atMost(ANSWER)
                .ignoreExceptionsMatching(Browser::isOfAMovingPage)
                .until(() -> {
                    driver.findElement(what).click();
                    return true;
                });
        await().atMost(ANSWER)
                .until(() -> Boolean.TRUE.equals(
                        driver.executeScript("return !window.left && document.readyState === 'complete'")));
    }

    /** What was found is not in the page any more, or something else has come to lie over it. */
    private static boolean isOfAMovingPage(Throwable thrown) {
        return thrown instanceof StaleElementReferenceException || thrown instanceof ElementClickInterceptedException;
    }

    Browser size(Dimension window) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        window.getWidth(),
                        "height",
                        window.getHeight(),
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        false));
        return this;
    }

    Browser dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    /** Whether a reader has to move the whole page sideways. */
    boolean isWiderThanItsWindow() {
        return Boolean.TRUE.equals(
                driver.executeScript("return document.documentElement.scrollWidth > window.innerWidth"));
    }

    /** What the page complained of since the last call: broken rules of the content's policy, errors of scripts, files not found. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What axe finds wrong for people who see, hear or move otherwise: rule and elements. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        driver.executeScript(axe());
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']})
                  .then(found => done(found.violations.map(one =>
                    one.id + ' (' + one.impact + '): ' + one.nodes.map(node => node.target.join(' ')).join(', '))))
                  .catch(error => done(['axe failed: ' + error]));
                """);
    }

    void photograph(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
