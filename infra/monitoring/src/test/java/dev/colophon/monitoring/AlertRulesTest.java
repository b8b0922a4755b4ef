package dev.colophon.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AlertRulesTest {

    private static final String PAGE = "docs/operations/alerts.md";
    private static final String RUNBOOK = "{{ $externalLabels.console }}/console/runbooks/alerts#";
    private static final String ALWAYS_ON = "ColophonHeartbeat";
    private static final Pattern ALERT = Pattern.compile("\\bColophon[A-Z]\\w+");
    /** The last of the four cells of a row. */
    private static final Pattern CAUSE = Pattern.compile("(?m)^\\|[^|]+\\|[^|]+\\|[^|]+\\|([^|]+)\\|$");

    private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");

    @Test
    void promtool_finds_nothing_wrong_with_the_rules_and_the_scrape_configuration() {
        PrometheusTools.run(
                "promtool", arguments(List.of("check", "rules", "--lint=all", "--lint-fatal"), Monitoring.rules()));
        PrometheusTools.run("promtool", "check", "config", Monitoring.file("prometheus.yml"));
    }

    @Test
    void every_rule_fires_when_it_should_and_is_silent_when_it_should() {
        PrometheusTools.run("promtool", arguments(List.of("test", "rules"), Monitoring.ruleTests()));
    }

    @Test
    void every_rule_has_a_test_that_fires_it_and_one_that_does_not() {
        var alerts = names();

        assertThat(tested(test -> !Monitoring.list(test, "exp_alerts").isEmpty()))
                .isEqualTo(alerts);

        alerts.remove(ALWAYS_ON);
        assertThat(tested(test -> Monitoring.list(test, "exp_alerts").isEmpty()))
                .isEqualTo(alerts);
    }

    @Test
    void every_rule_says_how_bad_it_is_what_happened_and_where_to_read_on() {
        for (var alert : Monitoring.alerts()) {
            assertThat(alert.severity()).as(alert.name()).isIn("page", "ticket", "heartbeat");
            assertThat(alert.summary()).as(alert.name()).isNotBlank();
            assertThat(alert.runbook()).isEqualTo(RUNBOOK + alert.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void whoever_scrapes_says_where_the_console_with_the_runbooks_answers() {
        for (var configuration : List.of("infra/monitoring/prometheus.yml", "infra/compose/prometheus.yml")) {
            assertThat(Monitoring.yaml(RepositoryFiles.resolve(configuration)))
                    .extractingByKey("global", InstanceOfAssertFactories.MAP)
                    .extractingByKey("external_labels", InstanceOfAssertFactories.MAP)
                    .as(configuration)
                    .containsKey("console");
        }
    }

    @Test
    void the_table_says_of_each_of_our_metrics_which_rules_read_it_or_why_none_does() {
        var table = new MetricsTable();
        Map<String, Set<String>> readBy = new TreeMap<>();
        for (var alert : Monitoring.alerts()) {
            Monitoring.metricsOf(alert.expression())
                    .forEach(metric -> readBy.computeIfAbsent(table.family(metric), _ -> new TreeSet<>())
                            .add(alert.name()));
        }

        assertThat(table.alerts()).hasSizeGreaterThan(50);
        table.alerts().forEach((metric, said) -> {
            if (readBy.containsKey(metric)) {
                assertThat(said).as(metric).isEqualTo(String.join(", ", readBy.get(metric)));
            } else {
                assertThat(said).as(metric).startsWith("none: ").hasSizeGreaterThan("none: ".length());
            }
        });
    }

    @Test
    void the_page_has_one_section_for_each_rule_and_no_other() {
        Set<String> sections = SECTION.matcher(Monitoring.read(RepositoryFiles.resolve(PAGE)))
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(sections).isEqualTo(names());
    }

    @Test
    void every_cause_of_the_incidents_names_the_rules_that_would_tell_of_it_or_says_that_none_is_needed() {
        var page = Monitoring.read(RepositoryFiles.resolve("docs/incidents.md"));
        var rows = CAUSE.matcher(page.substring(0, page.indexOf("| no. | fault |")))
                .results()
                .map(row -> row.group(1).strip())
                .filter(seen -> !seen.startsWith("alert, ") && !seen.startsWith("---"))
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(15)
                .allMatch(seen ->
                        seen.startsWith("none needed: ") || ALERT.matcher(seen).find());
        assertThat(ALERT.matcher(page).results().map(MatchResult::group)).isSubsetOf(names());
    }

    @Test
    void no_rule_asks_for_a_metric_or_a_label_that_is_not_in_the_table() {
        var table = new MetricsTable();
        for (var alert : Monitoring.alerts()) {
            Set<String> metrics = Monitoring.metricsOf(alert.expression());
            assertThat(metrics).as(alert.name()).allMatch(table::has);
            assertThat(Monitoring.foreignLabels(alert.expression(), table))
                    .as(alert.name())
                    .isEmpty();
            assertThat(metrics.isEmpty()).as(alert.name()).isEqualTo(ALWAYS_ON.equals(alert.name()));
        }
    }

    @Test
    void a_page_goes_to_the_pager_a_ticket_to_the_queue_and_the_heartbeat_to_whoever_waits_for_it() {
        PrometheusTools.run("amtool", "check-config", Monitoring.file("alertmanager.yml"));
        routes("page", "pager");
        routes("ticket", "tickets");
        routes("heartbeat", "heartbeat");
    }

    private static void routes(String severity, String receiver) {
        PrometheusTools.run(
                "amtool",
                "config",
                "routes",
                "test",
                "--config.file=" + Monitoring.file("alertmanager.yml"),
                "--verify.receivers=" + receiver,
                "severity=" + severity);
    }

    private static Set<String> names() {
        return Monitoring.alerts().stream().map(Alert::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tested(Predicate<Map<String, Object>> how) {
        return Monitoring.alertTests().stream()
                .filter(how)
                .map(test -> (String) test.get("alertname"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Object[] arguments(List<String> first, List<?> files) {
        return Stream.concat(first.stream(), files.stream()).toArray();
    }
}
