package dev.colophon.publishapi.status;

import dev.colophon.publishapi.client.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists the publications that exist for a caller, page by page, the newest first: for the API and for the console alike. */
@Component
public class ListPublications {

    private final Statuses statuses;

    ListPublications(Statuses statuses) {
        this.statuses = statuses;
    }

    /**
     * A page of what fits the parameters, which are taken as they came; null where none came.
     *
     * @throws dev.colophon.publishapi.problem.ProblemException naming the parameter that does not fit
     */
    public Page page(
            @Nullable String site,
            @Nullable String status,
            @Nullable String storyKey,
            @Nullable String limit,
            @Nullable String cursor,
            Caller caller) {
        var filter = StatusFilter.of(site, status, storyKey, limit, cursor);
        var found = statuses.list(filter.withOneMore(), caller);
        var page = found.stream().limit(filter.limit()).toList();
        return new Page(
                page.stream().map(Statuses.Listed::publication).toList(),
                found.size() > page.size() ? page.getLast().cursor().toString() : null);
    }

    /**
     * One page.
     *
     * @param nextCursor where the next one begins; null if this is the last
     */
    public record Page(
            List<StatusResource> publications, @Nullable String nextCursor) {}
}
