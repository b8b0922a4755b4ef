package dev.colophon.benchmark.accept;

/** What is asked for: one story of about two kilobytes after the other. */
final class Jobs {

    private static final String FILLING = "<p>Ships return to the harbour on Monday, the mayor said.</p>".repeat(33);

    private Jobs() {}

    /** A token that no other job has, and that stands unchanged in story key, title, slug and key. */
    static String token(String run, int worker, long number) {
        return "j" + run + "w" + worker + "n" + number;
    }

    static String body(String token) {
        return """
                {"storyKey": "%s", "site": "bench", "placement": "post", "content": {"title": "%s", "html": "%s", "excerpt": "Ships \
                return.", "categories": ["Local news"], "tags": ["harbour", "ships"]}}""".formatted(token, token, FILLING);
    }
}
