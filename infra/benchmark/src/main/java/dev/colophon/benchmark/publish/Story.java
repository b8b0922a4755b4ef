package dev.colophon.benchmark.publish;

/** A story of about 2 KB, its own words in each. What both contenders publish. */
record Story(String run, int number) {

    private static final int PARAGRAPHS = 8;

    String key() {
        return "%s-%05d".formatted(run, number);
    }

    String title() {
        return "Story " + key();
    }

    String html() {
        var html = new StringBuilder();
        for (var paragraph = 1; paragraph <= PARAGRAPHS; paragraph++) {
            html.append("""
                    <!-- wp:paragraph -->
                    <p>Paragraph %d of story %d: the council met at noon, heard both sides, and put the matter off until the report
                    is in. Nobody was surprised; the benches were empty but for two reporters and a school class.</p>
                    <!-- /wp:paragraph -->
                    """.formatted(paragraph, number));
        }
        return html.toString();
    }
}
