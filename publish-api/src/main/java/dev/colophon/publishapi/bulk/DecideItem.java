package dev.colophon.publishapi.bulk;

import dev.colophon.publishapi.accept.AcceptPublication;
import dev.colophon.publishapi.accept.Submission;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.idempotency.Answer;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.IdempotencyKeys;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.trace.TraceParent;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accepts or refuses one item of a bulk, and notes it: both in one transaction. An item is accepted like any other request,
 * under a key that bulk and position make, so that it makes one job however often the bulk is repeated. Of two requests that
 * decide it at once the first one's note stands, and the other gets to read it.
 */
@Service
class DecideItem {

    private static final String OPERATION = "item of POST /v1/publications:bulk";

    private final IdempotencyKeys keys;
    private final AcceptPublication acceptPublication;
    private final Bulks bulks;
    private final JsonMapper json;

    DecideItem(IdempotencyKeys keys, AcceptPublication acceptPublication, Bulks bulks, JsonMapper json) {
        this.keys = keys;
        this.acceptPublication = acceptPublication;
        this.bulks = bulks;
        this.json = json;
    }

    /** Accepts the item, unless it is refused: then nothing is stored, and {@link #refuse} notes it. */
    @Transactional
    public BulkItem accept(
            Bulk bulk, int position, KeyedRequest whole, Submission submission, Caller caller, TraceParent trace) {
        return once(
                bulk,
                position,
                whole,
                key -> itemOf(
                        position,
                        acceptPublication.accept(key, submission, caller, trace).answer()));
    }

    /** Notes that the item was refused. */
    @Transactional
    public BulkItem refuse(Bulk bulk, int position, KeyedRequest whole, String problem) {
        return once(bulk, position, whole, _ -> BulkItem.refused(position, problem));
    }

    private BulkItem once(Bulk bulk, int position, KeyedRequest whole, Function<KeyedRequest, BulkItem> decision) {
        var key = new KeyedRequest(
                whole.client(), OPERATION, new IdempotencyKey(bulk.id() + "/" + position), whole.body());
        keys.firstAnswer(key); // holds it: what is noted by now stands
        return bulks.item(bulk.id(), position).orElseGet(() -> {
            var item = decision.apply(key);
            bulks.add(bulk.id(), item);
            return item;
        });
    }

    private BulkItem itemOf(int position, Answer answer) {
        var body = json.readTree(answer.body());
        var publication = UUID.fromString(body.path("publicationId").stringValue());
        return body.path("repeated").booleanValue()
                ? BulkItem.repeated(position, publication)
                : BulkItem.accepted(
                        position,
                        publication,
                        UUID.fromString(body.path("jobId").stringValue()));
    }
}
