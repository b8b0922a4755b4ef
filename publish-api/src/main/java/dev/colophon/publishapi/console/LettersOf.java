package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsAnswer;
import java.util.List;

/**
 * A page of one service's dead letters.
 *
 * @param missing why they are not known; empty if they are
 * @param next cursor of the page after this one; empty if there is none
 */
record LettersOf(String service, List<LetterRow> letters, String missing, String next) {

    static LettersOf of(String service, OperationsAnswer answer) {
        return Elsewhere.told(answer)
                .map(page -> new LettersOf(
                        service,
                        page.path("letters").valueStream().map(LetterRow::of).toList(),
                        "",
                        Elsewhere.text(page, "next")))
                .orElseGet(() -> new LettersOf(service, List.of(), Elsewhere.problem(answer), ""));
    }
}
