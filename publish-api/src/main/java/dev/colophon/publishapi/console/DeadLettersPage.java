package dev.colophon.publishapi.console;

import dev.colophon.deadletter.Place;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.operations.OperationsAnswer;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows what the services could not take in and kept aside, and has one delivered after all, once it was confirmed. */
@Controller
@RequestMapping("/console/dead-letters")
class DeadLettersPage {

    private static final String HOME = "/console/dead-letters";
    private static final String LETTER =
            "/{service}/{topic:[a-z0-9.]{1,100}}/{partition:[0-9]{1,6}}/{offset:[0-9]{1,18}}";

    private final LetterKeepers keepers;

    DeadLettersPage(LetterKeepers keepers) {
        this.keepers = keepers;
    }

    /** A letter and its keeper, as the address of its page says. */
    record Kept(String service, String topic, int partition, long offset) {

        Place place() {
            return new Place(topic, partition, offset);
        }

        String page() {
            return HOME + "/" + service + "/" + topic + "/" + partition + "/" + offset;
        }
    }

    @GetMapping
    String newest(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute(
                "services",
                keepers.all().stream()
                        .map(service -> LettersOf.of(service, keepers.newest(service, "", caller.name())))
                        .toList());
        return "console/dead-letters";
    }

    @GetMapping("/{service}")
    String older(
            @PathVariable String service,
            @RequestParam(defaultValue = "") String cursor,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        model.addAttribute("services", List.of(LettersOf.of(service, keepers.newest(service, cursor, caller.name()))));
        return "console/dead-letters";
    }

    @GetMapping(LETTER)
    String one(Kept letter, @AuthenticationPrincipal Caller caller, Model model) {
        return shown("console/dead-letter", letter, caller, model);
    }

    @GetMapping(LETTER + "/replay")
    String confirm(Kept letter, @AuthenticationPrincipal Caller caller, Model model) {
        return shown("console/dead-letter-confirm", letter, caller, model);
    }

    @PostMapping(LETTER + "/replay")
    String replay(
            Kept letter,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        var answer = keepers.replay(letter.service(), letter.place(), reason.strip(), caller.name());
        return answer instanceof OperationsAnswer.Told
                ? "redirect:" + letter.page()
                : Elsewhere.page(
                        answer, "Look at the letter again: it says whether it was delivered.", letter.page(), model);
    }

    private String shown(String view, Kept kept, Caller caller, Model model) {
        var answer = keepers.open(kept.service(), kept.place(), caller.name());
        if (!(answer instanceof OperationsAnswer.Told(var letter))) {
            return Elsewhere.page(answer, "", HOME, model);
        }
        model.addAttribute("letter", OpenLetter.of(letter));
        model.addAttribute("service", kept.service());
        model.addAttribute("page", kept.page());
        model.addAttribute("replay", kept.page() + "/replay");
        return view;
    }
}
