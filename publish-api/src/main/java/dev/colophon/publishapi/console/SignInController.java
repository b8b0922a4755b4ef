package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.ApiKey;
import dev.colophon.publishapi.client.RecogniseCaller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Exchanges an API key for a session. The key is in no cookie, address or page. */
@Controller
class SignInController {

    private static final String PAGE = "console/sign-in";

    private final RecogniseCaller recogniseCaller;
    private final InstantSource clock;

    SignInController(RecogniseCaller recogniseCaller, InstantSource clock) {
        this.recogniseCaller = recogniseCaller;
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
        var valid = ApiKey.parse(key.strip())
                .filter(shown -> recogniseCaller.by(shown).isPresent());
        if (valid.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("refused", true);
            return PAGE;
        }
        new SignedIn(valid.get(), clock.instant()).begin(request);
        return "redirect:/console/publications";
    }

    @PostMapping("/console/sign-out")
    String signOut(HttpServletRequest request) {
        SignedIn.end(request);
        return "redirect:/console/sign-in";
    }
}
