package dev.colophon.systemtest.guarantee;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * I1: at most one public post per publication and generation, at every instant, and in all generations together never two at
 * once. Looked at while the faults strike.
 */
public final class AtMostOnePublicPost {

    private final Map<String, Set<Long>> everPublic = new ConcurrentHashMap<>();
    private final Set<String> violations = new ConcurrentSkipListSet<>();
    private final AtomicInteger looks = new AtomicInteger();

    /** One look at the whole list. */
    public void look(List<SitePost> posts) {
        looks.incrementAndGet();
        var open = posts.stream().filter(SitePost::isPublic).toList();
        open.forEach(post -> everPublic
                .computeIfAbsent(post.publication() + " g" + post.generation(), _ -> ConcurrentHashMap.newKeySet())
                .add(post.id()));
        everPublic.forEach((slot, ids) -> {
            if (ids.size() > 1) {
                violations.add("TWICE " + slot + ": posts " + ids + " were public");
            }
        });
        open.stream()
                .collect(Collectors.groupingBy(SitePost::publication, Collectors.counting()))
                .forEach((publication, count) -> {
                    if (count > 1) {
                        violations.add("TWICE " + publication + ": " + count + " posts are public at once");
                    }
                });
    }

    public int looks() {
        return looks.get();
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }
}
