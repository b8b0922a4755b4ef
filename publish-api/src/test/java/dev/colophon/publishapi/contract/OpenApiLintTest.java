package dev.colophon.publishapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That others' tools read the description as OpenAPI 3.1 without a complaint; what a tool lets pass, OpenApiTest asks for. */
class OpenApiLintTest {

    @Test
    void the_description_is_read_without_a_complaint() throws IOException {
        var read = read(description());

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.isOpenapi31()).isTrue();
        assertThat(read.getOpenAPI().getPaths()).hasSizeGreaterThan(20);
        assertThat(read.getOpenAPI().getPaths().values())
                .flatMap(path -> path.readOperations())
                .allSatisfy(operation -> {
                    assertThat(operation.getOperationId()).isNotBlank();
                    assertThat(operation.getTags()).hasSize(1);
                    assertThat(operation.getDescription()).isNotBlank();
                    assertThat(operation.getResponses())
                            .as("%s says how it refuses", operation.getOperationId())
                            .containsKey("default");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operationId: listSites       | operationIdentifier: listSites
            operationId: listSites       | operationId: getSite
            in: query                    | in: body
            """)
    void a_fault_is_complained_of(String right, String wrong) throws IOException {
        var description = description();
        assertThat(description).contains(right);

        assertThat(read(description.replaceFirst(right, wrong)).getMessages()).isNotEmpty();
    }

    private static SwaggerParseResult read(String description) {
        var options = new ParseOptions();
        options.setResolve(true);
        return new OpenAPIV3Parser().readContents(description, null, options);
    }

    private static String description() throws IOException {
        return Files.readString(RepositoryFiles.resolve("docs/contracts/openapi/openapi.yaml"));
    }
}
