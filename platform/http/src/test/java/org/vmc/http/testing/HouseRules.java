package org.vmc.http.testing;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The architecture rules every module keeps. A module uses them by a class in its test tree:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "org.vmc.vm", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests HOUSE = ArchTests.in(HouseRules.class);
 * }
 * }</pre>
 */
public final class HouseRules {
    private static final String INJECT = "jakarta.inject.Inject";
    private static final String CONFIG_PROPERTY = "org.eclipse.microprofile.config.inject.ConfigProperty";
    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final String PATH = "jakarta.ws.rs.Path";

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLES = slices().matching("org.vmc.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true)
            .because("a feature that needs another and is needed by it is one feature, or hides a third");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Base|Abstract[A-Z]\\w*)")
            .orShould()
            .haveNameMatching(".*\\.I[A-Z][a-z]\\w*Interface")
            .allowEmptyShould(true)
            .because("such names collect whatever has no home");

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION = noFields()
            .should()
            .beAnnotatedWith(INJECT)
            .orShould()
            .beAnnotatedWith(CONFIG_PROPERTY)
            .allowEmptyShould(true)
            .because("a constructor shows what a class needs and lets a test give it");

    @ArchTest
    static final ArchRule OPTIONAL_IS_ONLY_RETURNED = noFields()
            .should()
            .haveRawType(Optional.class)
            .allowEmptyShould(true)
            .because("a nullable field says the same with less");

    @ArchTest
    static final ArchRule ONLY_THE_XEN_DRIVER_SPEAKS_XENAPI = onlyIn("..xen..", "com.xensource..");

    @ArchTest
    static final ArchRule ONLY_SSH_SPEAKS_JSCH = onlyIn("org.vmc.ssh..", "com.jcraft.jsch..");

    @ArchTest
    static final ArchRule ONLY_THE_SOLVER_SPEAKS_TIMEFOLD = onlyIn("..solver..", "ai.timefold..");

    @ArchTest
    static final ArchRule ONLY_THE_DISCORD_DRIVER_SPEAKS_JDA = onlyIn("..discord..", "net.dv8tion.jda..");

    @ArchTest
    static final ArchRule ONLY_THE_SLACK_DRIVER_SPEAKS_BOLT = onlyIn("..slack..", "com.slack..");

    @ArchTest
    static final ArchRule NOBODY_USES_THE_LAB = noClasses()
            .that()
            .resideOutsideOfPackage("org.vmc.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.vmc.lab..")
            .allowEmptyShould(true)
            .because("the lab stands in for hardware: it is reached over the wire like hardware");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", Duration.class)
            .allowEmptyShould(true)
            .because("a sleep is too long when things go well and too short when they do not: await, or schedule");

    @ArchTest
    static final ArchRule ENTITIES_STAY_INSIDE = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(are(annotatedWith(PATH)))
            .should(mentionNoEntity())
            .allowEmptyShould(true)
            .because("the table must be free to change without the API");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith("org.jspecify.annotations.NullMarked")
            .allowEmptyShould(true)
            .because("NullAway checks marked packages only");

    private HouseRules() {}

    private static ArchRule onlyIn(String driver, String vendor) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(driver)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(vendor)
                .allowEmptyShould(true)
                .because("a vendor's library stays behind one driver package");
    }

    private static DescribedPredicate<CanBeAnnotated> annotatedWith(String annotation) {
        return CanBeAnnotated.Predicates.annotatedWith(annotation);
    }

    private static ArchCondition<JavaMethod> mentionNoEntity() {
        return new ArchCondition<>("mention no entity in their signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                        .map(JavaType::getAllInvolvedRawTypes)
                        .flatMap(Set::stream)
                        .filter(type -> type.isAnnotatedWith(ENTITY))
                        .forEach(type -> events.add(violation(method, type)));
            }
        };
    }

    private static ConditionEvent violation(JavaMethod method, JavaClass entity) {
        return SimpleConditionEvent.violated(
                method, "%s mentions the entity %s".formatted(method.getFullName(), entity.getName()));
    }
}
