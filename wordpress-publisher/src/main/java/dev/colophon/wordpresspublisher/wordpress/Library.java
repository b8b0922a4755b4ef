package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.site.Site;
import dev.colophon.wordpresspublisher.site.SiteMedia;
import java.net.URLEncoder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A site's media library. WordPress has no key for an upload: what one left is found by the slug that the file's hash makes. */
final class Library {

    private static final String MEDIA = "/wp/v2/media";
    private static final String FIELDS = "id,alt_text,caption,source_url";
    private static final String ALT = "alt_text";
    private static final String CAPTION = "caption";
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\\p{Cc}\\p{Cs}\"'<>`]{1,1990}+");

    /** Web servers refuse a request whose first line is longer than 8 KB, and some of them much sooner. */
    private static final int LONGEST_IN_ADDRESS = 1500;

    private final RestApi api;
    private final Site site;
    private final SiteMedia media;

    Library(RestApi api, Site site, SiteMedia media) {
        this.api = api;
        this.site = site;
        this.media = media;
    }

    /** The oldest of those that have the slug, or the one that WordPress makes of a taken one. */
    Reading find(ImageFile image) {
        String slug = image.slug();
        return api.get(
                Phase.LOOK,
                MEDIA,
                Map.of(
                        "slug",
                        slug + "," + slug + "-2," + slug + "-3",
                        "orderby",
                        "id",
                        "order",
                        "asc",
                        "per_page",
                        "1",
                        "_fields",
                        FIELDS));
    }

    /** With the words, where they are short enough to stand beside a file, which is the whole body. */
    Reading upload(ImageFile image, Image said) {
        Map<String, String> address = new HashMap<>(Map.of("slug", image.slug(), "_fields", FIELDS));
        if (fitAddress(said)) {
            address.putAll(words(said));
        }
        return api.upload(MEDIA, address, image);
    }

    static boolean fitAddress(Image said) {
        return words(said).values().stream()
                        .mapToInt(word -> URLEncoder.encode(word, UTF_8).length())
                        .sum()
                <= LONGEST_IN_ADDRESS;
    }

    Reading describe(long attachment, Map<String, String> words) {
        return api.post(Phase.MEDIA, MEDIA + "/" + attachment, Map.of("_fields", FIELDS), words);
    }

    static Map<String, String> words(Image said) {
        return Map.of(
                ALT, Objects.requireNonNullElse(said.alt(), ""),
                CAPTION, Objects.requireNonNullElse(said.caption(), ""));
    }

    /** Those that the upload does not have; where it has some, they are another story's or an editor's. */
    static Map<String, String> missingWords(Attachment left, Image said) {
        Map<String, String> missing = new HashMap<>(words(said));
        missing.values().removeIf(String::isBlank);
        if (!left.alt().isBlank()) {
            missing.remove(ALT);
        }
        if (!left.caption().isBlank()) {
            missing.remove(CAPTION);
        }
        return missing;
    }

    /** Throws where the site said yes to what is no attachment. */
    static Attachment read(JsonNode shown) throws WordPressFailed {
        long id = SeenPosts.id(shown)
                .orElseThrow(() -> new WordPressFailed(
                        Answers.unusable(Phase.MEDIA, "The site answered without a usable attachment id.")))
                .value();
        return new Attachment(
                id,
                SiteText.words(shown.path(ALT)),
                SiteText.words(shown.path(CAPTION).path("raw")),
                address(shown));
    }

    /** What no attribute could hold is no address. */
    private static String address(JsonNode shown) throws WordPressFailed {
        String url = shown.path("source_url").asString("");
        if (!ADDRESS.matcher(url).matches()) {
            throw new WordPressFailed(Answers.unusable(
                    Phase.MEDIA,
                    "The site answered without a usable address of attachment "
                            + shown.path("id").asLong(0) + "."));
        }
        return url;
    }

    /** Those of the ids that the site has. */
    Reading list(Collection<Long> ids) {
        String asked = ids.stream().map(String::valueOf).collect(joining(","));
        return api.get(Phase.LOOK, MEDIA, Map.of("include", asked, "per_page", "100", "_fields", "id,source_url"));
    }

    static Map<Long, String> addresses(JsonNode list) throws WordPressFailed {
        if (!list.isArray()) {
            throw new WordPressFailed(Answers.unusable(Phase.LOOK, "The site answered a look-up without a list."));
        }
        Map<Long, String> addresses = new HashMap<>();
        for (JsonNode one : list) {
            addresses.put(one.path("id").asLong(0), address(one));
        }
        return addresses;
    }

    /**
     * WordPress drops an image that it does not have without a word: then it is forgotten, and the next visit uploads it anew. One that
     * is there and not shown is told when the post is read back.
     */
    void requireShown(JsonNode post, Content content) throws WordPressFailed {
        Image image = content.featuredImage();
        Attachment wanted = image == null ? null : image.attachment();
        if (wanted == null
                || !post.has("featured_media")
                || post.path("featured_media").asLong(0) == wanted.id()) {
            return;
        }
        requireThere(wanted);
    }

    /** The same where nothing is shown: the site did not keep the post for its sake. */
    void requireThere(Attachment wanted) throws WordPressFailed {
        if (there(wanted) instanceof Reading.NoSuchPost) {
            media.forget(site.id(), wanted.id());
            throw new WordPressFailed(new WordPressFailure.NotApplied(new Problem(
                    "WP_IMAGE_GONE",
                    "The site has attachment " + wanted.id() + " no more: the image is uploaded anew.",
                    null)));
        }
    }

    private Reading there(Attachment wanted) {
        return api.get(Phase.LOOK, MEDIA + "/" + wanted.id(), Map.of("_fields", "id"));
    }

    static Optional<JsonNode> first(JsonNode list) throws WordPressFailed {
        if (!list.isArray()) {
            throw new WordPressFailed(Answers.unusable(Phase.LOOK, "The site answered a look-up without a list."));
        }
        return list.isEmpty() ? Optional.empty() : Optional.of(list.path(0));
    }
}
