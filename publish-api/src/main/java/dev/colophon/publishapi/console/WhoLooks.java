package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.client.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page who looks at it, and so what it may offer. What is not offered is refused too, by {@link ConsoleConfiguration}. */
@ControllerAdvice(basePackageClasses = WhoLooks.class)
class WhoLooks {

    @ModelAttribute
    void tell(@AuthenticationPrincipal @Nullable Caller caller, Model model) {
        if (caller != null) {
            model.addAttribute("caller", caller.name());
            model.addAttribute("operator", caller.seesAllClients());
            model.addAttribute("admin", caller.role() == Role.ADMIN);
        }
    }
}
