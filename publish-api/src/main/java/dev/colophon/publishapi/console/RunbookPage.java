package dev.colophon.publishapi.console;

import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Shows a runbook as it was written. */
@Controller
@RequestMapping("/console/runbooks")
class RunbookPage {

    private final Runbooks runbooks;

    RunbookPage(Runbooks runbooks) {
        this.runbooks = runbooks;
    }

    @GetMapping("/{name}")
    String show(@PathVariable String name, Model model) throws IOException {
        model.addAttribute("name", name);
        model.addAttribute("sections", RunbookSection.of(runbooks.read(name)));
        return "console/runbook";
    }

    @GetMapping("/checks/{name}")
    String ofCheck(@PathVariable String name, Model model) throws IOException {
        return show("checks/" + name, model);
    }
}
