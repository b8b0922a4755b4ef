package dev.colophon.statusprojector.invalidate;

import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Says what a decision would change, and changes nothing. All of it is seen at one moment. */
@Service
public class PreviewImpact {

    private final Meant meant;
    private final Foresee foresee;

    PreviewImpact(Meant meant, Foresee foresee) {
        this.meant = meant;
        this.foresee = foresee;
    }

    /**
     * Of invalidating what is selected, or came after a step.
     *
     * @throws Refused if nothing is, or too much
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Impact ofInvalidating(Scope scope) {
        return foresee.without(meant.by(scope));
    }

    /**
     * Of taking an invalidation back.
     *
     * @throws Refused if it is not there, or was taken back before
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Impact ofReinstating(UUID invalidation) {
        return foresee.withAgain(meant.byTakingBack(invalidation));
    }
}
