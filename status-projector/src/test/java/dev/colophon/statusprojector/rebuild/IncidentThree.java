package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.invalidate.Selection;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** The messages of Incident 3, at its own size: a faulty build carried most publications on to steps that had no right to be taken. */
@NullUnmarked
final class IncidentThree {

    static final String FAULTY = "0.9.1-faulty";
    static final int IN_SCOPE = 2_089;
    static final int MISROUTED = 2_034;
    static final int INVALID_EVENTS = 5_750;

    /** What the wrong events have in common. */
    static final Selection FAULTY_BUILD =
            new Selection(null, null, null, null, null, null, null, null, null, null, null, null, null, FAULTY);

    private IncidentThree() {}

    static void happen(ProjectEvents projectEvents) {
        var batch = new ArrayList<LogEntry>();
        for (int i = 0; i < IN_SCOPE; i++) {
            batch.addAll(story(new UUID(3, i + 1), i));
            if (batch.size() > 500) {
                projectEvents.project(batch);
                batch.clear();
            }
        }
        projectEvents.project(batch);
    }

    /** 1,979 end at one step, 34, 17 and 4 at later ones, 55 are well; 5,750 receipts of the faulty build in all. */
    private static List<LogEntry> story(UUID publication, int place) {
        var story = Stories.of(publication).requested().receipt("claimed");
        if (place < 1_979) {
            story.receiptOf(FAULTY, "deferred").receiptOf(FAULTY, "deferred");
            if (place < 1_602) {
                story.receiptOf(FAULTY, "deferred");
            }
        } else if (place < 1_979 + 34) {
            story.receiptOf(FAULTY, "deferred").receiptOf(FAULTY, "reserved").receiptOf(FAULTY, "unconfirmed");
        } else if (place < 1_979 + 34 + 17) {
            story.receiptOf(FAULTY, "deferred")
                    .receiptOf(FAULTY, "reserved")
                    .receiptOf(FAULTY, "unconfirmed")
                    .receiptOf(FAULTY, "parked");
        } else if (place < MISROUTED) {
            story.receiptOf(FAULTY, "deferred")
                    .receiptOf(FAULTY, "deferred")
                    .receiptOf(FAULTY, "reserved")
                    .receiptOf(FAULTY, "unconfirmed")
                    .receiptOf(FAULTY, "published");
        } else {
            story.receipt("reserved").receipt("published");
        }
        return story.entries();
    }
}
