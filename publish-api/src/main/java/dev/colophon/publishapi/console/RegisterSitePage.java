package dev.colophon.publishapi.console;

import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.site.AdministerSites;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Registers a site. A form that was refused comes back as it was, but for password and API key: no page ever holds one. */
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
        return page(model, SiteForm.of(Map.of()), List.of());
    }

    @PostMapping
    String register(@RequestParam Map<String, String> sent, HttpServletResponse response, Model model) {
        var form = SiteForm.of(sent);
        try {
            var site = administerSites.register(form.with(sent));
            return "redirect:/console/sites/" + site.key();
        } catch (ProblemException refusal) {
            response.setStatus(refusal.code().status().value());
            return page(model, form, faults(refusal));
        }
    }

    private static String page(Model model, SiteForm form, List<String> faults) {
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
}
