package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsService;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A repair that can be looked at before it is made: the request that the projector proposes, and never one that would change anything.
 *
 * @param path of the service's operations API
 */
record DryRun(OperationsService service, String path, JsonNode body) {

    /** Empty for what is no dry run: that is asked for by hand, with the runbook beside it. */
    static Optional<DryRun> of(JsonNode proposed) {
        var path = Elsewhere.text(proposed, "path");
        var body = proposed.path("body");
        var harmless = body.path("dryRun").asBoolean(false)
                && Elsewhere.text(proposed, "method").equals("POST")
                && path.startsWith("/operations/v1/");
        return Arrays.stream(OperationsService.values())
                .filter(service -> harmless && service.word().equals(Elsewhere.text(proposed, "service")))
                .findFirst()
                .map(service -> new DryRun(service, path, body));
    }

    /** What it is, in words. */
    public String words() {
        return service.word() + ": POST " + path;
    }
}
