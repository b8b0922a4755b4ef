package dev.colophon.database;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The statements that a service's compiled classes hold: every text that a method uses and that begins as SQL does. Text
 * blocks that are put together at compile time are whole there; the rest is said by {@link FilledIn}.
 */
final class WrittenStatements {

    private static final Pattern BEGINS =
            Pattern.compile("\\s*(?:SELECT|INSERT|UPDATE|DELETE|MERGE|WITH)\\s+\\S.*", Pattern.DOTALL);
    private static final Set<String> TO_THE_DATABASE =
            Set.of("sql", "batchUpdate", "prepareStatement", "executeQuery", "executeUpdate");

    private WrittenStatements() {}

    static List<SqlStatement> of(Service service) {
        return classes(service).flatMap(WrittenStatements::in).distinct().toList();
    }

    private static Stream<SqlStatement> in(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .mapMulti((element, found) -> {
                    if (element instanceof ConstantInstruction constant
                            && constant.constantValue() instanceof String text
                            && BEGINS.matcher(text).matches()) {
                        FilledIn.of(name(type), text)
                                .forEach(sql -> found.accept(new SqlStatement(name(type), Parameters.numbered(sql))));
                    }
                });
    }

    private static Stream<ClassModel> classes(Service service) {
        try (Stream<Path> files = Files.walk(service.classes())) {
            return files
                    .filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .map(WrittenStatements::parsed)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the classes of " + service.module(), e);
        }
    }

    private static ClassModel parsed(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Classes that give the database something, and of whose texts none was found. */
    static List<String> withoutAny(Service service) {
        var known = of(service).stream().map(SqlStatement::at).collect(toSet());
        return classes(service)
                .filter(WrittenStatements::asks)
                .map(WrittenStatements::name)
                .filter(name -> !known.contains(name))
                .toList();
    }

    private static boolean asks(ClassModel type) {
        return type.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> element instanceof InvokeInstruction call
                        && TO_THE_DATABASE.contains(call.name().stringValue())
                        && call.owner().asInternalName().matches("java/sql/.*|org/springframework/jdbc/.*"));
    }

    private static String name(ClassModel type) {
        return type.thisClass().asInternalName().replace('/', '.');
    }
}
