package dev.colophon.local;

import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.down.DownCommand;
import dev.colophon.local.publish.PublishCommand;
import dev.colophon.local.reconcile.ReconcileCommand;
import dev.colophon.local.rehearse.RehearseCommand;
import dev.colophon.local.status.StatusCommand;
import dev.colophon.local.tail.TailCommand;
import dev.colophon.local.traces.TracesCommand;
import dev.colophon.local.up.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the scripts beside this module call: one command each. */
@Command(
        name = "infra/local/run",
        description = "The whole pipeline on one machine.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            UpCommand.class,
            PublishCommand.class,
            StatusCommand.class,
            TailCommand.class,
            ReconcileCommand.class,
            RehearseCommand.class,
            TracesCommand.class,
            DownCommand.class
        })
public final class Main {

    private static final int HELP_WIDTH = 120;
    private static final int REFUSED = 2;
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Listener.class, Main::listener)
                .setExecutionExceptionHandler(Main::told);
    }

    private static int told(Exception problem, CommandLine command, CommandLine.ParseResult ignored) {
        command.getErr().println(problem instanceof Refusal ? problem.getMessage() : "failed: " + problem);
        if (!(problem instanceof Refusal)) {
            problem.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return problem instanceof Refusal ? REFUSED : FAILED;
    }

    private static Listener listener(String word) {
        for (var listener : Listener.values()) {
            if (listener.word().equals(word)) {
                return listener;
            }
        }
        throw new CommandLine.TypeConversionException("no part is called '" + word + "'");
    }
}
