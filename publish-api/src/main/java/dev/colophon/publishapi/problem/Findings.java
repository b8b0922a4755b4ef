package dev.colophon.publishapi.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that one answer tells it all. Bounded: a body can be all wrong. */
public class Findings {

    private static final int MAX = 50;

    private final List<FieldError> errors = new ArrayList<>();
    private int count;

    /** Notes one fault. */
    public void add(String pointer, String code, String detail, String fix) {
        count++;
        if (errors.size() < MAX) {
            errors.add(new FieldError(pointer, code, detail, fix));
        }
    }

    /** How many faults were noted so far. */
    public int count() {
        return count;
    }

    /** Ends the request with 422 if anything was found. */
    public void refuseIfAny() {
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST,
                    errors.size() == 1
                            ? errors.getFirst().detail()
                            : count + " things are wrong with this request; errors names them.",
                    errors);
        }
    }
}
