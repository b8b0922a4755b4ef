package dev.colophon.wordpresspublisher.protocol;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a failed visit is repeated, and when it is given up. Pure but for the jitter, which is handed in.
 *
 * @param base doubled with every failure, up to {@code cap}; the delay is drawn from zero to that (full jitter)
 * @param maxStrikes failures that may be the story's own, before it is parked
 * @param giveUpAfter how long a story waits for its site before it is parked
 * @param variantDelay and {@code variantRetries}: for what is needed and not found
 * @param retryAfterCap what a site may ask for at most
 * @param credentialsRecheck how often a story looks whether its suspended site is back
 */
public record RetryPolicy(
        Duration base,
        Duration cap,
        int maxStrikes,
        Duration giveUpAfter,
        Duration variantDelay,
        int variantRetries,
        Duration retryAfterCap,
        Duration credentialsRecheck) {

    private static final int MOST_DOUBLINGS = 30;

    /** What this failure means. {@code jitter} yields numbers from 0 to 1. */
    public Verdict judge(WordPressFailure failure, Trouble trouble, DoubleSupplier jitter) {
        return switch (failure) {
            case WordPressFailure.Permanent(var problem) -> new Verdict.Failed(problem, "permanent");
            case WordPressFailure.CredentialsLost(var problem) ->
                again(problem, "credentials_lost", trouble, false, spread(credentialsRecheck, jitter));
            case WordPressFailure.Retryable(var problem, var retryAfter) -> {
                Duration backoff = backoff(trouble.failures(), jitter);
                Duration asked = retryAfter == null ? backoff : min(retryAfter, retryAfterCap);
                yield patient(problem, "retryable", trouble, max(asked, backoff));
            }
            case WordPressFailure.NotSent(var problem) ->
                patient(problem, "not_sent", trouble, backoff(trouble.failures(), jitter));
            case WordPressFailure.SiteFault(var problem) ->
                patient(problem, "retryable", trouble, backoff(trouble.failures(), jitter));
            case WordPressFailure.Unknown(var problem) -> strike(problem, "unknown", trouble, jitter);
            case WordPressFailure.NotApplied(var problem) -> strike(problem, "retryable", trouble, jitter);
            case WordPressFailure.Missing(var problem) -> missing(problem, trouble, jitter);
        };
    }

    /** A delay from zero to {@code min(cap, base * 2^failures)}. */
    public Duration backoff(int failures, DoubleSupplier jitter) {
        long ceiling = cap.toMillis();
        int doublings = Math.min(failures, MOST_DOUBLINGS);
        long grown = base.toMillis() > (ceiling >> doublings) ? ceiling : base.toMillis() << doublings;
        return Duration.ofMillis((long) (Math.min(grown, ceiling) * jitter.getAsDouble()));
    }

    private Verdict patient(Problem problem, String outcome, Trouble trouble, Duration delay) {
        return trouble.waiting().compareTo(giveUpAfter) >= 0
                ? parked("WAITED_TOO_LONG", "Gave up after " + trouble.waiting().toHours() + " h", problem, outcome)
                : again(problem, outcome, trouble, false, delay);
    }

    private Verdict strike(Problem problem, String outcome, Trouble trouble, DoubleSupplier jitter) {
        return trouble.strikes() + 1 >= maxStrikes
                ? parked("RETRIES_EXHAUSTED", "Gave up after " + maxStrikes + " attempts", problem, outcome)
                : again(problem, outcome, trouble, true, backoff(trouble.failures(), jitter));
    }

    private Verdict missing(Problem problem, Trouble trouble, DoubleSupplier jitter) {
        return trouble.strikes() >= variantRetries
                ? parked("RETRIES_EXHAUSTED", "Looked " + (variantRetries + 1) + " times", problem, "retryable")
                : again(problem, "retryable", trouble, true, spread(variantDelay, jitter));
    }

    private static Verdict again(Problem problem, String outcome, Trouble trouble, boolean strike, Duration delay) {
        boolean unconfirmed = trouble.unsettled() || outcome.equals("unknown");
        return new Verdict.Again(problem, outcome, unconfirmed, strike, delay);
    }

    private static Verdict parked(String code, String said, Problem last, String outcome) {
        String detail = "%s; last: %s (%s)".formatted(said, last.detail(), last.code());
        return new Verdict.Parked(new Problem(code, detail, last.httpStatus()), outcome);
    }

    /** From the delay to one and a half of it, so that a crowd that waits for one thing does not come at once. */
    private static Duration spread(Duration delay, DoubleSupplier jitter) {
        return delay.plusMillis((long) (delay.toMillis() * 0.5 * jitter.getAsDouble()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
