package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure.CredentialsLost;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure.NotApplied;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure.NotSent;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure.Permanent;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure.Retryable;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure.SiteFault;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure.Unknown;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Classifies a site's answers: a pure function of what was asked and what came. Whatever is not listed is UNKNOWN for a write. */
final class Answers {

    private static final String COMPANION = "colophon_";
    /** Some hundred times what a page of posts has. A body of nothing but brackets would be many times as large once it is read. */
    private static final long MOST_TOKENS = 200_000;

    /** Of a network of sites, in which each has so much room: asked again, as where the disk is full. */
    private static final Set<String> NO_ROOM = Set.of("rest_upload_limited_space", "rest_upload_user_quota_exceeded");

    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
            .build());

    private final Redaction redaction;

    /** @param redaction of the site's words, where they are kept */
    Answers(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Reads an answer that came. {@code now} is for a Retry-After that is a date. */
    Reading read(Phase phase, Answer answer, Instant now) {
        JsonNode json = parse(answer);
        if (answer.isSuccess()) {
            return json == null ? trouble(phase, answer, null, unreadable(answer)) : new Reading.Yes(json);
        }
        String code = json == null ? "" : json.path("code").asString("");
        if (json != null && code.startsWith(COMPANION)) {
            return new Reading.ByCompanion(code, json.path("data"), problem("WP_COMPANION_REFUSED", answer, json));
        }
        return switch (answer.status()) {
            case 400, 413, 422 -> refused(phase, answer, json, code);
            case 401, 403 -> json == null ? forbiddenByProxy(phase, answer) : credentials(answer, json, code);
            case 404 -> notFound(phase, answer, json, code);
            case 410 ->
                code.equals("rest_already_trashed")
                        ? new Reading.NoSuchPost()
                        : trouble(phase, answer, json, "WP_ANSWERED_HTML");
            case 414 ->
                phase == Phase.MEDIA
                        ? refusal(phase, "WP_TOO_LARGE", answer, json)
                        : trouble(phase, answer, json, unreadable(answer));
            case 429 -> later("WP_RATE_LIMITED", answer, json, now);
            case 503 ->
                answer.retryAfter() == null
                        ? trouble(phase, answer, json, "WP_SERVER_ERROR")
                        : later("WP_MAINTENANCE", answer, json, now);
            default ->
                phase == Phase.MEDIA && code.startsWith("rest_upload_")
                        ? notKept(answer, json)
                        : trouble(phase, answer, json, unexpected(answer));
        };
    }

    /** Reads a request that brought no answer. */
    static WordPressFailure silence(Phase phase, boolean sent, String code, String detail) {
        Problem problem = new Problem(code, detail, null);
        if (!sent) {
            return new NotSent(problem);
        }
        return phase.unknownIfLost() ? new Unknown(problem) : new SiteFault(problem);
    }

    /** A 2xx whose JSON lacks what was asked for: a look that failed, or a write whose end is unknown. */
    static WordPressFailure unusable(Phase phase, String detail) {
        Problem problem = new Problem("WP_UNREADABLE_ANSWER", detail, null);
        return phase.unknownIfLost() ? new Unknown(problem) : new SiteFault(problem);
    }

    private Reading refused(Phase phase, Answer answer, @Nullable JsonNode json, String code) {
        if (json == null) {
            return answer.status() == 413
                    ? refusal(phase, "WP_TOO_LARGE", answer, null)
                    : trouble(phase, answer, null, "WP_ANSWERED_HTML");
        }
        if (code.equals("term_exists") && json.path("data").path("term_id").asLong(0) > 0) {
            return new Reading.TermExists(json.path("data").path("term_id").asLong(0));
        }
        if (phase == Phase.MEDIA && NO_ROOM.contains(code)) {
            return notKept(answer, json);
        }
        if (phase == Phase.TERM && code.equals("rest_term_invalid")) {
            return new Reading.NoSuchTerm(problem("WP_TERMS_DROPPED", answer, json));
        }
        String inner =
                json.path("data").path("details").path("status").path("code").asString("");
        return inner.equals("rest_forbidden_status")
                ? credentials(answer, json, inner)
                : refusal(phase, "WP_REFUSED_CONTENT", answer, json);
    }

    /** What carries no content says nothing about the story: who cannot look does not know, and must not call it failed. */
    private Reading refusal(Phase phase, String code, Answer answer, @Nullable JsonNode json) {
        return new Reading.Refused(
                phase.carriesContent()
                        ? new Permanent(problem(code, answer, json))
                        : new SiteFault(problem("WP_REFUSED_REQUEST", answer, json)));
    }

    /**
     * Of a file. WordPress has one code for a type that it never takes and for a disk or folder that does not let it write now, which
     * passes: of two uploads that are the first of a month at once, one is refused so (seen at a real one).
     */
    private Reading notKept(Answer answer, @Nullable JsonNode json) {
        return new Reading.Trouble(new NotApplied(problem("WP_MEDIA_REFUSED", answer, json)));
    }

    private Reading credentials(Answer answer, JsonNode json, String code) {
        boolean unknownUser = answer.status() == 401 || code.equals("rest_forbidden_status");
        String stable = unknownUser ? "WP_CREDENTIALS_LOST" : "WP_ROLE_TOO_SMALL";
        return new Reading.Refused(new CredentialsLost(problem(stable, answer, json)));
    }

    private Reading forbiddenByProxy(Phase phase, Answer answer) {
        return answer.status() == 401
                ? new Reading.Refused(new CredentialsLost(problem("WP_CREDENTIALS_LOST", answer, null)))
                : trouble(phase, answer, null, "WP_ANSWERED_HTML");
    }

    private Reading notFound(Phase phase, Answer answer, @Nullable JsonNode json, String code) {
        if (json != null && code.equals("rest_post_invalid_id")) {
            return new Reading.NoSuchPost();
        }
        return code.equals("rest_no_route")
                ? new Reading.Trouble(new SiteFault(problem("WP_NO_ROUTE", answer, json)))
                : trouble(phase, answer, json, "WP_ANSWERED_HTML");
    }

    private Reading later(String code, Answer answer, @Nullable JsonNode json, Instant now) {
        return new Reading.Trouble(
                new Retryable(problem(code, answer, json), RetryAfter.parse(answer.retryAfter(), now)));
    }

    private Reading trouble(Phase phase, Answer answer, @Nullable JsonNode json, String code) {
        Problem problem = problem(code, answer, json);
        return new Reading.Trouble(phase.unknownIfLost() ? new Unknown(problem) : new SiteFault(problem));
    }

    private static String unexpected(Answer answer) {
        if (answer.status() >= 500) {
            return "WP_SERVER_ERROR";
        }
        return answer.status() >= 300 && answer.status() < 400 ? "WP_REDIRECTED" : unreadable(answer);
    }

    private static String unreadable(Answer answer) {
        return answer.saysJson() ? "WP_UNREADABLE_ANSWER" : "WP_ANSWERED_HTML";
    }

    private Problem problem(String code, Answer answer, @Nullable JsonNode json) {
        String words = json == null ? "" : json.path("message").asString("");
        String detail = words.isBlank() ? answer.status() + " " + Redaction.beginning(answer.body()) : words;
        return new Problem(code, redaction.of(detail), answer.status());
    }

    private static @Nullable JsonNode parse(Answer answer) {
        if (!answer.saysJson()) {
            return null;
        }
        try {
            JsonNode node = JSON.readTree(answer.body());
            return node == null || node.isMissingNode() ? null : node;
        } catch (JacksonException unparsable) {
            return null;
        }
    }
}
