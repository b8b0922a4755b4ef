package dev.colophon.publishapi.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsApis;
import dev.colophon.publishapi.operations.OperationsService;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static final String LETTERS = "/operations/v1/dead-letters";
    private static final String HOME = "/console/dead-letters";
    private static final String LETTER =
            "/{service}/{topic:[a-z0-9.]{1,100}}/{partition:[0-9]{1,6}}/{offset:[0-9]{1,18}}";

    private final OperationsApis apis;

    DeadLettersPage(OperationsApis apis) {
        this.apis = apis;
    }

    /** Where a letter is, as the address of its page says. */
    record Place(String service, String topic, int partition, long offset) {

        String path() {
            return LETTERS + "/" + topic + "/" + partition + "/" + offset;
        }

        String page() {
            return HOME + "/" + service + "/" + topic + "/" + partition + "/" + offset;
        }
    }

    @GetMapping
    String newest(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute(
                "services",
                Arrays.stream(OperationsService.values())
                        .map(service -> LettersOf.of(service, apis.lookLonger(service, LETTERS, caller.name())))
                        .toList());
        return "console/dead-letters";
    }

    @GetMapping("/{service}")
    String older(
            @PathVariable String service,
            @RequestParam(defaultValue = "") String cursor,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        var path = LETTERS + "?cursor=" + URLEncoder.encode(cursor, UTF_8);
        var known = known(service);
        model.addAttribute("services", List.of(LettersOf.of(known, apis.lookLonger(known, path, caller.name()))));
        return "console/dead-letters";
    }

    @GetMapping(LETTER)
    String one(Place place, @AuthenticationPrincipal Caller caller, Model model) {
        return shown("console/dead-letter", place, caller, model);
    }

    @GetMapping(LETTER + "/replay")
    String confirm(Place place, @AuthenticationPrincipal Caller caller, Model model) {
        return shown("console/dead-letter-confirm", place, caller, model);
    }

    @PostMapping(LETTER + "/replay")
    String replay(
            Place place,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        var answer = apis.act(
                known(place.service()), place.path() + "/replay", Map.of("reason", reason.strip()), caller.name());
        return answer instanceof OperationsAnswer.Told
                ? "redirect:" + place.page()
                : Elsewhere.page(
                        answer, "Look at the letter again: it says whether it was delivered.", place.page(), model);
    }

    private String shown(String view, Place place, Caller caller, Model model) {
        var answer = apis.lookLonger(known(place.service()), place.path(), caller.name());
        if (!(answer instanceof OperationsAnswer.Told(var letter))) {
            return Elsewhere.page(answer, "", HOME, model);
        }
        model.addAttribute("letter", OpenLetter.of(letter));
        model.addAttribute("service", place.service());
        model.addAttribute("page", place.page());
        model.addAttribute("replay", place.page() + "/replay");
        return view;
    }

    private static OperationsService known(String word) {
        return Arrays.stream(OperationsService.values())
                .filter(service -> service.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "There is no service of this name."));
    }
}
