package io.tracemill.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the pass are pure: Kafka stays at the root, and the steps do not know each other in circles. */
class PurityTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tracemill.streams");

    @Test
    void theStepsDoNotKnowKafka() {
        noClasses()
                .that()
                .resideInAnyPackage("io.tracemill.streams.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void theStepsDoNotKnowTheAdapter() {
        noClasses()
                .that()
                .resideInAnyPackage("io.tracemill.streams.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tracemill.streams")
                .check(CLASSES);
    }

    @Test
    void theStepsHaveNoCycles() {
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
