package dev.colophon.statusprojector.invalidate;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What was decided, newest first. */
@Service
public class ReadInvalidations {

    private final Invalidations invalidations;

    ReadInvalidations(Invalidations invalidations) {
        this.invalidations = invalidations;
    }

    /** @throws Refused if there is none of that id */
    public Invalidation one(UUID id) {
        return invalidations
                .find(id)
                .orElseThrow(
                        () -> new Refused(Refused.Code.NO_SUCH_INVALIDATION, "There is no invalidation " + id + "."));
    }

    /** At most so many. */
    public List<Invalidation> newest(int limit) {
        return invalidations.newest(limit);
    }
}
