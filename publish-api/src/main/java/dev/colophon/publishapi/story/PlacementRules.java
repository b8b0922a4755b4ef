package dev.colophon.publishapi.story;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.site.Placement;

/**
 * What a placement cannot carry. WordPress would drop it without a word; here it is refused with one. What a kind of post has that a
 * plugin of the site brings is not known here: the receipt tells what it does not have.
 */
public final class PlacementRules {

    private static final String LEAVE_THEM_OUT = "Leave them out, or send a variant for the page without them.";

    private PlacementRules() {}

    /**
     * Notes what in the content the placement cannot carry.
     *
     * @param pointer where the request holds the content
     */
    public static void check(Placement placement, Content content, String pointer, Findings findings) {
        if (placement.equals(Placement.POST)) {
            checkPost(content, pointer, findings);
        }
        if (placement.equals(Placement.PAGE)) {
            checkPage(content, pointer, findings);
        }
    }

    private static void checkPost(Content content, String pointer, Findings findings) {
        var parent = content.settings().parent();
        if (parent != null) {
            findings.add(
                    pointer + "/settings/" + parent.field(),
                    "NOT_ON_A_POST",
                    "Only a WordPress page has a parent.",
                    "Leave it out, or send a variant for the page.");
        }
    }

    private static void checkPage(Content content, String pointer, Findings findings) {
        var settings = content.settings();
        if (settings.format() != null) {
            notOnAPage(
                    pointer + "/settings/format",
                    "A WordPress page has no format.",
                    "Leave it out, or send a variant for the page without it.",
                    findings);
        }
        if (!content.categories().isEmpty()) {
            notOnAPage(pointer + "/categories", "A WordPress page carries no categories.", LEAVE_THEM_OUT, findings);
        }
        if (settings.taxonomies().terms().containsKey(Taxonomies.CATEGORY)) {
            notOnAPage(
                    pointer + "/settings/taxonomies/" + Taxonomies.CATEGORY,
                    "A WordPress page carries no categories.",
                    LEAVE_THEM_OUT,
                    findings);
        }
        if (!content.tags().isEmpty()) {
            notOnAPage(pointer + "/tags", "A WordPress page carries no tags.", LEAVE_THEM_OUT, findings);
        }
        if (content.sticky()) {
            notOnAPage(
                    pointer + "/sticky",
                    "A WordPress page cannot be sticky.",
                    "Send false, or a variant for the page.",
                    findings);
        }
    }

    private static void notOnAPage(String pointer, String detail, String fix, Findings findings) {
        findings.add(pointer, "NOT_ON_A_PAGE", detail, fix);
    }
}
