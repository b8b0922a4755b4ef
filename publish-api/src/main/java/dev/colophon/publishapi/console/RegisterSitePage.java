package dev.colophon.publishapi.console;

import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.site.AdministerSites;
import dev.colophon.publishapi.site.SiteRegistration;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Registers a site. A form that was refused comes back as it was, but for the password: no page ever holds one. */
@Controller
@RequestMapping("/console/register-site")
class RegisterSitePage {

    private static final String PAGE = "console/site-register";

    private final AdministerSites administerSites;

    RegisterSitePage(AdministerSites administerSites) {
        this.administerSites = administerSites;
    }

    @GetMapping
    String ask(Model model) {
        return page(model, new Form("", "", "", "", ""), List.of());
    }

    @PostMapping
    String register(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String baseUrl,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String maxConcurrency,
            @RequestParam(defaultValue = "") String maxVisitsPerMinute,
            HttpServletResponse response,
            Model model) {
        var form = new Form(
                key.strip(), baseUrl.strip(), username.strip(), maxConcurrency.strip(), maxVisitsPerMinute.strip());
        try {
            var site = administerSites.register(form.with(password.strip()));
            return "redirect:/console/sites/" + site.key();
        } catch (ProblemException refusal) {
            response.setStatus(refusal.code().status().value());
            return page(model, form, faults(refusal));
        }
    }

    private static String page(Model model, Form form, List<String> faults) {
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        return PAGE;
    }

    private static List<String> faults(ProblemException refusal) {
        return refusal.errors().isEmpty()
                ? List.of(refusal.code() + ": " + refusal.getMessage())
                : refusal.errors().stream()
                        .map(error -> error.detail() + " " + error.fix())
                        .toList();
    }

    /** What was filled in, without the password. */
    record Form(String key, String baseUrl, String username, String maxConcurrency, String maxVisitsPerMinute) {

        private static final int NO_NUMBER = -1;

        SiteRegistration with(String password) {
            return SiteRegistration.ofWordPress(
                    key, baseUrl, username, password, number(maxConcurrency), number(maxVisitsPerMinute));
        }

        /** What is no number is out of every range, and is refused as that. */
        private static @Nullable Integer number(String text) {
            if (text.isEmpty()) {
                return null;
            }
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException _) {
                return NO_NUMBER;
            }
        }
    }
}
