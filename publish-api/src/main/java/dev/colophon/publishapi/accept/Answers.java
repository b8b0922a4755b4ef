package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.idempotency.Answer;
import dev.colophon.publishapi.outbox.PublicationRequested;
import dev.colophon.publishapi.site.SiteKey;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.status.Status;
import dev.colophon.publishapi.status.StatusResource;
import java.net.URI;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Words the answers to accepted requests: once, since they are kept and given again as they were. */
@Component
class Answers {

    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    Answer accepted(PublicationRequested requested, SiteKey site) {
        var links = StatusResource.Links.of(new PublicationId(requested.publicationId()));
        var body = new Accepted(
                requested.publicationId(),
                requested.jobId(),
                requested.storyKey(),
                site.value(),
                requested.placement(),
                Status.ACCEPTED.text(),
                requested.generation(),
                requested.revision(),
                false,
                links);
        return new Answer(ACCEPTED, URI.create(links.self()), json.writeValueAsString(body));
    }

    Answer repeated(StatusResource status) {
        ObjectNode body = json.valueToTree(status);
        body.put("repeated", true);
        return new Answer(OK, URI.create(status.links().self()), json.writeValueAsString(body));
    }

    record Accepted(
            UUID publicationId,
            UUID jobId,
            String storyKey,
            String site,
            String placement,
            String status,
            int generation,
            long revision,
            boolean repeated,
            StatusResource.Links links) {}
}
