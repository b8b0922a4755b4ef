package dev.colophon.testkit.wordpress;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list of posts asks for. Unknown parameters, {@code meta_key} among them, are ignored. */
record PostQuery(
        Set<PostStatus> statuses,
        @Nullable List<String> slugs,
        @Nullable List<Long> ids,
        String search,
        @Nullable List<Long> categories,
        @Nullable List<Long> tags,
        Comparator<Post> order,
        long offset,
        long page,
        long perPage,
        boolean edit) {

    private static final Set<String> STATUS_CODES =
            new LinkedHashSet<>(List.of("publish", "future", "draft", "pending", "private", "trash", "any"));
    private static final Set<String> ORDERS =
            new LinkedHashSet<>(List.of("author", "date", "id", "modified", "slug", "title"));

    /** Reads and checks all parameters; the statuses are checked against the user too, before it is asked who it is. */
    static PostQuery of(Params params, User user) {
        var query = new PostQuery(
                statuses(params, user),
                params.has("slug")
                        ? params.words("slug").stream().map(Slugs::sanitize).toList()
                        : null,
                params.integers("include"),
                params.text("search", "").toLowerCase(Locale.ROOT),
                params.integers("categories"),
                params.integers("tags"),
                order(params),
                params.integer("offset", 0),
                params.integer("page", 1, 1, Integer.MAX_VALUE),
                params.integer("per_page", 10, 1, 100),
                params.oneOf("context", "view", Contexts.ALL).equals("edit"));
        params.check();
        return query;
    }

    /** How many of the found ones come before the page. An offset beats the page's number. */
    long skipped() {
        return offset > 0 ? offset : (page - 1) * perPage;
    }

    boolean finds(Post post) {
        return statuses.contains(post.status())
                && (slugs == null || slugs.contains(post.slug()))
                && (ids == null || ids.contains(post.id()))
                && (categories == null || sharesOne(categories, post.relations().of(Taxonomy.CATEGORY)))
                && (tags == null || sharesOne(tags, post.relations().of(Taxonomy.TAG)))
                && (search.isEmpty() || mentions(post.text()));
    }

    private boolean mentions(Post.Text text) {
        String all = text.title() + "\n" + text.excerpt() + "\n" + text.content();
        return all.toLowerCase(Locale.ROOT).contains(search);
    }

    private static boolean sharesOne(List<Long> wanted, List<Long> present) {
        return present.stream().anyMatch(wanted::contains);
    }

    private static Set<PostStatus> statuses(Params params, User user) {
        var statuses = new LinkedHashSet<PostStatus>();
        for (String code : params.has("status") ? params.words("status") : List.of("publish")) {
            if (!STATUS_CODES.contains(code)) {
                params.invalid("status", "rest_not_in_enum", "status[0] is not one of " + STATUS_CODES + ".");
            } else if (!code.equals("publish") && !user.role().writes(PostType.POST)) {
                params.forbidden("status", "rest_forbidden_status", "Status is forbidden.", user.refusalStatus());
            } else if (code.equals("any")) {
                statuses.addAll(Set.of(PostStatus.values()));
                statuses.remove(PostStatus.TRASH);
            } else {
                statuses.add(PostStatus.valueOf(code.toUpperCase(Locale.ROOT)));
            }
        }
        // The trash is asked for by name, also beside "any".
        if (params.has("status") && params.words("status").contains("trash")) {
            statuses.add(PostStatus.TRASH);
        }
        return statuses;
    }

    private static Comparator<Post> order(Params params) {
        Comparator<Post> order = (switch (params.oneOf("orderby", "date", ORDERS)) {
            case "id" -> Comparator.comparingLong(Post::id);
            case "modified" -> Comparator.comparing(Post::modified);
            case "slug" -> Comparator.comparing(Post::slug);
            case "title" -> Comparator.comparing((Post post) -> post.text().title());
            case "author" -> Comparator.comparingLong(Post::author);
            default -> Comparator.comparing(Post::date);
        });
        Comparator<Post> stable = order.thenComparingLong(Post::id);
        return params.oneOf("order", "desc", Set.of("asc", "desc")).equals("asc") ? stable : stable.reversed();
    }
}
