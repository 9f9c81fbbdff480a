package io.tracemill.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tracemill", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    final ArchRule onlyParquetImportsParquet = noClasses()
            .that()
            .resideInAPackage("io.tracemill.storage..")
            .and()
            .resideOutsideOfPackage("io.tracemill.storage.parquet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.parquet..");

    @ArchTest
    final ArchRule noOtherStage = noClasses()
            .that()
            .resideInAPackage("io.tracemill.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tracemill.ingest..", "io.tracemill.streams..", "io.tracemill.cli..");

    @ArchTest
    final ArchRule onlyTheJobKnowsKafkaClients = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.tracemill.storage.rows..", "io.tracemill.storage.parquet..", "io.tracemill.storage.publish..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients..");

    @ArchTest
    final ArchRule noCycles =
            slices().matching("io.tracemill.storage.(*)..").should().beFreeOfCycles();
}
