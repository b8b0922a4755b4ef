package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.ApiKey;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.client.RecogniseCaller;
import dev.colophon.publishapi.limit.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Exchanges an API key for a session. The key is in no cookie, address or page. Each exchange counts as a request of its client. */
@Controller
class SignInController {

    private static final String PAGE = "console/sign-in";

    private final RecogniseCaller recogniseCaller;
    private final RateLimits limits;
    private final Sessions sessions;
    private final InstantSource clock;

    SignInController(RecogniseCaller recogniseCaller, RateLimits limits, Sessions sessions, InstantSource clock) {
        this.recogniseCaller = recogniseCaller;
        this.limits = limits;
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping("/console/sign-in")
    String ask() {
        return PAGE;
    }

    @PostMapping("/console/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String key,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var shown = ApiKey.parse(key.strip());
        var client = shown.flatMap(recogniseCaller::by).map(Caller::id);
        if (client.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("refused", true);
            return PAGE;
        }
        limits.require(client.get());
        new SignedIn(shown.get(), clock.instant()).begin(request);
        sessions.count(client.get(), request.getSession());
        return "redirect:/console/publications";
    }

    @PostMapping("/console/sign-out")
    String signOut(HttpServletRequest request) {
        SignedIn.end(request);
        return "redirect:/console/sign-in";
    }
}
