package dev.colophon.testkit.wordpress;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The site as a person sees it: a list of what is public, and a page for each. */
final class SitePages {

    private static final Pattern PLAIN_LINK = Pattern.compile("(?:.*&)?(?:p|page_id)=(\\d{1,18})(?:&.*)?");

    private final PostTable posts;
    private final Site site;

    SitePages(PostTable posts, Site site) {
        this.posts = posts;
        this.site = site;
    }

    Answer answer(Incoming request) {
        Matcher plain = PLAIN_LINK.matcher(request.query());
        if (plain.matches()) {
            return posts.find(Long.parseLong(plain.group(1))).map(this::page).orElseGet(this::notFound);
        }
        String slug = request.path().replaceAll("^/|/$", "");
        return slug.isEmpty() || slug.equals("index.php") ? frontPage() : bySlug(slug);
    }

    /** Two posts can have one slug; the address serves the older. */
    private Answer bySlug(String slug) {
        Optional<Post> found = posts.all().stream()
                .filter(post ->
                        post.status() == PostStatus.PUBLISH && post.slug().equals(Slugs.sanitize(slug)))
                .findFirst();
        return site.plainPermalinks() ? notFound() : found.map(this::page).orElseGet(this::notFound);
    }

    private Answer page(Post post) {
        if (post.status() != PostStatus.PUBLISH) {
            return notFound();
        }
        String title = escaped(post.text().title());
        String body = post.text().password().isEmpty()
                ? post.text().content()
                : "<p>This content is protected by a password.</p>";
        return Answer.html(200, title, "<article><h1>%s</h1>%s</article>".formatted(title, body));
    }

    private Answer frontPage() {
        List<Post> shown = posts.all().stream()
                .filter(post -> post.status() == PostStatus.PUBLISH)
                .toList();
        var list = new StringBuilder("<h1>Simulated WordPress</h1><p>" + shown.size() + " public</p><ul>");
        shown.reversed()
                .forEach(post -> list.append(
                        "<li><a href=\"%s\">%s</a></li>".formatted(site.link(post), escaped(titleOf(post)))));
        return Answer.html(200, "Simulated WordPress", list.append("</ul>").toString())
                .with("Link", "<" + site.rest("/") + ">; rel=\"https://api.w.org/\"");
    }

    private Answer notFound() {
        return Answer.html(404, "Page not found", "<h1>Page not found</h1>");
    }

    private static String titleOf(Post post) {
        return post.text().title().isEmpty() ? "(no title)" : post.text().title();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
