package org.vmc.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.vmc.http.testing.HouseRules;

@AnalyzeClasses(packages = "org.vmc.build", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule DRIVERS_KNOW_NO_BUILD = noClasses()
            .that()
            .resideInAnyPackage("..distcc..", "..recipes..", "..toolchain..", "..hosts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..build.builds..", "..build.workers..", "org.vmc.contracts..", "jakarta.persistence..")
            .because("a driver that knows entities or events cannot be understood or replaced alone");
}
