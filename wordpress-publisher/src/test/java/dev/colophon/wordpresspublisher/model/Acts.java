package dev.colophon.wordpresspublisher.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers for what a visit is about to do and for how entries ended, so that a world holds small numbers only. */
final class Acts {

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Object> acts = new ArrayList<>();
    private final Map<Ending, Integer> endingNumbers = new HashMap<>();
    private final List<Ending> endings = new ArrayList<>();

    Acts() {
        endings.add(new Ending(null, null));
        endingNumbers.put(endings.getFirst(), 0);
    }

    /** The kind and the problem that a row was left with. */
    record Ending(@Nullable String kind, @Nullable String code) {}

    int number(Object act) {
        return numbers.computeIfAbsent(act, unknown -> {
            acts.add(unknown);
            return acts.size() - 1;
        });
    }

    Object act(int number) {
        return acts.get(number);
    }

    int numberOfEnding(@Nullable String kind, @Nullable String code) {
        return endingNumbers.computeIfAbsent(new Ending(kind, code), unknown -> {
            endings.add(unknown);
            return endings.size() - 1;
        });
    }

    Ending ending(int number) {
        return endings.get(number);
    }
}
