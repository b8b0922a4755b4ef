package dev.colophon.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards are not shown to a Grafana here: what can be checked without one is. */
class DashboardsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void every_expression_is_one_that_prometheus_understands(@TempDir Path folder) throws IOException {
        List<String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(20);
        var rules = new StringBuilder("groups: [{name: dashboards, rules: [\n");
        for (int i = 0; i < expressions.size(); i++) {
            rules.append(
                    "  {record: 'panel:%d', expr: %s},%n".formatted(i, JSON.writeValueAsString(expressions.get(i))));
        }
        Path file = Files.writeString(folder.resolve("expressions.yml"), rules.append("]}]\n"));

        PrometheusTools.run("promtool", "check", "rules", file);
    }

    @Test
    void every_expression_asks_for_metrics_of_the_table() {
        var table = new MetricsTable();
        for (String expression : expressions()) {
            assertThat(Monitoring.metricsOf(expression))
                    .as(expression)
                    .isNotEmpty()
                    .allMatch(table::has);
        }
    }

    @Test
    void every_expression_asks_for_labels_that_its_metrics_have() {
        var table = new MetricsTable();
        for (String expression : expressions()) {
            assertThat(Monitoring.foreignLabels(expression, table))
                    .as(expression)
                    .isEmpty();
        }
    }

    @Test
    void a_label_that_a_metric_does_not_have_is_noticed() {
        assertThat(Monitoring.foreignLabels(
                        "sum by (kind, site) (rate(colophon_publish_work{outcome=\"x\",job=\"y\"}[5m]))",
                        new MetricsTable()))
                .containsExactly("outcome", "site");
    }

    @Test
    void every_panel_has_a_title_of_its_own_and_the_source_that_the_reader_chooses() {
        for (Path dashboard : Monitoring.dashboards()) {
            List<String> titles = new ArrayList<>();
            for (JsonNode panel : JSON.readTree(Monitoring.read(dashboard)).get("panels")) {
                titles.add(panel.get("title").asString());
                assertThat(panel.at("/datasource/uid").asString()).isEqualTo("${datasource}");
            }
            assertThat(titles).doesNotHaveDuplicates().isNotEmpty();
        }
    }

    private static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        for (Path dashboard : Monitoring.dashboards()) {
            for (JsonNode panel : JSON.readTree(Monitoring.read(dashboard)).get("panels")) {
                panel.get("targets")
                        .forEach(target -> expressions.add(target.get("expr").asString()));
            }
        }
        return expressions;
    }
}
