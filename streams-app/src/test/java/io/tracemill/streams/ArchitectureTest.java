package io.tracemill.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies of this module: only the root package and {@code failure} know Kafka, and no packages form a cycle. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tracemill.streams");

    @Test
    void onlyTheTopologiesAndTheirFailuresKnowKafka() {
        noClasses()
                .that()
                .resideInAPackage("io.tracemill.streams.*..")
                .and()
                .resideOutsideOfPackage("io.tracemill.streams.failure")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void noOtherPackageKnowsTheTopologies() {
        noClasses()
                .that()
                .resideInAPackage("io.tracemill.streams.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tracemill.streams")
                .check(CLASSES);
    }

    @Test
    void onlyTheTopologiesKnowTheFailures() {
        noClasses()
                .that()
                .resideInAPackage("io.tracemill.streams.*..")
                .and()
                .resideOutsideOfPackage("io.tracemill.streams.failure")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tracemill.streams.failure")
                .check(CLASSES);
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching("io.tracemill.streams.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void thisStageDoesNotKnowTheOthers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tracemill.ingest..", "io.tracemill.storage..", "io.tracemill.cli..")
                .check(CLASSES);
    }
}
