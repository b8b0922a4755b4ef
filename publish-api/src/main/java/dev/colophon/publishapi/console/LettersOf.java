package dev.colophon.publishapi.console;

import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsService;
import java.util.List;

/**
 * A page of one service's dead letters.
 *
 * @param missing why they are not known; empty if they are
 * @param next cursor of the page after this one; empty if there is none
 */
record LettersOf(String service, List<LetterRow> letters, String missing, String next) {

    static LettersOf of(OperationsService service, OperationsAnswer answer) {
        return Elsewhere.told(answer)
                .map(page -> new LettersOf(
                        service.word(),
                        page.path("letters").valueStream().map(LetterRow::of).toList(),
                        "",
                        Elsewhere.text(page, "next")))
                .orElseGet(() -> new LettersOf(service.word(), List.of(), Elsewhere.problem(answer), ""));
    }
}
