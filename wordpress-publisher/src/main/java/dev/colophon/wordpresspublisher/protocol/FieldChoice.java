package dev.colophon.wordpresspublisher.protocol;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields a write to a known post sends, and what becomes of those that an editor changed. Pure. Names are WordPress's own.
 *
 * @param send those that stand otherwise than wanted, but for the kept ones
 * @param overwrites those of them that an editor changed
 * @param kept what an editor changed and the policy leaves to him
 */
public record FieldChoice(Set<String> send, Set<String> overwrites, Set<String> kept) {

    /** What names and dates a post: sent with each change of its status. */
    private static final Set<String> NAMES = Set.of("slug", "date_gmt");

    public FieldChoice {
        send = Set.copyOf(send);
        overwrites = Set.copyOf(overwrites);
        kept = Set.copyOf(kept);
    }

    /** For this post as the site shows it now. Of a field that is not shown nothing is known, and it is sent. */
    static FieldChoice of(Wish wish, Written written, Map<String, String> shown) {
        Set<String> send = new TreeSet<>();
        Set<String> edited = written.editedByOthers(wish.prints(), shown);
        wish.prints().forEach((field, wanted) -> {
            String now = shown.get(field);
            if (now == null || !written.stands(field, wanted, now)) {
                send.add(field);
            }
        });
        if (wish.policy() == EditPolicy.OVERWRITE) {
            return new FieldChoice(send, edited, Set.of());
        }
        send.removeAll(edited);
        return new FieldChoice(send, Set.of(), edited);
    }

    /** Whether anything is to be sent that no change of the status sends. */
    boolean fills() {
        return !NAMES.containsAll(send);
    }

    /** The same with what names the post, but for what an editor keeps. */
    FieldChoice naming(Wish wish) {
        Set<String> more = new TreeSet<>(NAMES);
        more.retainAll(wish.prints().keySet());
        more.removeAll(kept);
        more.addAll(send);
        return new FieldChoice(more, overwrites, kept);
    }

    /** All that is wanted, whatever the site shows. */
    public static FieldChoice everything(Wish wish) {
        return new FieldChoice(wish.prints().keySet(), Set.of(), Set.of());
    }
}
