package dev.colophon.systemtest.guarantee;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is on record is what the site shows: PUBLIC is public under the recorded id, HELD is a draft, nothing else is public;
 * and each draft beside it is explained: it lies under the technical slug of a publication that has another post on record, so
 * that a sweep may take it.
 */
public final class LedgerMatchesSite {

    private LedgerMatchesSite() {}

    /** What does not fit; empty if all does. */
    public static List<String> violations(List<LedgerRow> rows, List<SitePost> posts) {
        var wrong = new ArrayList<String>();
        Map<UUID, LedgerRow> byId =
                rows.stream().collect(Collectors.toMap(LedgerRow::publication, Function.identity()));
        Map<Long, SitePost> byPost = posts.stream().collect(Collectors.toMap(SitePost::id, Function.identity()));
        for (LedgerRow row : rows) {
            SitePost post = row.remoteId() == null ? null : byPost.get(row.remoteId());
            String seen = post == null ? "absent" : post.status();
            boolean fits = switch (row.remoteState()) {
                case "PUBLIC" -> seen.equals("publish");
                case "HELD" -> seen.equals("draft");
                default -> !seen.equals("publish");
            };
            if (!fits) {
                wrong.add(
                        "%s is %s on record, and %s at the site".formatted(row.publication(), row.remoteState(), seen));
            }
        }
        for (SitePost post : posts) {
            LedgerRow row = byId.get(post.publication());
            if (row == null || Long.valueOf(post.id()).equals(row.remoteId())) {
                if (row == null) {
                    wrong.add("post " + post.id() + " is of a publication that nobody knows");
                }
                continue;
            }
            if (post.isPublic()) {
                wrong.add("post " + post.id() + " is public and not on record for " + post.publication());
            } else if (!isExplained(post, row)) {
                wrong.add("unexplained: " + post);
            }
        }
        return wrong;
    }

    /** How many drafts wait for the sweep. */
    public static long strays(List<LedgerRow> rows, List<SitePost> posts) {
        var recorded = rows.stream().map(LedgerRow::remoteId).collect(Collectors.toSet());
        return posts.stream()
                .filter(post -> !recorded.contains(post.id()) && post.status().equals("draft"))
                .count();
    }

    private static boolean isExplained(SitePost post, LedgerRow row) {
        boolean closed = post.generation() < row.generation();
        boolean stray = post.status().equals("draft") && post.isUnderTechnicalSlug();
        return closed || (stray && (row.remoteId() != null || row.isSettledWithoutPost()));
    }
}
