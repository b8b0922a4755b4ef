package dev.colophon.local.story;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns items of an export into stories: pure but for the remarks it keeps on what an export has and a job has not. */
final class WxrStories {

    private static final DateTimeFormatter WXR_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final Set<String> SWITCH = Set.of("open", "closed");
    private static final Set<String> FORMATS =
            Set.of("aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio");

    private static final Set<String> TAXONOMIES = Set.of("category", "post_tag", "post_format");

    private final Instant now;
    private final List<String> skipped = new ArrayList<>();
    private final Map<String, Integer> notCarried = new TreeMap<>();
    private final WxrTerms terms = new WxrTerms();
    private final WxrImages images;

    /** @param library of the whole export: a post may come before its images */
    WxrStories(Instant now, WxrAttachments library) {
        this.now = now;
        this.images = new WxrImages(library, this::note);
    }

    Optional<Story> of(WxrItem item, String host) {
        return switch (item.text("post_type")) {
            case "post" -> wanted(item, host, Placement.POST);
            case "page" -> wanted(item, host, Placement.PAGE);
            case "attachment" -> {
                note(
                        "attachments without an address",
                        item.text("attachment_url").isBlank() ? 1 : 0);
                yield Optional.empty();
            }
            default -> {
                note("items of type " + item.text("post_type"), 1);
                yield Optional.empty();
            }
        };
    }

    WxrTerms terms() {
        return terms;
    }

    /** Parents before their children; a page whose parent is no story of the export, or stands under it, stands under nothing. */
    List<Story> inOrder(List<Story> read) {
        var keys = read.stream().map(Story::key).collect(Collectors.toSet());
        var depths = ParentsFirst.depths(read);
        var waves = new TreeMap<Integer, List<Story>>();
        for (var index = 0; index < read.size(); index++) {
            var story = read.get(index);
            var depth = depths.get(index);
            var parent = story.content().settings().parentStory();
            var isLost = parent != null && (depth == ParentsFirst.IN_A_RING || !keys.contains(parent));
            note("page parents", isLost ? 1 : 0);
            waves.computeIfAbsent(Math.max(depth, 0), _ -> new ArrayList<>())
                    .add(isLost ? story.withoutParent() : story);
        }
        return waves.values().stream().flatMap(List::stream).toList();
    }

    private static String key(String host, String post) {
        return "wxr-%s-%s".formatted(host, post);
    }

    List<String> remarks() {
        var remarks = new ArrayList<>(skipped);
        if (images.unshown() > 0) {
            remarks.add("not carried over: %d files that no post shows".formatted(images.unshown()));
        }
        var all = new TreeMap<>(notCarried);
        terms.tell((what, count) -> {
            if (count > 0) {
                all.put(what, count);
            }
        });
        all.forEach((what, count) -> remarks.add("not carried over: %d %s".formatted(count, what)));
        return remarks;
    }

    private Optional<Story> wanted(WxrItem item, String host, Placement placement) {
        var status = item.text("status");
        return switch (status) {
            case "publish", "future" -> Optional.of(story(item, host, placement, Visibility.PUBLIC));
            case "draft", "pending" -> Optional.of(story(item, host, placement, Visibility.DRAFT));
            case "private" -> Optional.of(story(item, host, placement, Visibility.PRIVATE));
            default -> {
                skipped.add("skipped: %s '%s' (id %s) is %s, which is none of public, private and draft"
                        .formatted(placement.word(), item.text("title"), item.text("post_id"), status));
                yield Optional.empty();
            }
        };
    }

    private Story story(WxrItem item, String host, Placement placement, Visibility visibility) {
        noteWhatIsLost(item, placement);
        var date = date(item);
        var isScheduled = item.text("status").equals("future") && date != null && date.isAfter(now);
        return new Story(
                key(host, item.text("post_id")),
                placement,
                isScheduled ? date : null,
                content(item, host, placement, visibility, isScheduled ? null : date));
    }

    private Content content(
            WxrItem item, String host, Placement placement, Visibility visibility, @Nullable Instant date) {
        return new Content(
                item.text("title"),
                item.text("content"),
                emptyToNull(item.text("excerpt")),
                Content.fittingSlug(item.text("post_name")).orElse(null),
                date,
                visibility,
                emptyToNull(item.text("post_password")),
                isSticky(item, placement) && item.text("post_password").isEmpty(),
                ways(item, placement)
                        .filter(way -> way.size() == 1)
                        .map(List::getFirst)
                        .toList(),
                placement.carriesTerms() ? item.terms("post_tag") : List.of(),
                settings(item, host, placement),
                images.of(item));
    }

    private static boolean isSticky(WxrItem item, Placement placement) {
        return placement == Placement.POST && item.text("is_sticky").equals("1");
    }

    private Stream<List<String>> ways(WxrItem item, Placement placement) {
        return placement.carriesTerms() ? item.categories(terms.categories()).stream() : Stream.of();
    }

    private PostSettings settings(WxrItem item, String host, Placement placement) {
        var parent = item.text("post_parent");
        var standsUnder = placement == Placement.PAGE && !List.of("", "0").contains(parent);
        return new PostSettings(
                openOrClosed(item.text("comment_status")),
                openOrClosed(item.text("ping_status")),
                placement == Placement.POST ? format(item).orElse(null) : null,
                standsUnder ? key(host, parent) : null,
                ways(item, placement).filter(way -> way.size() > 1).toList());
    }

    private static @Nullable String openOrClosed(String word) {
        return SWITCH.contains(word) ? word : null;
    }

    /** An export names a format as a reader sees it, in English. */
    private static Optional<String> format(WxrItem item) {
        return item.terms("post_format").stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(FORMATS::contains)
                .findFirst();
    }

    private void noteWhatIsLost(WxrItem item, Placement placement) {
        note("comments", item.comments());
        note(
                "post formats",
                item.terms("post_format").size()
                        - (placement == Placement.POST
                                ? (int) format(item).stream().count()
                                : 0));
        // WordPress refuses the two together, though a site may have come to have them.
        note(
                "stickiness of posts with a password",
                isSticky(item, placement) && !item.text("post_password").isEmpty() ? 1 : 0);
        if (placement.carriesTerms()) {
            terms.had(item);
        } else {
            note(
                    "terms of pages",
                    item.terms("category").size() + item.terms("post_tag").size());
        }
        // A job names an author by the id that he has at the site, and an export by his name at another.
        note("authors of stories", item.text("creator").isBlank() ? 0 : 1);
        note("terms of other taxonomies", (int) item.terms().stream()
                .filter(term -> !TAXONOMIES.contains(term.domain()))
                .count());
    }

    private void note(String what, int count) {
        if (count > 0) {
            notCarried.merge(what, count, Integer::sum);
        }
    }

    /** In GMT where the export knows it; a draft that never had a date carries zeroes. */
    private static @Nullable Instant date(WxrItem item) {
        return List.of(item.text("post_date_gmt"), item.text("post_date")).stream()
                .flatMap(text -> instant(text).stream())
                .findFirst()
                .orElse(null);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.startsWith("0000")
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(text.strip(), WXR_TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException absent) {
            return Optional.empty();
        }
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
