package dev.colophon.wordpresspublisher.model;

import java.util.stream.Stream;

/** The spaces that are explored in full. {@code -Dmodel.depth=2} adds those that take minutes. */
final class Configurations {

    private static final Edit[] AWAY_AND_BACK = {Edit.TRASH, Edit.DELETE, Edit.WITHDRAW, Edit.RESTORE};

    private Configurations() {}

    static Stream<Bounds> all(int depth) {
        return depth < 2 ? usual() : Stream.concat(usual(), wide());
    }

    private static Stream<Bounds> usual() {
        return Stream.of(
                Bounds.named("five claims, crashes, lost answers, sweep")
                        .claims(5)
                        .crashes(1)
                        .losses(1)
                        .expiries(2)
                        .sweeps(1),
                Bounds.named("crashes, lost answers, fillings that hang")
                        .claims(3)
                        .crashes(2)
                        .losses(2)
                        .expiries(1)
                        .hangingFills(),
                Bounds.named("fillings that hang, updates, unpublishing")
                        .claims(3)
                        .crashes(1)
                        .losses(1)
                        .commands(2, Command.UPDATE, Command.UNPUBLISH)
                        .hangingFills(),
                Bounds.named("giving up after three failures")
                        .claims(4)
                        .losses(4)
                        .strikes(3),
                Bounds.named("giving up, updates, unpublishing")
                        .claims(4)
                        .losses(3)
                        .strikes(2)
                        .commands(2, Command.UPDATE, Command.UNPUBLISH),
                Bounds.named("giving up, people, an update")
                        .claims(4)
                        .losses(2)
                        .strikes(2)
                        .commands(1, Command.UPDATE, Command.UNPUBLISH, Command.RETRY)
                        .edits(1, AWAY_AND_BACK),
                Bounds.named("updates and unpublishing")
                        .claims(3)
                        .crashes(1)
                        .losses(1)
                        .expiries(1)
                        .commands(2, Command.UPDATE, Command.UNPUBLISH),
                Bounds.named("updates and unpublishing, five claims")
                        .claims(5)
                        .crashes(1)
                        .losses(1)
                        .commands(3, Command.UPDATE, Command.UNPUBLISH),
                Bounds.named("people at the site")
                        .claims(3)
                        .crashes(1)
                        .losses(1)
                        .expiries(1)
                        .edits(1, AWAY_AND_BACK),
                Bounds.named("people, updates, unpublishing")
                        .claims(3)
                        .losses(2)
                        .commands(1, Command.UPDATE, Command.UNPUBLISH)
                        .edits(1, Edit.values()),
                Bounds.named("people twice, and a new request")
                        .claims(4)
                        .losses(1)
                        .commands(1, Command.UPDATE, Command.UNPUBLISH, Command.PUBLISH)
                        .edits(2, Edit.values()),
                Bounds.named("cancel")
                        .claims(3)
                        .crashes(1)
                        .losses(1)
                        .expiries(1)
                        .commands(2, Command.CANCEL, Command.PUBLISH),
                Bounds.named("retry into a new generation")
                        .claims(4)
                        .crashes(1)
                        .losses(1)
                        .commands(2, Command.RETRY, Command.UPDATE)
                        .edits(1, AWAY_AND_BACK)
                        .sweeps(1),
                Bounds.named("keys: crashes, lost answers")
                        .withKeys()
                        .claims(4)
                        .crashes(2)
                        .losses(2)
                        .expiries(2),
                Bounds.named("keys: updates, unpublishing, a plugin that comes and goes")
                        .withKeys()
                        .claims(3)
                        .crashes(1)
                        .losses(1)
                        .expiries(1)
                        .plugin(2)
                        .commands(1, Command.UPDATE, Command.UNPUBLISH),
                Bounds.named("keys: cancel, a plugin that goes")
                        .withKeys()
                        .claims(4)
                        .crashes(1)
                        .losses(2)
                        .strikes(2)
                        .plugin(1)
                        .commands(2, Command.CANCEL, Command.PUBLISH),
                Bounds.named("keys: giving up, people, a retry")
                        .withKeys()
                        .claims(4)
                        .losses(2)
                        .strikes(2)
                        .commands(2, Command.UPDATE, Command.RETRY)
                        .edits(1, AWAY_AND_BACK),
                Bounds.named("keys: requests that land after any time, a plugin that comes and goes: safety")
                        .withKeys()
                        .claims(4)
                        .crashes(1)
                        .losses(2)
                        .expiries(1)
                        .plugin(2)
                        .lateForEver(true),
                Bounds.named("requests that land after any time: safety")
                        .claims(3)
                        .crashes(1)
                        .losses(2)
                        .expiries(1)
                        .commands(1, Command.UPDATE, Command.UNPUBLISH)
                        .lateForEver(true),
                Bounds.named("neither lease nor look-up: safety")
                        .claims(4)
                        .crashes(1)
                        .losses(1)
                        .lateForEver(true)
                        .without(Guard.LEASE, Guard.LOOK_UP),
                Bounds.named("no lease, look-up or fence: I1, I2")
                        .claims(3)
                        .losses(1)
                        .lateForEver(true)
                        .without(
                                Guard.LEASE,
                                Guard.LOOK_UP,
                                Guard.FENCE_ON_CHECKPOINT,
                                Guard.FENCE_ON_INTENT,
                                Guard.FENCE_ON_RECORD)
                        .asking(
                                Property.ONE_PUBLIC_POST,
                                Property.SET_ONCE,
                                Property.FROM_THE_SITE,
                                Property.OWN_DELETE));
    }

    private static Stream<Bounds> wide() {
        return Stream.of(
                Bounds.named("wide: six claims").claims(6).crashes(2).losses(1).expiries(3),
                Bounds.named("wide: fillings that hang")
                        .claims(4)
                        .crashes(2)
                        .losses(2)
                        .expiries(1)
                        .hangingFills(),
                Bounds.named("wide: three workers")
                        .workers(3)
                        .claims(5)
                        .crashes(1)
                        .losses(1)
                        .expiries(2),
                Bounds.named("wide: updates and unpublishing")
                        .claims(4)
                        .crashes(1)
                        .losses(1)
                        .expiries(1)
                        .commands(2, Command.UPDATE, Command.UNPUBLISH),
                Bounds.named("wide: people, commands")
                        .claims(4)
                        .crashes(1)
                        .losses(1)
                        .commands(2, Command.UPDATE, Command.UNPUBLISH, Command.RETRY)
                        .edits(1, Edit.values()));
    }
}
