package io.tracemill.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom, over the whole program. */
@AnalyzeClasses(packages = "io.tracemill", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    final ArchRule stagesMeetOnlyInSchemas = slices().matching(
                    "io.tracemill.(ingest|telemetry|streams|storage|embeddedkafka|bench)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    final ArchRule schemasKnowNoStage = noClasses()
            .that()
            .resideInAPackage("io.tracemill.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tracemill.ingest..",
                    "io.tracemill.telemetry..",
                    "io.tracemill.streams..",
                    "io.tracemill.storage..",
                    "io.tracemill.bench..");

    @ArchTest
    final ArchRule nobodySeesTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("io.tracemill.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tracemill.cli..");

    @ArchTest
    final ArchRule noPackageSeesTheCommands = noClasses()
            .that()
            .resideInAPackage("io.tracemill.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tracemill.cli");

    @ArchTest
    final ArchRule packagesOfTheCommandLineHaveNoCycles =
            slices().matching("io.tracemill.cli.(*)..").should().beFreeOfCycles();

    @ArchTest
    final ArchRule packagesOfTheBenchHaveNoCycles =
            slices().matching("io.tracemill.bench.(*)..").should().beFreeOfCycles();

    @ArchTest
    final ArchRule onlyOnePackageKnowsParquet = noClasses()
            .that()
            .resideOutsideOfPackage("io.tracemill.storage.parquet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.parquet..");

    @ArchTest
    final ArchRule onlyTwoPackagesKnowDuckDb = noClasses()
            .that()
            .resideOutsideOfPackages("io.tracemill.cli.query..", "io.tracemill.storage.upkeep..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.duckdb..", "java.sql..");

    @ArchTest
    final ArchRule onlyOnePackageKnowsTheRegistry = noClasses()
            .that()
            .resideOutsideOfPackage("io.tracemill.cli.registry..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.apicurio..", "io.kiota..", "com.microsoft.kiota..");

    @ArchTest
    final ArchRule onlyWhatWritesWorkbooksKnowsFastexcel = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.tracemill.cli.query.XlsxRows")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.dhatim..");

    @ArchTest
    final ArchRule onlyTheServersKnowJetty = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.tracemill.cli.http..", "io.tracemill.cli.serve..", "io.tracemill.cli.receive..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    final ArchRule onlyWhatReadsATerminalKnowsJLine = noClasses()
            .that()
            .haveNameNotMatching(".*\\.TerminalLines(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..");

    @ArchTest
    final ArchRule thePassKnowsNoKafka = noClasses()
            .that()
            .resideInAPackage("io.tracemill.streams.*..")
            .and()
            .resideOutsideOfPackage("io.tracemill.streams.failure")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    final ArchRule noPackageOfTheStreamsAppKnowsItsRoot = noClasses()
            .that()
            .resideInAPackage("io.tracemill.streams.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tracemill.streams");

    @ArchTest
    final ArchRule theStreamsAppHasNoCycles =
            slices().matching("io.tracemill.streams.(*)..").should().beFreeOfCycles();

    @ArchTest
    final ArchRule sheetsAndRenderersKnowNoTrace = noClasses()
            .that()
            .resideInAnyPackage("io.tracemill.cli.report.sheet..", "io.tracemill.cli.report.render..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tracemill.schemas..", "io.tracemill.storage..", "io.tracemill.cli.report");

    /** What the counters of a kernel mean is known to the facts of ingest, which are pure. */
    @ArchTest
    final ArchRule reportsNeedNoKafka = noClasses()
            .that()
            .resideInAPackage("io.tracemill.cli.report..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.apache.kafka..", "io.tracemill.streams..", "io.tracemill.ingest..")
                            .and(not(resideInAPackage("io.tracemill.ingest.facts"))));
}
