package org.vmc.lab.xenapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what inside the XenAPI server. */
@AnalyzeClasses(packages = "org.vmc.lab", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE = slices().matching("org.vmc.lab.xenapi.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature must be readable without all the others");

    @ArchTest
    static final ArchRule VERTX_STAYS_BEHIND_HTTP = noClasses()
            .that()
            .resideOutsideOfPackage("org.vmc.lab.xenapi.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..")
            .because("calls are answered by blocking code on virtual threads");

    @ArchTest
    static final ArchRule THE_SERVER_KNOWS_GUESTS_BY_THEIR_PORT = noClasses()
            .that()
            .resideInAPackage("org.vmc.lab.xenapi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.vmc.lab.hosts..", "org.vmc.lab.linux..")
            .because("it runs without root, with simulated guests");

    @ArchTest
    static final ArchRule VALUES_KNOW_NO_MODEL = noClasses()
            .that()
            .resideInAPackage("org.vmc.lab.xenapi.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.vmc.lab.xenapi.model..", "org.vmc.lab.xenapi.store..", "org.vmc.lab.xenapi.rpc..")
            .because("encodings are exchangeable");

    @ArchTest
    static final ArchRule NO_VAGUE_NAMES = noClasses()
            .that()
            .resideInAPackage("org.vmc.lab.xenapi..")
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Base)")
            .because("a name says what a thing is");
}
