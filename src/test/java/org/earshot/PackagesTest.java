package org.earshot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;

/// The package map of `packages.puml`, and the rules that follow from it.
@AnalyzeClasses(packages = "org.earshot", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    private static final URL DIAGRAM = PackagesTest.class.getResource("/packages.puml");

    @ArchTest
    static final ArchRule arrows_are_those_of_the_diagram =
            classes()
                    .should(
                            adhereToPlantUmlDiagram(
                                    DIAGRAM,
                                    consideringOnlyDependenciesInAnyPackage("org.earshot..")));

    @ArchTest
    static final ArchRule no_package_cycles =
            slices().matching("org.earshot.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_repositories_speak_sql =
            noClasses()
                    .that()
                    .haveNameNotMatching(".*Repository(\\$.*)?")
                    .and()
                    .resideOutsideOfPackage("org.earshot.db..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.jooq..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_http_and_api_know_vertx =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("org.earshot.http..", "org.earshot.api..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.vertx..")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule only_crypto_knows_bouncy_castle =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.earshot.crypto..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.bouncycastle..")
                    .orShould()
                    .callMethod(javax.crypto.Cipher.class, "getInstance", String.class)
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule time_is_a_parameter =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.earshot.app..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .allowEmptyShould(true);

    @ArchTest
    static void every_package_is_in_the_diagram(JavaClasses all) throws IOException {
        String diagram = new String(DIAGRAM.openStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] listed =
                Pattern.compile("<<(.+?)>>")
                        .matcher(diagram)
                        .results()
                        .map(found -> found.group(1))
                        .toArray(String[]::new);
        classes().should().resideInAnyPackage(listed).check(all);
    }
}
