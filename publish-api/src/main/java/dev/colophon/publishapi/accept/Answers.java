package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.idempotency.Answer;
import dev.colophon.publishapi.outbox.PublicationRequested;
import dev.colophon.publishapi.site.SiteKey;
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

    /** To a request to publish. */
    Answer accepted(PublicationRequested requested, SiteKey site, StatusResource.Links links) {
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

    /** To a command on a publication, which stands as it stood, and is told so. */
    Answer accepted(PublicationRequested requested, StatusResource status) {
        ObjectNode body = json.valueToTree(status);
        body.put("jobId", requested.jobId().toString());
        body.put("action", requested.action());
        body.put("revision", requested.revision());
        body.put("repeated", false);
        return new Answer(ACCEPTED, URI.create(status.links().self()), json.writeValueAsString(body));
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
