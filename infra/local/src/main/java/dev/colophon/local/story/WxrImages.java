package dev.colophon.local.story;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * The images of an export's post: the one that it is shown with, and those of its library that the html shows or leads to. What is
 * no image, or another site's, stays as the html has it.
 */
final class WxrImages {

    private static final String FEATURED = "_thumbnail_id";
    private static final Pattern GALLERY = Pattern.compile("\\[gallery[\\s\\]]");
    private static final Pattern BACKGROUND = Pattern.compile("background-image:\\s*url\\(");

    private static final Pattern CANDIDATE = Pattern.compile("(?<=^|[\\s,])https?://\\S*[^\\s,]");

    private final WxrAttachments library;
    private final ObjIntConsumer<String> notCarried;
    private final Set<String> shown = new HashSet<>();

    /** @param notCarried is told of what is left out, and how many there are */
    WxrImages(WxrAttachments library, ObjIntConsumer<String> notCarried) {
        this.library = library;
        this.notCarried = notCarried;
    }

    PostImages of(WxrItem item) {
        var html = item.text("content");
        notCarried.accept("galleries that name their images by ids", (int)
                GALLERY.matcher(html).results().count());
        notCarried.accept("images that are a background in a style", (int)
                BACKGROUND.matcher(html).results().count());
        var inline = inline(Jsoup.parseBodyFragment(html));
        notCarried.accept(
                "images beyond the first %d of a post".formatted(PostImages.INLINE_MAX),
                inline.size() - PostImages.INLINE_MAX);
        return new PostImages(
                featured(item), inline.stream().limit(PostImages.INLINE_MAX).toList());
    }

    /** How many files of the library no post so far shows or leads to. */
    int unshown() {
        return library.count() - shown.size();
    }

    private @Nullable Image featured(WxrItem item) {
        var id = item.metas().get(FEATURED);
        var file = id == null ? null : library.withId(id.strip()).orElse(null);
        notCarried.accept("featured images that the export does not hold", id != null && file == null ? 1 : 0);
        return file != null && isCarried(file) ? file : null;
    }

    private boolean isCarried(Image file) {
        shown.add(file.url());
        var isImage = WxrAttachments.isImage(file);
        notCarried.accept("files that are no images", isImage ? 0 : 1);
        return isImage;
    }

    private List<Image> inline(Document html) {
        Map<String, Image> carried = new LinkedHashMap<>();
        addresses(html).distinct().forEach(address -> {
            var file = library.shownAt(address).orElse(null);
            if (file != null && isCarried(file)) {
                carried.put(address, file.at(address));
            }
        });
        notCarried.accept("images of other sites", (int) foreign(html));
        return List.copyOf(carried.values());
    }

    private long foreign(Document html) {
        return html.select("img[src]").eachAttr("src").stream()
                .map(String::strip)
                .distinct()
                .filter(address -> library.shownAt(address).isEmpty())
                .count();
    }

    /** What the html names, in its order. */
    private static Stream<String> addresses(Document html) {
        return html.body().stream()
                .flatMap(element -> Stream.concat(
                        Stream.of(element.attr("src"), element.attr("href")),
                        CANDIDATE.matcher(element.attr("srcset")).results().map(MatchResult::group)))
                .map(String::strip)
                .filter(address -> !address.isEmpty());
    }
}
