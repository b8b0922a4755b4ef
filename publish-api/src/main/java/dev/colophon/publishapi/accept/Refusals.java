package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.status.Outlook;
import dev.colophon.publishapi.status.StatusResource;

/** Words why a command is pointless as the publication stands, and what to do instead. */
final class Refusals {

    private Refusals() {}

    static ProblemException of(Action action, StatusResource publication) {
        var stands = "The publication is " + publication.status().text()
                + (publication.updateStatus() == null ? "" : ", its newer revision " + publication.updateStatus())
                + ". ";
        var self = publication.links().self();
        return switch (action) {
            case PUBLISH -> throw new IllegalArgumentException("publishing is no command");
            case UNPUBLISH ->
                new ProblemException(
                        ProblemCode.NOT_PUBLISHED,
                        stands + "No post of it is known at the site: POST " + self
                                + "/cancel if it is not to be published.");
            case CANCEL ->
                new ProblemException(
                        ProblemCode.PAST_POINT_OF_NO_RETURN,
                        stands + "Its post is on record at the site: POST " + self + "/unpublish takes it back.");
            case RETRY ->
                new ProblemException(
                        ProblemCode.NOTHING_TO_RETRY,
                        stands + Outlook.of(publication).detail());
        };
    }
}
