package io.tracemill.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tracemill.ingest");

    @Test
    void onlyPublishKnowsKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tracemill.ingest.publish")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void theStepsDependOnEachOtherOneWay() {
        slices().matching("io.tracemill.ingest.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theStepsKnowOfTheJobOnlyItsExceptions() {
        classes()
                .that()
                .resideInAPackage("io.tracemill.ingest")
                .and()
                .areNotAssignableTo(IngestException.class)
                .should()
                .onlyHaveDependentClassesThat()
                .resideOutsideOfPackage("io.tracemill.ingest.*..")
                .check(CLASSES);
    }

    @Test
    void noStepKnowsAnotherStage() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tracemill.streams..", "io.tracemill.storage..", "io.tracemill.cli..")
                .check(CLASSES);
    }
}
