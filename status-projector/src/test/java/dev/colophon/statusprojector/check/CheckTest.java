package dev.colophon.statusprojector.check;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The checks as they are shipped, run as the service's own role. */
@NullUnmarked
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
abstract class CheckTest extends WorldTest {

    @Autowired
    IntegrityChecks checks;

    @Autowired
    RunChecks runChecks;

    final CheckResult run(String check) {
        return runChecks
                .run(List.of(checks.of(check).orElseThrow()), null)
                .results()
                .getFirst();
    }
}
