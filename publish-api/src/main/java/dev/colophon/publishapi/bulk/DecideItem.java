package dev.colophon.publishapi.bulk;

import dev.colophon.publishapi.accept.AcceptPublication;
import dev.colophon.publishapi.accept.Submission;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.idempotency.Answer;
import dev.colophon.publishapi.idempotency.IdempotencyKey;
import dev.colophon.publishapi.idempotency.KeyedRequest;
import dev.colophon.publishapi.trace.TraceParent;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accepts or refuses one item of a bulk, and notes it: both in one transaction. An item is accepted like any other request,
 * under a key that bulk and position make, so that it makes one job however often the bulk is repeated.
 */
@Service
class DecideItem {

    private static final String OPERATION = "item of POST /v1/publications:bulk";

    private final AcceptPublication acceptPublication;
    private final Bulks bulks;
    private final JsonMapper json;

    DecideItem(AcceptPublication acceptPublication, Bulks bulks, JsonMapper json) {
        this.acceptPublication = acceptPublication;
        this.bulks = bulks;
        this.json = json;
    }

    /** Accepts the item, unless it is refused: then nothing is stored, and {@link #refuse} notes it. */
    @Transactional
    public BulkItem accept(
            Bulk bulk, int position, KeyedRequest whole, Submission submission, Caller caller, TraceParent trace) {
        var key =
                new KeyedRequest(caller.id(), OPERATION, new IdempotencyKey(bulk.id() + "/" + position), whole.body());
        var item = itemOf(
                position,
                acceptPublication.accept(key, submission, caller, trace).answer());
        bulks.add(bulk.id(), item);
        return item;
    }

    /** Notes that the item was refused. */
    @Transactional
    public BulkItem refuse(Bulk bulk, int position, String problem) {
        var item = BulkItem.refused(position, problem);
        bulks.add(bulk.id(), item);
        return item;
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
