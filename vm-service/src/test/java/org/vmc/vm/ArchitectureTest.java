package org.vmc.vm;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.vmc.http.testing.HouseRules;

@AnalyzeClasses(packages = "org.vmc.vm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule THE_DRIVER_KNOWS_NOTHING_OF_OURS = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("org.vmc.vm.xen..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.vmc.contracts..",
                    "org.vmc.operations..",
                    "org.vmc.http..",
                    "org.vmc.vm.vms..",
                    "org.vmc.vm.pools..",
                    "org.vmc.vm.inventory..",
                    "org.vmc.vm.workers..")
            .because("a driver that knows entities or facts cannot be replaced");

    @ArchTest
    static final ArchRule PLACEMENT_IS_PURE = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("org.vmc.vm.placement..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.vmc.vm.xen..", "org.vmc.vm.inventory..", "jakarta..", "java.io..", "java.time..")
            .because("a dry run must answer what the real thing will do");
}
