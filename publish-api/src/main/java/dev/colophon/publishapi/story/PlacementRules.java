package dev.colophon.publishapi.story;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.site.Placement;

/**
 * What a placement cannot carry. WordPress would drop it without a word; here it is refused with one. What a kind of post has that a
 * plugin of the site brings is not known here: the receipt tells what it does not have.
 */
public final class PlacementRules {

    private PlacementRules() {}

    /**
     * Notes what in the content the placement cannot carry.
     *
     * @param pointer where the request holds the content
     */
    public static void check(Placement placement, Content content, String pointer, Findings findings) {
        var settings = content.settings();
        if (!placement.equals(Placement.PAGE)) {
            var parent = settings.parent();
            if (placement.equals(Placement.POST) && parent != null) {
                findings.add(
                        pointer + "/settings/" + parent.field(),
                        "NOT_ON_A_POST",
                        "Only a WordPress page has a parent.",
                        "Leave it out, or send a variant for the page.");
            }
            return;
        }
        if (settings.format() != null) {
            findings.add(
                    pointer + "/settings/format",
                    "NOT_ON_A_PAGE",
                    "A WordPress page has no format.",
                    "Leave it out, or send a variant for the page without it.");
        }
        if (!content.categories().isEmpty()) {
            findings.add(
                    pointer + "/categories",
                    "NOT_ON_A_PAGE",
                    "A WordPress page carries no categories.",
                    "Leave them out, or send a variant for the page without them.");
        }
        if (settings.taxonomies().terms().containsKey(Taxonomies.CATEGORY)) {
            findings.add(
                    pointer + "/settings/taxonomies/" + Taxonomies.CATEGORY,
                    "NOT_ON_A_PAGE",
                    "A WordPress page carries no categories.",
                    "Leave them out, or send a variant for the page without them.");
        }
        if (!content.tags().isEmpty()) {
            findings.add(
                    pointer + "/tags",
                    "NOT_ON_A_PAGE",
                    "A WordPress page carries no tags.",
                    "Leave them out, or send a variant for the page without them.");
        }
        if (content.sticky()) {
            findings.add(
                    pointer + "/sticky",
                    "NOT_ON_A_PAGE",
                    "A WordPress page cannot be sticky.",
                    "Send false, or a variant for the page.");
        }
    }
}
