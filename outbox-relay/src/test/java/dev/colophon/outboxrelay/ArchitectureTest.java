package dev.colophon.outboxrelay;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.colophon.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "dev.colophon.outboxrelay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house_rules = ArchTests.in(HouseRules.class);
}
