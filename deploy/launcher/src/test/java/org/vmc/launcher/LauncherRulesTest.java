package org.vmc.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.vmc.launcher", importOptions = ImportOption.DoNotIncludeTests.class)
class LauncherRulesTest {

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("org.vmc.launcher.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PARTS_DO_NOT_KNOW_WHO_KEEPS_THEM = noClasses()
            .that()
            .resideInAnyPackage("..parts..", "..keys..", "..ports..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..supervise..")
            .because("a part can be started by a test or another program as well");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_TYPE_IS = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Base)")
            .because("such names say nothing");
}
