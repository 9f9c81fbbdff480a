package io.tracemill.cli;

import io.tracemill.cli.config.SettingException;
import io.tracemill.cli.config.Settings;
import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.ReaderGoneException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The start and end of the process: arguments in, exit code out. */
public final class Main {

    /** Lines of help are no wider, so that they stay easy to read. */
    private static final int MOST_HELP_COLUMNS = 120;

    /** Set by the launcher: a new directory of this process, to which native libraries are unpacked. */
    private static final String OWN_DIRECTORY = "tracemill.own.directory";

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Console console = Console.ofProcess();
        int code;
        try {
            TempDirectory own = own();
            code = run(args, console);
            if (own != null) {
                own.close();
            }
        } catch (IOException e) {
            code = complain(ErrorLine.of(e), ExitCode.FAILED, console);
        }
        System.exit(code);
    }

    /** The directory of this process, which goes with it; after a signal, with the next one. */
    private static @Nullable TempDirectory own() throws IOException {
        String own = System.getProperty(OWN_DIRECTORY, "");
        return own.isEmpty() ? null : TempDirectory.adopt(Path.of(own));
    }

    /** Runs one command and returns its exit code; writes nowhere but to the console it is given. */
    public static int run(String[] args, Console console) {
        CommandLine tracemill = commands(console);
        try {
            Settings settings = Settings.read(args, console.environment(), tracemill);
            relax(tracemill, List.of(args)); // before: what has a default value does not say that it is required
            tracemill.setDefaultValueProvider(settings);
            tracemill.setParameterExceptionHandler((e, line) -> usageError(e, settings, console));
            if (isUnknown(args, tracemill)) {
                return usageError(new UnmatchedArgumentException(tracemill, List.of(args[0])), settings, console);
            }
            int code = tracemill.execute(args);
            console.out().flush();
            return code;
        } catch (SettingException e) {
            return complain(ErrorLine.of(e), ExitCode.USAGE, console);
        } catch (ReaderGoneException e) {
            return ExitCode.READER_GONE.code();
        } catch (IOException | OutOfMemoryError e) {
            return complain(ErrorLine.of(e), ExitCode.FAILED, console);
        } catch (LinkageError e) {
            if (!ErrorLine.isOfUnpacking(e)) {
                throw e;
            }
            return complain(ErrorLine.of(e), ExitCode.FAILED, console);
        }
    }

    /** Whether no command is named so; picocli would take a later argument for the command, such as a directory. */
    private static boolean isUnknown(String[] args, CommandLine tracemill) {
        return args.length > 0
                && !args[0].startsWith("-")
                && !tracemill.getSubcommands().containsKey(args[0]);
    }

    static CommandLine commands(Console console) {
        CommandLine tracemill = new CommandLine(new TracemillCommand());
        tracemill.addSubcommand(new CommandLine(new AnalyzeCommand(console)));
        tracemill.addSubcommand(new CommandLine(new ReportCommand(console)));
        tracemill.addSubcommand(new CommandLine(new RunsCommand(console)));
        tracemill.addSubcommand(new CommandLine(new TrendsCommand(console)));
        tracemill.addSubcommand(new CommandLine(new CapacityCommand(console)));
        tracemill.addSubcommand(new CommandLine(new ServeCommand(console)));
        tracemill.addSubcommand(new CommandLine(new QueryCommand(console)));
        tracemill.addSubcommand(new CommandLine(new ExportCommand(console)));
        tracemill.addSubcommand(new CommandLine(new DiffCommand(console)));
        tracemill.addSubcommand(new CommandLine(new IngestCommand(console)));
        tracemill.addSubcommand(new CommandLine(new ReceiveCommand(console)));
        tracemill.addSubcommand(new CommandLine(new ScrapeCommand(console)));
        tracemill.addSubcommand(new CommandLine(new BridgeCommand(console)));
        tracemill.addSubcommand(new CommandLine(new StreamCommand(console)));
        tracemill.addSubcommand(archive(console));
        tracemill.addSubcommand(new CommandLine(new NotifyCommand(console)));
        tracemill.addSubcommand(rules(console));
        tracemill.addSubcommand(new CommandLine(new BrokerCommand(console)));
        tracemill.addSubcommand(new CommandLine(new TopicsCommand(console)));
        tracemill.addSubcommand(new CommandLine(new TailCommand(console)));
        tracemill.addSubcommand(new CommandLine(new SchemaCommand(console)));
        tracemill.addSubcommand(new CommandLine(new GenerateCommand(console)));
        tracemill.addSubcommand(bench(console));
        tracemill.addSubcommand(new CommandLine(new CompletionCommand(console)));
        tracemill.addSubcommand(new CommandLine(new HelpCommand()));
        tracemill.setOut(console.out().writer());
        tracemill.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        tracemill.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        tracemill.setUsageHelpWidth(Math.min(MOST_HELP_COLUMNS, console.screen().columns()));
        tracemill.setUsageHelpAutoWidth(false);
        tracemill.setCaseInsensitiveEnumValuesAllowed(true);
        tracemill.setExecutionStrategy(Main::execute);
        tracemill.setExecutionExceptionHandler((e, line, parsed) -> failure(e, line, console));
        return tracemill;
    }

    /** Runs a command or shows its help, but not that of another command than the one that was named. */
    private static int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        List<String> unmatched = last.unmatched();
        CommandSpec command = last.commandSpec();
        if (!unmatched.isEmpty()
                && !unmatched.get(0).startsWith("-")
                && !command.subcommands().isEmpty()) {
            throw new UnmatchedArgumentException(command.commandLine(), unmatched);
        }
        return new RunLast().execute(parsed);
    }

    private static CommandLine rules(Console console) {
        CommandLine rules = new CommandLine(new RulesCommand());
        rules.addSubcommand(new CommandLine(new RulesListCommand(console)));
        rules.addSubcommand(new CommandLine(new RulesTestCommand(console)));
        return rules;
    }

    private static CommandLine archive(Console console) {
        CommandLine archive = new CommandLine(new ArchiveCommand(console));
        archive.addSubcommand(new CommandLine(new ArchiveVerifyCommand(console)));
        archive.addSubcommand(new CommandLine(new ArchiveCompactCommand(console)));
        archive.addSubcommand(new CommandLine(new ArchiveExpireCommand(console)));
        archive.addSubcommand(new CommandLine(new ArchiveDropCommand(console)));
        return archive;
    }

    private static CommandLine bench(Console console) {
        CommandLine bench = new CommandLine(new BenchCommand(console));
        bench.addSubcommand(new CommandLine(new BenchServicesCommand(console)));
        bench.addSubcommand(new CommandLine(new BenchFaultsCommand(console)));
        bench.addSubcommand(new CommandLine(new BenchAlertsCommand(console)));
        bench.addSubcommand(new CommandLine(new BenchTelemetryCommand(console)));
        return bench;
    }

    /**
     * Makes the required options of a command optional for its subcommands; picocli would require them there as well.
     */
    private static void relax(CommandLine tracemill, List<String> args) {
        CommandLine outer = args.isEmpty() ? null : tracemill.getSubcommands().get(args.get(0));
        if (outer != null && args.size() > 1 && outer.getSubcommands().containsKey(args.get(1))) {
            CommandSpec spec = outer.getCommandSpec();
            for (OptionSpec option : List.copyOf(spec.options())) {
                if (option.required()) {
                    spec.remove(option);
                    spec.addOption(OptionSpec.builder(option).required(false).build());
                }
            }
        }
    }

    private static int usageError(ParameterException e, Settings settings, Console console) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return complain(UsageError.line(e, settings), ExitCode.USAGE, console, command);
    }

    private static int failure(Exception e, CommandLine line, Console console) {
        if (ReaderGoneException.isCauseOf(e)) {
            return ExitCode.READER_GONE.code();
        }
        if (!(line.getCommand() instanceof CommonOptions common)) {
            return complain(ErrorLine.of(e), ExitCode.FAILED, console);
        }
        Console told = console.as(common.logFormat(), Level.ERROR);
        if (common.verbose()) {
            e.printStackTrace(told.err());
        }
        return complain(ErrorLine.of(e), ExitCode.FAILED, told);
    }

    private static int complain(String message, ExitCode code, Console console) {
        return complain(message, code, console, "tracemill");
    }

    private static int complain(String message, ExitCode code, Console console, String command) {
        console.say(command + ": " + message);
        return code.code();
    }
}
