package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.status.ListPublications;
import dev.colophon.publishapi.status.Status;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the publications that exist for whoever has signed in. */
@Controller
class PublicationsPage {

    private static final String PAGE_SIZE = "25";

    private final ListPublications listPublications;

    PublicationsPage(ListPublications listPublications) {
        this.listPublications = listPublications;
    }

    @GetMapping("/console")
    String home() {
        return "redirect:/console/publications";
    }

    @GetMapping("/console/publications")
    String list(
            @RequestParam(required = false) @Nullable String site,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String storyKey,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        var page = listPublications.page(given(site), given(status), given(storyKey), PAGE_SIZE, given(cursor), caller);
        model.addAttribute(
                "statuses", Arrays.stream(Status.values()).map(Status::text).toList());
        model.addAttribute("site", given(site));
        model.addAttribute("status", given(status));
        model.addAttribute("storyKey", given(storyKey));
        model.addAttribute(
                "rows", page.publications().stream().map(PublicationRow::of).toList());
        model.addAttribute("nextCursor", page.nextCursor());
        return "console/publications";
    }

    /** A field of a form that was left empty is not a filter. */
    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
