package dev.colophon.reference;

import static java.util.stream.Collectors.joining;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** Reads the records of settings from a service's source: what javac keeps of them has no words. */
final class SettingsSource {

    private final DocTrees docs;
    private final Iterable<? extends CompilationUnitTree> units;

    private SettingsSource(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var manager = compiler.getStandardFileManager(null, Locale.ROOT, null);
        var task = (JavacTask)
                compiler.getTask(null, manager, _ -> {}, null, null, manager.getJavaFileObjectsFromPaths(files));
        units = task.parse();
        docs = DocTrees.instance(task);
    }

    /** @param folder of a service's main sources */
    static List<SettingsRecord> in(Path folder) {
        try (var all = Files.walk(folder)) {
            var files = all.filter(SettingsSource::holdsSettings).sorted().toList();
            return new SettingsSource(files).records();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsSettings(Path file) {
        try {
            return file.toString().endsWith(".java")
                    && (file.toString().endsWith("Properties.java")
                            || Files.readString(file).contains("@ConfigurationProperties("));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<SettingsRecord> records() {
        var found = new ArrayList<SettingsRecord>();
        for (var unit : units) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void unused) {
                    if (type.getKind() == Tree.Kind.RECORD) {
                        found.add(read(type, docs.getDocCommentTree(getCurrentPath())));
                    }
                    return super.visitClass(type, null);
                }
            }.scan(new TreePath(unit), null);
        }
        return found;
    }

    private static SettingsRecord read(ClassTree type, DocCommentTree doc) {
        var words = doc == null ? Map.<String, String>of() : words(doc);
        var prefix = annotation(type.getModifiers().getAnnotations(), "ConfigurationProperties");
        var properties = new ArrayList<Property>();
        var refusals = new ArrayList<String>();
        for (var member : type.getMembers()) {
            if (member instanceof VariableTree component
                    && !component.getModifiers().getFlags().contains(Modifier.STATIC)) {
                properties.add(property(component, words));
            }
            if (member instanceof MethodTree method && method.getName().contentEquals("<init>")) {
                refusals.addAll(Refusals.in(method, type));
            }
        }
        return new SettingsRecord(
                type.getSimpleName().toString(), prefix, words.getOrDefault("", ""), properties, refusals);
    }

    private static Property property(VariableTree component, Map<String, String> words) {
        var name = component.getName().toString();
        var annotations = component.getModifiers().getAnnotations();
        var bounds = annotations.stream()
                .filter(each -> !simpleName(each).equals("DefaultValue"))
                .filter(each -> !simpleName(each).equals("Nullable"))
                .map(SettingsSource::bound)
                .collect(joining(", "));
        return new Property(
                kebab(name),
                component.getType().toString().replaceAll("@\\w+\\(?\\)?\\s*", ""),
                annotation(annotations, "DefaultValue"),
                bounds,
                words.getOrDefault(name, ""));
    }

    private static String bound(AnnotationTree annotation) {
        var value = value(annotation).replace("_", "");
        return switch (simpleName(annotation)) {
            case "Min" -> "at least " + value;
            case "Max" -> "at most " + value;
            case "NotBlank", "NotEmpty", "NotNull" -> "must be set";
            case String other -> other + (value.isEmpty() ? "" : " " + value);
        };
    }

    private static String annotation(List<? extends AnnotationTree> annotations, String wanted) {
        return annotations.stream()
                .filter(each -> simpleName(each).equals(wanted))
                .map(SettingsSource::value)
                .findFirst()
                .orElse("");
    }

    private static String value(AnnotationTree annotation) {
        return annotation.getArguments().stream()
                .map(each -> each.toString().replaceFirst("^value = ", "").replaceAll("^\"|\"$", ""))
                .collect(joining(", "));
    }

    private static String simpleName(AnnotationTree annotation) {
        return annotation.getAnnotationType().toString();
    }

    /** The first sentence under an empty name, and each component's words under its own. */
    private static Map<String, String> words(DocCommentTree doc) {
        var words = new HashMap<String, String>();
        words.put("", plain(doc.getFirstSentence()));
        for (var tag : doc.getBlockTags()) {
            if (tag instanceof ParamTree param) {
                words.put(param.getName().toString(), plain(param.getDescription()));
            }
        }
        return words;
    }

    private static String plain(List<?> trees) {
        return trees.stream()
                .map(Object::toString)
                .collect(joining())
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link ([^}]*)}", "$1")
                .replaceAll("\\s+", " ")
                .replace("&gt;", ">")
                .strip();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
