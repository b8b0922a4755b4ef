package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.SweepRule;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.PostId;
import java.util.function.Consumer;

/** All that may happen next in a world: what workers, site, network, time, client and people can do. */
final class Moves {

    private static final Edit[] EDITS = Edit.values();
    private static final Command[] COMMANDS = Command.values();

    private final Bounds bounds;
    private final Acts acts = new Acts();
    private final Work work;
    private final SiteSide site;
    private final LongestLife life;
    private final World now;
    private final World next;

    private long[] from = {};
    private Sink sink = (world, what) -> {};
    private boolean telling;

    /** Takes what may come next; {@code what} is empty unless it was asked for. */
    @FunctionalInterface
    interface Sink {
        void take(World world, String what);
    }

    Moves(Bounds bounds) {
        this.bounds = bounds;
        this.work = new Work(bounds, acts);
        this.site = new SiteSide(bounds);
        this.life = new LongestLife(bounds, work);
        this.now = new World(bounds, acts);
        this.next = new World(bounds, acts);
    }

    /** The client has asked once that the first content be public. */
    World start() {
        World start = new World(bounds, acts);
        start.row.accept(Action.PUBLISH, 1, Wish.FIRST);
        return start;
    }

    World read(long[] packed) {
        World world = new World(bounds, acts);
        world.unpack(packed);
        return world;
    }

    void from(long[] packed, boolean tell, Sink taker) {
        from = packed;
        sink = taker;
        telling = tell;
        now.unpack(packed);
        visits();
        lease();
        requests();
        time();
        if (!now.quiet) {
            client();
            people();
            sweep();
            plugin();
            if (!bounds.lateForEver()) {
                move("all calms down", World::calmDown);
            }
        }
    }

    private void visits() {
        boolean claimed = false;
        for (int number = 0; number < now.errands.length; number++) {
            int errand = number;
            if (!now.errands[number].free) {
                visit(errand);
            } else if (!claimed && now.row.claimable() && now.may(Disturbance.CLAIM)) {
                claimed = true;
                String what = telling
                        ? "a worker claims the entry (revision %d, %s)".formatted(now.row.revision, now.row.wish)
                        : "";
                move(what, world -> {
                    world.spend(Disturbance.CLAIM);
                    work.claim(world, world.errands[errand], world.keys);
                });
                if (!now.quiet && bounds.upTo(Disturbance.PLUGIN) > 0) {
                    move(telling ? what + ", with old news of the plugin" : "", world -> {
                        world.spend(Disturbance.CLAIM);
                        work.claim(world, world.errands[errand], !world.keys);
                    });
                }
            }
        }
    }

    private void visit(int number) {
        Errand errand = now.errands[number];
        if (errand.sent) {
            waiting(number);
        } else {
            move(telling ? does(errand) : "", world -> work.advance(world, world.errands[number]));
            if (work.looks(errand)) {
                disturb(
                        Disturbance.LOSS,
                        telling ? who(errand) + " cannot look" : "",
                        world -> work.lookFails(world.errands[number]));
            }
        }
        disturb(Disturbance.CRASH, telling ? who(errand) + " dies" : "", world -> {
            if (errand.sent) {
                world.adrift(work.request(errand));
            }
            world.errands[number].forget();
        });
    }

    private void waiting(int number) {
        Errand errand = now.errands[number];
        Request request = work.request(errand);
        String what = telling ? who(errand) + ", " + request + ": " : "";
        move(what + "executed and answered", world -> {
            int created = site.execute(world, request);
            if (request.kind() == Request.Kind.KEYED) {
                work.answeredByKey(world, world.errands[number], created);
            } else {
                work.answered(world.errands[number], created, created != 0);
            }
        });
        disturb(Disturbance.LOSS, what + "no answer, it may land later", world -> {
            world.adrift(request);
            work.unanswered(world.errands[number]);
        });
        disturb(Disturbance.LOSS, what + "not sent", world -> work.notSent(world, world.errands[number]));
        if (request.kind() != Request.Kind.DELETE) {
            disturb(Disturbance.LOSS, what + "refused", world -> work.refused(world.errands[number]));
            disturb(Disturbance.LOSS, what + "executed, yet answered with a refusal", world -> {
                site.execute(world, request);
                work.refused(world.errands[number]);
            });
        }
    }

    private void lease() {
        if (now.row.lease != ModelLedger.Lease.HELD) {
            return;
        }
        if (holderLives()) {
            disturb(Disturbance.EXPIRY, "the lease runs out while its holder lives", world -> world.row.runOut());
        } else {
            move("the lease of the dead worker runs out", world -> world.row.runOut());
        }
    }

    private boolean holderLives() {
        for (Errand errand : now.errands) {
            if (!errand.free && errand.token == now.row.token) {
                return true;
            }
        }
        return false;
    }

    private void requests() {
        int before = 0;
        for (int slot = 0; slot < World.REQUESTS; slot++) {
            int code = now.requests[slot];
            if (code == 0 || code == before) {
                continue;
            }
            before = code;
            int here = slot;
            Request request = Request.of(code);
            move("late: " + (telling ? request : ""), world -> {
                world.requests[here] = 0;
                site.execute(world, request);
            });
            disturb(
                    Disturbance.LOSS,
                    telling ? "late, and not for the last time: " + request : "",
                    world -> site.execute(world, request));
            if (bounds.fillsInTwoParts()
                    && request.change() == Change.FILL
                    && !request.begun()
                    && now.posts.status[request.id()] == Posts.DRAFT) {
                move(
                        telling ? "late, and begins: " + request : "",
                        world -> world.requests[here] = request.begins().code());
            }
            if (now.quiet && request.kind() != Request.Kind.WRITE) {
                move(telling ? "never: " + request : "", world -> world.requests[here] = 0);
            }
        }
    }

    private void time() {
        if (life.mayPass(now)) {
            move("T_max passes", life::pass);
        }
    }

    private void client() {
        for (Command command : COMMANDS) {
            if (bounds.commands().contains(command)) {
                disturb(
                        Disturbance.COMMAND,
                        telling ? "the client asks to " + command : "",
                        world -> ClientSide.ask(world, command));
            }
        }
    }

    private void people() {
        if (!now.may(Disturbance.EDIT)) {
            return;
        }
        for (int number = 1; number <= Posts.MOST; number++) {
            for (Edit edit : EDITS) {
                int id = number;
                if (bounds.edits().contains(edit) && now.posts.canEdit(id, edit)) {
                    disturb(
                            Disturbance.EDIT,
                            telling ? "a person does " + edit + " to post " + id : "",
                            world -> SiteSide.edit(world, id, edit));
                }
            }
        }
    }

    private void sweep() {
        if (!now.may(Disturbance.SWEEP)) {
            return;
        }
        for (int number = 1; number <= Posts.MOST; number++) {
            int id = number;
            if (now.posts.status[id] == Posts.DRAFT && now.posts.technical[id] && isStray(id)) {
                disturb(
                        Disturbance.SWEEP,
                        "the sweep decides to delete post " + id,
                        world -> world.adrift(new Request(
                                Request.Kind.DELETE, id, null, Wish.FIRST, world.posts.generation[id], false, false)));
            }
        }
    }

    private void plugin() {
        if (bounds.keys()) {
            disturb(
                    Disturbance.PLUGIN,
                    now.keys ? "the companion plugin is taken away" : "the companion plugin comes back",
                    world -> world.keys = !world.keys);
        }
    }

    private boolean isStray(int id) {
        int generation = now.posts.generation[id];
        int recorded = generation == now.row.generation ? now.row.remoteId : now.row.closed[generation];
        if (!bounds.guarded(Guard.SWEEP_ONLY_IF_ANOTHER_ID)) {
            return recorded != id;
        }
        if (!bounds.guarded(Guard.SWEEP_NOT_BY_AGE) && now.posts.aged[id]) {
            return recorded != id;
        }
        var known = new SweepRule.Known(now.row.generation, recorded == 0 ? null : new PostId(recorded));
        var slot = Standpoint.slot(generation);
        var draft = now.posts.look(id, slot).orElseThrow();
        return SweepRule.judge(slot, draft, known) == SweepRule.Sweep.DELETE;
    }

    private void disturb(Disturbance kind, String what, Consumer<World> change) {
        if (!now.quiet && now.may(kind)) {
            move(what, world -> {
                world.spend(kind);
                change.accept(world);
            });
        }
    }

    private void move(String what, Consumer<World> change) {
        next.unpack(from);
        change.accept(next);
        sink.take(next, what);
    }

    private static String who(Errand errand) {
        return "the worker of revision " + errand.revision;
    }

    private String does(Errand errand) {
        Object act = acts.act(errand.next);
        String what = switch (act) {
            case NextStep.End end -> "records " + end.getClass().getSimpleName();
            case NextStep.Write(var id, var change, var _) -> "commits its intent to " + change + " post " + id;
            case NextStep.Act some -> "does " + some;
            default -> "records " + act;
        };
        boolean lost = errand.token != now.row.token;
        return who(errand) + (lost ? ", whose claim has passed on, " : " ") + what;
    }
}
