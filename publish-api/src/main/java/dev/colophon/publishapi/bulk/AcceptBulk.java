package dev.colophon.publishapi.bulk;

import dev.colophon.publishapi.accept.TransactionRetries;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.limit.RateLimits;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.problem.Problems;
import dev.colophon.publishapi.request.PublicationRequest;
import dev.colophon.publishapi.request.RequestCheck;
import dev.colophon.publishapi.trace.TraceParent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Decides the items of a bulk one after the other, each in its own transaction. What is no fault of an item (the database is
 * away) ends the request: the same one again goes on with the items that are not decided yet.
 */
@Component
class AcceptBulk {

    private final BeginBulk beginBulk;
    private final DecideItem decideItem;
    private final Bulks bulks;
    private final TransactionRetries retries;
    private final RateLimits limits;
    private final JsonBody bodies;
    private final Problems problems;
    private final InstantSource clock;

    AcceptBulk(
            BeginBulk beginBulk,
            DecideItem decideItem,
            Bulks bulks,
            TransactionRetries retries,
            RateLimits limits,
            JsonBody bodies,
            Problems problems,
            InstantSource clock) {
        this.beginBulk = beginBulk;
        this.decideItem = decideItem;
        this.bulks = bulks;
        this.retries = retries;
        this.limits = limits;
        this.bodies = bodies;
        this.problems = problems;
        this.clock = clock;
    }

    /** The bulk with all its items decided. Each item not decided before counts against the caller's limit. */
    Decided accept(KeyedRequest request, List<JsonNode> items, Caller caller, TraceParent trace) {
        var bulk = retries.run(() -> beginBulk.begin(request, items.size()));
        var decided = new TreeMap<Integer, BulkItem>();
        bulks.items(bulk.id()).forEach(item -> decided.put(item.position(), item));
        limits.charge(caller.id(), items.size() - decided.size());
        for (var position = 0; position < items.size(); position++) {
            if (!decided.containsKey(position)) {
                decided.put(position, decide(bulk, position, request, items.get(position), caller, trace));
            }
        }
        return new Decided(bulk, new ArrayList<>(decided.values()));
    }

    private BulkItem decide(
            Bulk bulk, int position, KeyedRequest request, JsonNode item, Caller caller, TraceParent trace) {
        try {
            var submission = new RequestCheck(
                            bodies.convert(item, PublicationRequest.class), clock.instant(), caller.htmlPolicy())
                    .submission();
            return retries.run(() -> decideItem.accept(bulk, position, request, submission, caller, trace));
        } catch (ProblemException refusal) {
            if (refusal.passes()) {
                throw refusal; // no verdict on the item: it is decided when the bulk is repeated
            }
            return retries.run(() -> decideItem.refuse(bulk, position, request, problems.asJson(refusal, trace)));
        }
    }

    record Decided(Bulk bulk, List<BulkItem> items) {}
}
