package dev.colophon.benchmark;

import dev.colophon.benchmark.accept.AcceptCommand;
import dev.colophon.benchmark.console.ConsoleCommand;
import dev.colophon.benchmark.publish.PublishCommand;
import dev.colophon.benchmark.relay.RelayCommand;
import dev.colophon.benchmark.report.ChartCommand;
import dev.colophon.benchmark.scale.ScaleCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the script beside this module calls: one benchmark each. A new one is a subcommand here and a line in the script. */
@Command(
        name = "infra/benchmark/run",
        description = {
            "Measures the services, beside their rivals where there are any.",
            "And: infra/benchmark/run status [publications] measures the projector, startup how soon the services are ready, all everything."
        },
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            RelayCommand.class,
            AcceptCommand.class,
            PublishCommand.class,
            ConsoleCommand.class,
            ScaleCommand.class,
            ChartCommand.class
        })
public final class Main {

    private static final int HELP_WIDTH = 120;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setUsageHelpWidth(HELP_WIDTH);
    }
}
