package dev.colophon.publishapi.explain;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.status.Statuses;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers why a publication stands as it does. */
@RestController
class ExplanationController {

    private final ExplainPublication explainPublication;

    ExplanationController(ExplainPublication explainPublication) {
        this.explainPublication = explainPublication;
    }

    @GetMapping(path = "/v1/publications/{id}/explanation", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Explanation> explain(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        var publication = PublicationId.parse(id).orElseThrow(Statuses::notFound);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(explainPublication.explain(publication, caller));
    }
}
