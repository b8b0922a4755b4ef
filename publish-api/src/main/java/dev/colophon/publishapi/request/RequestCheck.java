package dev.colophon.publishapi.request;

import dev.colophon.publishapi.accept.Submission;
import dev.colophon.publishapi.client.HtmlPolicy;
import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.site.SiteKey;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Slot;
import dev.colophon.publishapi.story.StoryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a request as far as it can be checked by itself, and notes everything that is wrong with it at once. */
public final class RequestCheck {

    private static final Duration FURTHEST_AHEAD = Duration.ofDays(5 * 366);
    private static final Duration FURTHEST_BEHIND = Duration.ofDays(1);

    private final PublicationRequest body;
    private final Instant now;
    private final HtmlPolicy policy;
    private final Findings findings = new Findings();

    /** Of a request that came in now, by a client of this policy. */
    public RequestCheck(PublicationRequest body, Instant now, HtmlPolicy policy) {
        this.body = body;
        this.now = now;
        this.policy = policy;
    }

    /** What is asked for; 422 naming everything that is wrong. */
    public Submission submission() {
        var storyKey = storyKey();
        var site = site();
        var placement = placement();
        var publishAt = publishAt();
        var given = given();
        findings.refuseIfAny();
        return new Submission(storyKey.orElseThrow(), site.orElseThrow(), placement.orElseThrow(), publishAt, given);
    }

    private Optional<StoryKey> storyKey() {
        var key = body.storyKey();
        if (key == null || Texts.isBlank(key) || key.length() > StoryKey.MAX_LENGTH) {
            findings.add(
                    "/storyKey",
                    "OUT_OF_RANGE",
                    "A story key has 1 to " + StoryKey.MAX_LENGTH + " characters.",
                    "Send your own name for the story.");
            return Optional.empty();
        }
        var before = findings.count();
        Texts.checkLine(key, "/storyKey", findings);
        return findings.count() == before ? Optional.of(new StoryKey(key)) : Optional.empty();
    }

    private Optional<SiteKey> site() {
        var key = SiteKey.of(body.site());
        if (key.isEmpty()) {
            findings.add(
                    "/site",
                    "INVALID_SITE_KEY",
                    "The site's key is missing or not up to 63 of [a-z0-9-].",
                    "Send the key of a registered site; GET /v1/sites lists them.");
        }
        return key;
    }

    private Optional<Placement> placement() {
        var placement = Optional.ofNullable(body.placement()).flatMap(Placement::of);
        if (placement.isEmpty()) {
            findings.add(
                    "/placement",
                    "UNKNOWN_PLACEMENT",
                    "No such placement exists.",
                    "Send one of " + Placement.names() + ".");
        }
        return placement;
    }

    private @Nullable Instant publishAt() {
        if (body.publishAt() == null) {
            return null;
        }
        var at = Texts.instant(body.publishAt(), "/publishAt", findings).orElse(null);
        if (at != null && (at.isAfter(now.plus(FURTHEST_AHEAD)) || at.isBefore(now.minus(FURTHEST_BEHIND)))) {
            findings.add(
                    "/publishAt",
                    "OUT_OF_RANGE",
                    "The moment lies more than 5 years ahead or more than a day back.",
                    "Send one in that range, or null for now; the post's own date is content/date.");
        }
        return at;
    }

    private Map<Slot, Content> given() {
        var given = new HashMap<Slot, Content>();
        if (body.content() != null) {
            content(Slot.DEFAULT, body.content(), given);
        }
        if (body.variants() != null) {
            body.variants().forEach((name, variant) -> variant(name, variant, given));
        }
        return given;
    }

    private void variant(String name, @Nullable ContentRequest variant, Map<Slot, Content> given) {
        var placement = Placement.of(name);
        if (placement.isEmpty()) {
            findings.add(
                    "/variants",
                    "UNKNOWN_PLACEMENT",
                    "Variants are named by placements; one of these names is none.",
                    "Use " + Placement.names() + ".");
        } else if (variant == null) {
            findings.add("/variants/" + name, "MISSING", "The variant is null.", "Send its content, or leave it out.");
        } else {
            content(Slot.of(placement.get()), variant, given);
        }
    }

    private void content(Slot slot, ContentRequest variant, Map<Slot, Content> given) {
        new ContentCheck(variant, slot.pointer(), policy, findings)
                .content()
                .ifPresent(content -> given.put(slot, content));
    }
}
