package dev.colophon.wordpresspublisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** S1-8, S2-3, S2-5: what the publisher asks the database, statement by statement. */
@ExtendWith(PostgresExtension.class)
class StatementsTest {

    private static final Pattern SQL = Pattern.compile("(?s)^\\s*(SELECT|UPDATE|INSERT|DELETE|WITH)\\b.*");
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-zA-Z][a-zA-Z0-9]*)");
    private static final Pattern OF_THE_API = Pattern.compile("publish_api\\.(\\w+)");
    private static final Pattern NOT_ITS_BUSINESS = Pattern.compile(
            "(?i)\\b(FROM|JOIN|INTO|UPDATE)\\s+(story|variant|publication|publish_job|publication_status)\\b");
    /** A row for each site, no more. */
    private static final Set<String> FEW_ROWS = Set.of("site_state");

    /** What the driver says of parameters that PostgreSQL cannot tell from the statement. */
    private static final Map<String, String> TYPES =
            Map.of("token", "bigint", "kept", "bigint", "revision", "bigint", "from", "integer", "length", "integer");

    private static final List<String> ROAD = List.of("inbox", "ledger", "receipt", "site");

    private final PostgresServer postgres;

    StatementsTest(PostgresServer postgres) {
        this.postgres = postgres;
    }

    @BeforeAll
    static void migrated(PostgresServer postgres) {
        postgres.migrate("publish-api");
        postgres.migrate("status-projector");
        postgres.migrate("wordpress-publisher");
    }

    @Test
    void no_statement_asks_for_a_story_or_a_variant_of_the_api() throws Exception {
        var statements = statements(folders());
        var asked = new TreeSet<String>();
        statements
                .values()
                .forEach(sql -> OF_THE_API.matcher(sql).results().forEach(found -> asked.add(found.group(1))));

        assertThat(statements).hasSizeGreaterThan(60);
        assertThat(asked).contains("site_access_v1").allMatch(view -> view.matches("[a-z_]+_v[0-9]+"));
        assertThat(statements)
                .allSatisfy(
                        (name, sql) -> assertThat(NOT_ITS_BUSINESS.matcher(sql).find())
                                .as(name)
                                .isFalse());
        assertThat(NOT_ITS_BUSINESS
                        .matcher("SELECT html FROM variant WHERE id = :id")
                        .find())
                .isTrue();
    }

    /** The planner may take no table whole: an index whose condition the statement gives, or one of due work alone. */
    @Test
    void an_entry_and_a_site_are_read_by_an_index() throws Exception {
        try (var connection = postgres.superuser().getConnection();
                var database = connection.createStatement()) {
            database.execute(
                    "SET search_path = wordpress_publisher; SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan");
            var statements = statements(ROAD);
            var whole = new TreeMap<String, List<String>>();
            for (var statement : statements.entrySet()) {
                try {
                    var tables = wholeReads(plan(database, statement.getValue()));
                    if (!tables.isEmpty()) {
                        whole.put(statement.getKey(), tables);
                    }
                } catch (SQLException refused) {
                    whole.put(statement.getKey(), List.of(String.valueOf(refused.getMessage())));
                }
            }

            assertThat(statements).hasSizeGreaterThan(40);
            assertThat(whole).isEmpty();
            assertThat(wholeReads(plan(database, "SELECT remote_id FROM ledger WHERE remote_link = :link")))
                    .containsExactly("ledger");
        }
    }

    private static JsonNode plan(Statement database, String sql) throws SQLException {
        var numbers = new TreeMap<String, Integer>();
        String numbered = PARAMETER
                .matcher(sql)
                .replaceAll(found -> "\\$" + numbers.computeIfAbsent(found.group(1), _ -> numbers.size() + 1));
        String types = numbers.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(parameter -> TYPES.getOrDefault(parameter.getKey(), "unknown"))
                .collect(Collectors.joining(", ", "(", ")"));
        database.execute("PREPARE asked" + (numbers.isEmpty() ? "" : types) + " AS " + numbered);
        String given =
                numbers.isEmpty() ? "" : "(" + String.join(", ", Collections.nCopies(numbers.size(), "NULL")) + ")";
        try (var plan = database.executeQuery("EXPLAIN (FORMAT JSON) EXECUTE asked" + given)) {
            plan.next();
            return JsonMapper.shared().readTree(plan.getString(1));
        } finally {
            database.execute("DEALLOCATE asked");
        }
    }

    private static List<String> wholeReads(JsonNode node) {
        var found = new ArrayList<String>();
        String table = node.path("Relation Name").asString("");
        if (node.path("Node Type").asString("").equals("Seq Scan") && !FEW_ROWS.contains(table)) {
            found.add(table);
        }
        node.forEach(child -> found.addAll(wholeReads(child)));
        return found;
    }

    private static List<String> folders() throws IOException {
        try (Stream<Path> folders = Files.list(sources())) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    private static Path sources() {
        return RepositoryFiles.resolve("wordpress-publisher/src/main/java/dev/colophon/wordpresspublisher");
    }

    /** The constants that hold SQL, by class and name, without those that are parts of others. */
    private static Map<String, String> statements(List<String> folders)
            throws IOException, ReflectiveOperationException {
        var statements = new TreeMap<String, String>();
        for (String folder : folders) {
            for (Class<?> type : types(folder)) {
                for (Field field : type.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                        field.setAccessible(true);
                        String value = (String) field.get(null);
                        if (value != null && SQL.matcher(value).matches()) {
                            statements.put(type.getSimpleName() + "." + field.getName(), value);
                        }
                    }
                }
            }
        }
        statements
                .values()
                .removeIf(part ->
                        statements.values().stream().anyMatch(whole -> !whole.equals(part) && whole.contains(part)));
        return statements;
    }

    private static List<Class<?>> types(String folder) throws IOException, ClassNotFoundException {
        var types = new ArrayList<Class<?>>();
        try (Stream<Path> files = Files.list(sources().resolve(folder))) {
            for (Path file :
                    files.filter(file -> !file.endsWith("package-info.java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                types.add(Class.forName(
                        StatementsTest.class.getPackageName() + "." + folder + "." + name,
                        false,
                        StatementsTest.class.getClassLoader()));
            }
        }
        return types;
    }
}
