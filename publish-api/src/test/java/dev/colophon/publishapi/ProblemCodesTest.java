package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.problem.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the codes of problems are the same in the code, in the description, and in the page that explains them. */
class ProblemCodesTest {

    private static final String TYPES = "https://colophon.dev/problems/";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| `([a-z-]+)` \\| (\\d{3}) \\| (.+) \\| (.+) \\|$");

    @Test
    void the_description_lists_every_code_and_no_other() {
        var schemas = JsonMapper.builder()
                .build()
                .<JsonNode>valueToTree(new Yaml().load(Samples.text("openapi/openapi.yaml")))
                .at("/components/schemas");

        assertThat(schemas.at("/ProblemCode/enum").valueStream().map(JsonNode::stringValue))
                .isEqualTo(Arrays.stream(ProblemCode.values()).map(Enum::name).toList());
        assertThat(schemas.at("/Problem/properties/code/$ref").stringValue())
                .isEqualTo("#/components/schemas/ProblemCode");
        assertThat(schemas.at("/Problem/properties/type/description").stringValue())
                .startsWith(TYPES);
    }

    @Test
    void the_page_has_one_row_for_each_code_with_its_type_and_its_status() {
        var told = ROW.matcher(Samples.text("problems.md"))
                .results()
                .map(row -> List.of(row.group(1), TYPES + row.group(2), row.group(3)))
                .toList();

        assertThat(told)
                .as("docs/contracts/problems.md: code, type, status")
                .isEqualTo(Arrays.stream(ProblemCode.values())
                        .map(code -> List.of(
                                code.name(),
                                code.type().toString(),
                                Integer.toString(code.status().value())))
                        .toList());
    }

    @Test
    void a_problem_says_what_to_do_in_the_words_of_its_row() {
        assertThat(ROW.matcher(Samples.text("problems.md"))
                        .results()
                        .map(row -> row.group(1) + ": " + row.group(5).replace("`", ""))
                        .toList())
                .as("docs/contracts/problems.md: code, what to do")
                .isEqualTo(Arrays.stream(ProblemCode.values())
                        .map(code -> code.name() + ": " + code.fix())
                        .toList());
    }
}
