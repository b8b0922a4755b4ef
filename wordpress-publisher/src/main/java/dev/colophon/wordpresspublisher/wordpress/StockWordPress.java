package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.FieldChoice;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A WordPress without our plugin: the REST API as it is shipped, and an application password. */
final class StockWordPress implements WordPress {

    static final String FIELDS = "id,status,slug,link,content.raw,title.raw,excerpt.raw,date_gmt,password,sticky,"
            + "author,comment_status,ping_status,format,template,parent,categories,tags,featured_media,meta";
    /** What a post has whatever its kind, by the names that an answer has for it. */
    private static final Set<String> OF_ALL = Stream.concat(
                    Arrays.stream(FIELDS.split(",", -1)).map(field -> field.replace(".raw", "")),
                    Stream.of("date", "modified", "modified_gmt", "type", "meta", "guid", "menu_order", "colophon"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Duration WORDPRESS_TAKES_FOR_NOW = Duration.ofSeconds(60);

    private final RestApi api;
    private final PostKind kind;
    private final Slot slot;
    private final StoryTerms terms;
    private final FormatTurns formats;
    private final Library library;
    private final InstantSource clock;

    StockWordPress(
            RestApi api,
            PostKind kind,
            Slot slot,
            StoryTerms terms,
            FormatTurns formats,
            Library library,
            InstantSource clock) {
        this.api = api;
        this.kind = kind;
        this.slot = slot;
        this.terms = terms;
        this.formats = formats;
        this.library = library;
        this.clock = clock;
    }

    @Override
    public List<SeenPost> lookUp() throws WordPressFailed {
        JsonNode list = yes(api.get(
                Phase.LOOK,
                collection(),
                Map.of(
                        "slug", String.join(",", slot.family()),
                        "status", "any,trash",
                        "orderby", "id",
                        "order", "asc",
                        "per_page", "100",
                        "_fields", withTermsOf(kind, FIELDS))));
        if (!list.isArray()) {
            throw new WordPressFailed(Answers.unusable(Phase.LOOK, "The site answered a look-up without a list."));
        }
        List<SeenPost> posts = new ArrayList<>();
        for (JsonNode post : list) {
            SeenPost seen = SeenPosts.read(post, slot, kind).orElseThrow(() -> noPost(Phase.LOOK));
            if (seen.belongsTo(slot, null)) {
                posts.add(seen);
            }
        }
        return posts;
    }

    @Override
    public SeenPost reserveDraft(Content content) throws WordPressFailed {
        TermIds ids = termsOf(content);
        Map<String, Object> body = PostBodies.draft(slot, kind, content, ids);
        JsonNode post =
                formats.write(body, () -> yes(api.post(Phase.CREATE, collection(), fields(), body)), SeenPosts::id);
        SeenPost drafted = SeenPosts.read(post, slot, kind).orElseThrow(() -> noPost(Phase.CREATE));
        requireTerms(post, ids);
        library.requireShown(post, content);
        return drafted;
    }

    @Override
    public Optional<SeenPost> look(PostId post) throws WordPressFailed {
        Reading reading = api.get(Phase.LOOK, collection() + "/" + post, fields());
        if (reading instanceof Reading.NoSuchPost) {
            return Optional.empty();
        }
        return Optional.of(SeenPosts.read(yes(reading), slot, kind)
                .filter(seen -> seen.id().equals(post))
                .orElseThrow(() -> noPost(Phase.LOOK)));
    }

    @Override
    public void write(PostId post, Change change, Content content, @Nullable FieldChoice choice)
            throws WordPressFailed {
        if (change == Change.PUBLISH || change == Change.UPDATE) {
            requirePast(content);
        }
        Map<String, Object> body;
        TermIds ids;
        if (choice == null) {
            ids = change == Change.PUBLISH ? TermIds.none() : termsOf(content);
            body = PostBodies.change(change, slot, kind, content, ids);
        } else {
            ids = change != Change.PUBLISH && choice.send().stream().anyMatch(kind.termFields()::contains)
                    ? termsOf(content).among(choice.send())
                    : TermIds.none();
            body = PostBodies.chosen(PostBodies.change(change, slot, kind, content, ids), content, choice.send());
        }
        JsonNode answer = formats.write(
                body, () -> yes(api.post(Phase.WRITE, collection() + "/" + post, fields(), body)), SeenPosts::id);
        if (!SeenPosts.id(answer).equals(Optional.of(post))) {
            throw noPost(Phase.WRITE);
        }
        requireTerms(answer, ids);
        if (change != Change.PUBLISH && body.containsKey("featured_media")) {
            library.requireShown(answer, content);
        }
    }

    @Override
    public void dropDraft(PostId post) throws WordPressFailed {
        Reading reading = api.delete(collection() + "/" + post, Map.of("force", "true"));
        if (!(reading instanceof Reading.NoSuchPost)) {
            yes(reading);
        }
    }

    @Override
    public Optional<Attachment> uploadedBefore(ImageFile image) throws WordPressFailed {
        Optional<JsonNode> found = Library.first(yes(library.find(image)));
        return found.isPresent() ? Optional.of(Library.read(found.get())) : Optional.empty();
    }

    @Override
    public Attachment described(Attachment left, Image said) throws WordPressFailed {
        Map<String, String> missing = Library.fitAddress(said) ? Map.of() : Library.missingWords(left, said);
        return missing.isEmpty() ? left : Library.read(yes(library.describe(left.id(), missing)));
    }

    @Override
    public Attachment upload(ImageFile image, Image said) throws WordPressFailed {
        Attachment uploaded = Library.read(yes(library.upload(image, said)));
        return Library.fitAddress(said)
                ? uploaded
                : Library.read(yes(library.describe(uploaded.id(), Library.words(said))));
    }

    @Override
    public Map<Long, String> addresses(Collection<Long> attachments) throws WordPressFailed {
        return Library.addresses(yes(library.list(attachments)));
    }

    @Override
    public List<PostId> publicPages(String slug) throws WordPressFailed {
        JsonNode list = yes(api.get(
                Phase.LOOK, collection(), Map.of("slug", slug, "status", "publish", "_fields", "id,slug,status")));
        if (!list.isArray()) {
            throw new WordPressFailed(Answers.unusable(Phase.LOOK, "The site answered a look-up without a list."));
        }
        List<PostId> pages = new ArrayList<>();
        for (JsonNode page : list) {
            pages.add(SeenPosts.id(page).orElseThrow(() -> noPost(Phase.LOOK)));
        }
        return pages;
    }

    @Override
    public void checkCredentials() throws WordPressFailed {
        Reading reading = api.get(Phase.WHO_AM_I, "/wp/v2/users/me", Map.of());
        if (reading instanceof Reading.Refused(var failure)) {
            throw new WordPressFailed(new WordPressFailure.CredentialsLost(new Problem(
                    "WP_CREDENTIALS_LOST",
                    failure.problem().detail(),
                    failure.problem().httpStatus())));
        }
        JsonNode capabilities = yes(reading).path("capabilities");
        if (capabilities.isObject() && !capabilities.path("edit_others_posts").asBoolean(false)) {
            throw new WordPressFailed(new WordPressFailure.CredentialsLost(
                    new Problem("WP_ROLE_TOO_SMALL", "The user of the site needs the role of an editor.", 200)));
        }
    }

    TermIds termsOf(Content content) throws WordPressFailed {
        return terms.of(content, kind, this::yes);
    }

    /** A write of a whole post under a key, which may be the first of its format. */
    <T> T withFormat(Map<String, Object> body, FormatTurns.Write<T> write, Function<T, Optional<PostId>> bearer)
            throws WordPressFailed {
        return formats.write(body, write, bearer);
    }

    private void requireTerms(JsonNode post, TermIds ids) throws WordPressFailed {
        if (!ids.allOn(post)) {
            terms.forget(ids);
            throw new WordPressFailed(new WordPressFailure.NotApplied(
                    new Problem("WP_TERMS_DROPPED", "The site dropped terms of post " + post.path("id") + ".", 200)));
        }
    }

    void requirePast(Content content) throws WordPressFailed {
        Instant date = content.date();
        if (date != null && date.isAfter(clock.instant().plus(WORDPRESS_TAKES_FOR_NOW))) {
            throw new WordPressFailed(new WordPressFailure.Permanent(new Problem(
                    "VARIANT_DATE_IN_FUTURE",
                    "The story's own date " + date + " lies in the future; to publish it then, use publishAt.",
                    null)));
        }
    }

    /** A refusal counts only from a site that knows us; otherwise it is about our account, not about the story. */
    JsonNode yes(Reading reading) throws WordPressFailed {
        return switch (reading) {
            case Reading.Yes(var json) -> json;
            case Reading.Trouble(var failure) -> throw new WordPressFailed(failure);
            case Reading.Refused(var failure) -> {
                checkCredentials();
                throw new WordPressFailed(failure);
            }
            case Reading.NoSuchPost _ ->
                throw new WordPressFailed(new WordPressFailure.SiteFault(
                        new Problem("WP_POST_GONE", "The post vanished between a look and a write.", 404)));
            case Reading.TermExists _, Reading.NoSuchTerm _, Reading.ByCompanion _ ->
                throw new WordPressFailed(Answers.unusable(Phase.LOOK, "The site spoke of what it was not asked for."));
        };
    }

    /** Whether a post of any kind has this field, so that it holds no terms of a plugin's. */
    static boolean isFieldOfAll(String name) {
        return OF_ALL.contains(name);
    }

    /** These fields, and those with the terms of the kind. */
    static String withTermsOf(PostKind kind, String fields) {
        return Stream.concat(
                        Stream.of(fields),
                        kind.termFields().stream()
                                .filter(field -> !OF_ALL.contains(field))
                                .sorted())
                .collect(Collectors.joining(","));
    }

    private static WordPressFailed noPost(Phase phase) {
        return new WordPressFailed(Answers.unusable(phase, "The site answered without a usable post."));
    }

    private String collection() {
        return "/wp/v2/" + kind.collection();
    }

    private Map<String, String> fields() {
        return Map.of("_fields", withTermsOf(kind, FIELDS));
    }
}
