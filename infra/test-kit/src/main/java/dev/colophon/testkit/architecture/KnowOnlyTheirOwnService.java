package dev.colophon.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Of all classes of ours, those of one service use only that service's, and the one library that knows no service (decision 0032). */
final class KnowOnlyTheirOwnService extends ArchCondition<JavaClass> {

    private static final String ROOT = "dev.colophon.";
    private static final String LIBRARY = "deadletter";

    KnowOnlyTheirOwnService() {
        super("know only their own service");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String own = serviceOf(type);
        type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> !serviceOf(dependency.getTargetClass()).isEmpty())
                .filter(dependency -> !serviceOf(dependency.getTargetClass()).equals(own))
                .filter(dependency -> !serviceOf(dependency.getTargetClass()).equals(LIBRARY))
                .forEach(dependency ->
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
    }

    /** The first package below the root; empty for classes that are not ours. */
    private static String serviceOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (!name.startsWith(ROOT)) {
            return "";
        }
        int end = name.indexOf('.', ROOT.length());
        return end < 0 ? name.substring(ROOT.length()) : name.substring(ROOT.length(), end);
    }
}
