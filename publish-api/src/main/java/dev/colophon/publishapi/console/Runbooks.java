package dev.colophon.publishapi.console;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The pages of docs/operations, as they were when this was built: at hand when nothing else can be reached. */
@Component
class Runbooks {

    private static final String FOLDER = "docs/operations/";
    private static final Pattern NAME = Pattern.compile("(checks/)?[A-Za-z0-9_-]{1,80}");

    /** The name of a page by its path in the repository; empty if it is none. */
    static String nameOf(String path) {
        var name = path.startsWith(FOLDER) && path.endsWith(".md")
                ? path.substring(FOLDER.length(), path.length() - ".md".length())
                : "";
        return NAME.matcher(name).matches() ? name : "";
    }

    /** The page's text; refused with 404 if there is none of this name. */
    String read(String name) throws IOException {
        var page = new ClassPathResource("runbooks/" + name + ".md");
        if (!NAME.matcher(name).matches() || !page.exists()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no runbook of this name.");
        }
        return page.getContentAsString(StandardCharsets.UTF_8);
    }
}
