package dev.colophon.testkit.wordpress;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * One way in which a site fails, at one moment of a request, at most once per request. The names are those of the request
 * header {@code X-Fault}, which the real test site honours too. A test asserts {@link #fired()}: a fault that did not happen
 * proves nothing.
 */
public final class Fault {

    enum Moment {
        ARRIVAL,
        /** The slug is chosen, nothing is stored. */
        BEFORE_WRITE,
        /** The row is stored and its hooks run; terms and meta are not stored yet. */
        SAVE_POST,
        /** A status change to {@code publish} is stored and its hooks run. */
        PUBLISHED,
        /** All is stored, the answer is about to leave. */
        ANSWER
    }

    @FunctionalInterface
    interface Strike {
        Answer on(Answer soFar) throws InterruptedException;
    }

    private static final Duration HEADER_RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration MAINTENANCE = Duration.ofMinutes(10);

    private final String name;
    private final Moment moment;
    private final Strike strike;
    private final AtomicInteger fired = new AtomicInteger();

    private Fault(String name, Moment moment, Strike strike) {
        this.name = name;
        this.moment = moment;
        this.strike = strike;
    }

    /** {@code sleep:MS}: the slug is chosen, then time passes, then the post is stored, whether the client waits or not. */
    public static Fault sleep(Duration time) {
        return new Fault("sleep", Moment.BEFORE_WRITE, soFar -> slept(time, soFar));
    }

    /** {@code sleepafter:MS}: all is stored, the answer is late. */
    public static Fault sleepAfter(Duration time) {
        return new Fault("sleepafter", Moment.ANSWER, soFar -> slept(time, soFar));
    }

    /** Like {@link #sleep}, until the test opens the gate: the commit that comes after the client gave up. */
    public static Fault hangBeforeWrite(Gate gate) {
        return new Fault("hang", Moment.BEFORE_WRITE, soFar -> passed(gate, soFar));
    }

    /** Like {@link #sleepAfter}, until the test opens the gate. */
    public static Fault hangAfterWrite(Gate gate) {
        return new Fault("hangafter", Moment.ANSWER, soFar -> passed(gate, soFar));
    }

    /** {@code status:CODE}: refused with HTML before any user is known, as by a proxy. Nothing is stored. */
    public static Fault status(int status) {
        return status(status, HEADER_RETRY_AFTER);
    }

    /** Like {@link #status(int)}, with a {@code Retry-After} for 429 and 503. */
    public static Fault status(int status, Duration retryAfter) {
        Answer refused = Answer.html(status, "Refused", "<p>Refused: " + status + "</p>");
        boolean waits = status == 429 || status == 503;
        String seconds = Long.toString(retryAfter.toSeconds());
        return instead("status", Moment.ARRIVAL, waits ? refused.with("Retry-After", seconds) : refused);
    }

    /** WordPress's own maintenance mode: 503, HTML, {@code Retry-After: 600}. */
    public static Fault maintenance() {
        return status(503, MAINTENANCE);
    }

    /** {@code html200}: a login page with status 200. Nothing is stored. */
    public static Fault html200() {
        return instead(
                "html200",
                Moment.ARRIVAL,
                Answer.html(200, "Log In", "<form name=\"loginform\" id=\"loginform\"></form>"));
    }

    /** {@code fatal}: 500, nothing is stored. */
    public static Fault fatal() {
        return instead("fatal", Moment.BEFORE_WRITE, Answer.criticalError());
    }

    /** {@code savepost}: 500, the row is stored with its slug, without terms and meta. */
    public static Fault savePost() {
        return instead("savepost", Moment.SAVE_POST, Answer.criticalError());
    }

    /** {@code pubhook}: 500, the post is public. */
    public static Fault publishHook() {
        return instead("pubhook", Moment.PUBLISHED, Answer.criticalError());
    }

    /** {@code fatalafter}: 500, all is stored. */
    public static Fault fatalAfter() {
        return instead("fatalafter", Moment.ANSWER, Answer.criticalError());
    }

    /** {@code die-before-commit}: the connection is cut, nothing is stored. */
    public static Fault dieBeforeCommit() {
        return instead("die-before-commit", Moment.BEFORE_WRITE, Answer.cut());
    }

    /** {@code die-after-commit}: the connection is cut, all is stored. */
    public static Fault dieAfterCommit() {
        return instead("die-after-commit", Moment.ANSWER, Answer.cut());
    }

    /** A web server whose PHP worker died after the commit: 502, HTML, all is stored. */
    public static Fault badGatewayAfter() {
        return instead(
                "badgatewayafter", Moment.ANSWER, Answer.html(502, "502 Bad Gateway", "<h1>502 Bad Gateway</h1>"));
    }

    /** A 400 although all is stored, as for meta of a wrong type. */
    public static Fault badRequestAfter() {
        var error = new RestError(400, "rest_invalid_type", "meta.footnotes is not of type string.");
        return instead("badrequestafter", Moment.ANSWER, error.answer());
    }

    /** All is stored, and any answer at all comes back. */
    public static Fault answerAfter(int status, String contentType, String body) {
        return instead("answerafter", Moment.ANSWER, Answer.text(status, contentType, body));
    }

    /** All is as it should be, and the answer tells it otherwise. */
    public static Fault retold(UnaryOperator<String> words) {
        return new Fault("retold", Moment.ANSWER, soFar -> soFar.retold(words));
    }

    /** All is stored, the connection ends in the middle of the answer's body. */
    public static Fault halfAnswer() {
        return new Fault("half", Moment.ANSWER, soFar -> soFar.delivered(Answer.Delivery.HALF));
    }

    /** The answer's body comes one byte at a time, each a little later than the one before. */
    public static Fault drip() {
        return new Fault("drip", Moment.ANSWER, soFar -> soFar.delivered(Answer.Delivery.DRIP));
    }

    /**
     * The fault that the value of a header {@code X-Fault} asks for.
     *
     * @throws IllegalArgumentException if there is none of that name: a misspelt fault must not pass for the want of one
     */
    static Fault ofHeader(String header) {
        int colon = header.indexOf(':');
        String name = colon < 0 ? header : header.substring(0, colon);
        String value = colon < 0 ? "" : header.substring(colon + 1);
        return switch (name) {
            case "sleep" -> sleep(Duration.ofMillis(Long.parseLong(value)));
            case "sleepafter" -> sleepAfter(Duration.ofMillis(Long.parseLong(value)));
            case "status" -> status(Integer.parseInt(value));
            case "html200" -> html200();
            case "fatal" -> fatal();
            case "savepost" -> savePost();
            case "pubhook" -> publishHook();
            case "fatalafter" -> fatalAfter();
            case "die-before-commit" -> dieBeforeCommit();
            case "die-after-commit" -> dieAfterCommit();
            default -> throw new IllegalArgumentException("unknown X-Fault: " + name);
        };
    }

    public String name() {
        return name;
    }

    /** How many requests it has struck so far. */
    public int fired() {
        return fired.get();
    }

    Moment moment() {
        return moment;
    }

    Answer strike(Answer soFar) throws InterruptedException {
        fired.incrementAndGet();
        return strike.on(soFar);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Fault instead(String name, Moment moment, Answer answer) {
        return new Fault(name, moment, soFar -> {
            throw new Struck(answer);
        });
    }

    private static Answer slept(Duration time, Answer soFar) throws InterruptedException {
        Thread.sleep(time);
        return soFar;
    }

    private static Answer passed(Gate gate, Answer soFar) throws InterruptedException {
        gate.pass();
        return soFar;
    }
}
