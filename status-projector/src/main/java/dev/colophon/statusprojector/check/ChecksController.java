package dev.colophon.statusprojector.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The checks for operators: how they stand, what they found, and a run now. Behind the key of the operations API. */
@RestController
@RequestMapping("/operations/v1/checks")
class ChecksController {

    private final IntegrityChecks checks;
    private final CheckRuns runs;
    private final RunChecks runChecks;
    private final Semaphore oneAtATime = new Semaphore(1);

    ChecksController(IntegrityChecks checks, CheckRuns runs, RunChecks runChecks) {
        this.checks = checks;
        this.runs = runs;
        this.runChecks = runChecks;
    }

    @GetMapping
    List<CheckResource> all() {
        var standings = runs.standings();
        return checks.all().stream()
                .map(check -> CheckResource.of(check, standings))
                .toList();
    }

    @GetMapping("/{id}")
    CheckResource.WithFindings one(@PathVariable String id) {
        var check = of(id);
        return CheckResource.WithFindings.of(CheckResource.of(check, runs.standings()), check, runs.findings(id));
    }

    /** Runs the named checks, or all; answers when they are done, which the run's budget bounds. */
    @PostMapping
    RunResource run(
            @RequestAttribute("colophon.operator") String operator,
            @RequestBody(required = false) @Nullable Wanted wanted) {
        var chosen = wanted == null || wanted.checks() == null
                ? checks.all()
                : new TreeSet<>(wanted.checks()).stream().map(this::of).toList();
        if (!oneAtATime.tryAcquire()) {
            throw new CheckRefused(
                    CheckRefused.Code.CHECKS_RUNNING, "A run that was asked for has not ended yet. Ask again.");
        }
        try {
            return RunResource.of(runChecks.run(chosen, operator));
        } finally {
            oneAtATime.release();
        }
    }

    private IntegrityCheck of(String id) {
        return checks.of(id)
                .orElseThrow(() -> new CheckRefused(CheckRefused.Code.NO_SUCH_CHECK, "There is no check " + id + "."));
    }

    /**
     * Which checks to run.
     *
     * @param checks null: all
     */
    record Wanted(@Nullable Set<String> checks) {}
}
