package dev.colophon.local.story;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who stands under whom among stories: a page can be asked for only after the one that it stands under. */
public final class ParentsFirst {

    /** Of a story that stands under itself, over however many others. */
    public static final int IN_A_RING = -1;

    private ParentsFirst() {}

    /** How many of these each of them stands under, in their order; of a parent that is none of them nothing is known. */
    public static List<Integer> depths(List<Story> stories) {
        Map<String, Story> pages = new HashMap<>();
        stories.forEach(story -> pages.put(name(story.placement(), story.key()), story));
        return stories.stream().map(story -> depth(story, pages)).toList();
    }

    private static String parent(Story story) {
        var parent = story.content().settings().parentStory();
        return parent == null ? "" : parent;
    }

    private static int depth(Story story, Map<String, Story> pages) {
        var depth = 0;
        var above = pages.get(name(story.placement(), parent(story)));
        while (above != null) {
            depth++;
            if (depth > pages.size()) {
                return IN_A_RING;
            }
            above = pages.get(name(above.placement(), parent(above)));
        }
        return depth;
    }

    private static String name(Placement placement, String key) {
        return placement + " " + key;
    }
}
