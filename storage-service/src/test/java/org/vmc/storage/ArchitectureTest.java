package org.vmc.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.vmc.http.testing.HouseRules;

@AnalyzeClasses(packages = "org.vmc.storage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule ONLY_THE_DRIVER_USES_SSH = noClasses()
            .that()
            .resideOutsideOfPackage("..gluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.vmc.ssh..")
            .because("what is typed on hosts stays in one place");

    @ArchTest
    static final ArchRule THE_DRIVER_KNOWS_NO_FEATURE = noClasses()
            .that()
            .resideInAnyPackage("..gluster..", "..storage.nfs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..storage.exports..",
                    "..storage.repositories..",
                    "..storage.volumes..",
                    "..storage.peers..",
                    "..storage.hosts..",
                    "..storage.classes..",
                    "org.vmc.contracts..",
                    "org.vmc.operations..")
            .because("a driver knows its vendor and nothing of us");
}
