package dev.colophon.publishapi.site;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a story is given at a site where it says nothing of it; or, of a job, what it took of that when it was accepted.
 *
 * @param author id of a user at the site; null: none
 * @param categories names, at most {@link #MAX_CATEGORIES}; empty: none
 * @param visibility null: none, which is public
 */
public record SiteDefaults(
        @Nullable Long author,
        List<String> categories,
        @Nullable Visibility visibility) {

    /** None at all. */
    public static final SiteDefaults NONE = new SiteDefaults(null, List.of(), null);

    static final int MAX_CATEGORIES = 20;
    static final int MAX_NAME = 200;

    public SiteDefaults {
        categories = List.copyOf(categories);
        if (!isAuthor(author)
                || categories.size() > MAX_CATEGORIES
                || !categories.stream().allMatch(SiteDefaults::isName)) {
            throw new IllegalArgumentException("not the defaults of a site");
        }
    }

    /** What a story takes that left this open, placed like this: a page has no categories, nor most other kinds. */
    public SiteDefaults takenFor(Set<SiteDefault> leftOpen, Placement placement) {
        return new SiteDefaults(
                leftOpen.contains(SiteDefault.AUTHOR) ? author : null,
                leftOpen.contains(SiteDefault.CATEGORIES) && placement.equals(Placement.POST) ? categories : List.of(),
                leftOpen.contains(SiteDefault.VISIBILITY) ? visibility : null);
    }

    static boolean isAuthor(@Nullable Long id) {
        return id == null || id > 0;
    }

    /** Whether a category can be called so: one line of whole characters. */
    static boolean isName(@Nullable String name) {
        return name != null
                && !name.isBlank()
                && name.length() <= MAX_NAME
                && name.codePoints().noneMatch(SiteDefaults::isForbidden);
    }

    private static boolean isForbidden(int point) {
        return Character.isISOControl(point) || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
