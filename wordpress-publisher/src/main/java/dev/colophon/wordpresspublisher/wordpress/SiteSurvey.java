package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A look at a whole site. Every list is a page of at most 100 posts; where a page is more than we read at once, smaller ones
 * are asked for. That a list lacks a post is no evidence of anything: only {@link #one} can prove an absence.
 *
 * <p>Anything but a good answer fails: a survey never goes on past an answer that it does not understand.
 */
public final class SiteSurvey {

    /** The most that WordPress gives on one page. */
    public static final int PAGE_MAX = 100;

    private static final String EVERYTHING = "any,trash";
    private static final String FIELDS = "id,status,slug,link,content.raw";
    private static final String FIELDS_WITHOUT_CONTENT = "id,status,slug,link";
    private static final String MARKER_WORD = "colophon:";

    private final RestApi api;
    private final WordPress account;
    private final Kinds kinds;
    private final Map<Placement, PostKind> known = new HashMap<>();
    private int pageSize = PAGE_MAX;
    private int requests;

    SiteSurvey(RestApi api, WordPress account, Kinds kinds) {
        this.api = api;
        this.account = account;
        this.kinds = kinds;
    }

    /** What placements are at the site; empty for one that it does not show. */
    @FunctionalInterface
    interface Kinds {
        Optional<PostKind> of(Placement placement) throws WordPressFailed;
    }

    /** Whether the site shows this kind of post: of what it does not show, nothing can be concluded. */
    public boolean shows(Placement placement) throws WordPressFailed {
        if (!known.containsKey(placement)) {
            kinds.of(placement).ifPresent(kind -> known.put(placement, kind));
        }
        return known.containsKey(placement);
    }

    /**
     * A page of a list.
     *
     * @param next the offset of the page after this one, null if this is the last
     */
    public record Page(List<SurveyedPost> posts, @Nullable Integer next) {
        public Page {
            posts = List.copyOf(posts);
        }
    }

    /** Fails as CredentialsLost where the site does not know us or our role is too small: a list would then be a lie. */
    public void checkCredentials() throws WordPressFailed {
        requests++;
        account.checkCredentials();
    }

    /** Those of the posts that the site lists, trash included. */
    public Map<PostId, SurveyedPost> named(Placement placement, List<PostId> posts) throws WordPressFailed {
        Map<PostId, SurveyedPost> found = new HashMap<>();
        int from = 0;
        while (from < posts.size()) {
            List<PostId> batch = posts.subList(from, Math.min(posts.size(), from + pageSize));
            Optional<List<SurveyedPost>> page = list(
                    placement,
                    Map.of(
                            "include", batch.stream().map(PostId::toString).collect(Collectors.joining(",")),
                            "status", EVERYTHING,
                            "_fields", FIELDS));
            if (page.isPresent()) {
                page.get().forEach(post -> found.put(post.id(), post));
                from += batch.size();
            }
        }
        return found;
    }

    /** The post; empty where the site proves that it has none of this id. */
    public Optional<SurveyedPost> one(Placement placement, PostId post) throws WordPressFailed {
        requests++;
        Reading reading = api.get(Phase.LOOK, collection(placement) + "/" + post, Map.of("_fields", FIELDS));
        if (reading instanceof Reading.NoSuchPost) {
            return Optional.empty();
        }
        return Optional.of(read(yes(reading), placement)
                .filter(seen -> seen.id().equals(post))
                .orElseThrow(SiteSurvey::noPost));
    }

    /** Posts whose text mentions a marker of ours, lowest id first. */
    public Page marked(Placement placement, int offset) throws WordPressFailed {
        return page(placement, offset, Map.of("search", MARKER_WORD, "status", EVERYTHING, "_fields", FIELDS));
    }

    /** Posts that carry this publication's marker, as many as fit on one page. */
    public List<SurveyedPost> markedFor(Placement placement, PublicationId publication) throws WordPressFailed {
        Map<String, String> query =
                Map.of("search", MARKER_WORD + publication, "status", EVERYTHING, "_fields", FIELDS);
        return page(placement, 0, query).posts().stream()
                .filter(post -> post.marks().stream()
                        .anyMatch(slot -> slot.publication().equals(publication)))
                .toList();
    }

    /** All drafts, lowest id first, without their content. */
    public Page drafts(Placement placement, int offset) throws WordPressFailed {
        return page(placement, offset, Map.of("status", "draft", "_fields", FIELDS_WITHOUT_CONTENT));
    }

    /** Deletes a post for good. */
    public void delete(Placement placement, PostId post) throws WordPressFailed {
        requests++;
        Reading reading = api.delete(collection(placement) + "/" + post, Map.of("force", "true"));
        if (!(reading instanceof Reading.NoSuchPost)) {
            yes(reading);
        }
    }

    /** How many requests were made so far. */
    public int requests() {
        return requests;
    }

    /** By offset, not by page number: an offset past the end is an empty list and no error. */
    private Page page(Placement placement, int offset, Map<String, String> query) throws WordPressFailed {
        while (true) {
            Map<String, String> paged = new TreeMap<>(query);
            paged.put("orderby", "id");
            paged.put("order", "asc");
            paged.put("offset", Integer.toString(offset));
            int asked = pageSize;
            Optional<List<SurveyedPost>> posts = list(placement, paged);
            if (posts.isPresent()) {
                int size = posts.get().size();
                return new Page(posts.get(), size < asked ? null : offset + size);
            }
        }
    }

    /** Empty where the answer was too large: the next one will be asked for in smaller pages. */
    private Optional<List<SurveyedPost>> list(Placement placement, Map<String, String> query) throws WordPressFailed {
        Map<String, String> bounded = new TreeMap<>(query);
        bounded.put("per_page", Integer.toString(pageSize));
        requests++;
        Reading reading = api.get(Phase.LOOK, collection(placement), bounded);
        if (reading instanceof Reading.Trouble(var failure)
                && failure.problem().code().equals("WP_ANSWER_TOO_LARGE")
                && pageSize > 1) {
            pageSize = pageSize / 2;
            return Optional.empty();
        }
        JsonNode list = yes(reading);
        if (!list.isArray()) {
            throw new WordPressFailed(Answers.unusable(Phase.LOOK, "The site answered a survey without a list."));
        }
        List<SurveyedPost> posts = new ArrayList<>();
        for (JsonNode post : list) {
            posts.add(read(post, placement).orElseThrow(SiteSurvey::noPost));
        }
        return Optional.of(posts);
    }

    private static Optional<SurveyedPost> read(JsonNode post, Placement placement) {
        JsonNode raw = post.path("content").path("raw");
        String content = raw.isString() ? raw.stringValue() : null;
        String status = post.path("status").asString("");
        Optional<String> slug = SiteText.slug(post.path("slug"));
        if (status.isBlank() || slug.isEmpty()) {
            return Optional.empty();
        }
        return SeenPosts.id(post)
                .map(id -> new SurveyedPost(
                        id,
                        placement,
                        SeenStatus.of(status),
                        slug.get(),
                        SiteText.address(post.path("link")),
                        content == null ? null : SeenPosts.hash(content),
                        content == null ? List.of() : Slot.markedIn(content)));
    }

    private JsonNode yes(Reading reading) throws WordPressFailed {
        return switch (reading) {
            case Reading.Yes(var json) -> json;
            case Reading.Trouble(var failure) -> throw new WordPressFailed(failure);
            case Reading.Refused(var failure) -> {
                checkCredentials();
                throw new WordPressFailed(failure);
            }
            case Reading.NoSuchPost _, Reading.TermExists _, Reading.NoSuchTerm _, Reading.ByCompanion _ ->
                throw new WordPressFailed(Answers.unusable(Phase.LOOK, "The site answered something else than asked."));
        };
    }

    private static WordPressFailed noPost() {
        return new WordPressFailed(Answers.unusable(Phase.LOOK, "The site answered without a usable post."));
    }

    private String collection(Placement placement) throws WordPressFailed {
        if (!shows(placement)) {
            throw new WordPressFailed(new WordPressFailure.SiteFault(new Problem(
                    "WP_TYPE_NOT_SHOWN",
                    "The site shows no kind of post '" + placement.word() + "' over REST.",
                    null)));
        }
        return "/wp/v2/" + Objects.requireNonNull(known.get(placement)).collection();
    }
}
