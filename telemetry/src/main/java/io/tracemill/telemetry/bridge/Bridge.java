package io.tracemill.telemetry.bridge;

import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Runs one job after another, with clients of its own for each, so that an outage of the brokers or the loss of
 * partitions in a transaction is outlived. It begins again after a second, and later after up to half a minute.
 */
public final class Bridge {

    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private final BridgeConfig config;
    private final BridgeOutput output;
    private final BridgeCounts counts;
    private final Consumer<String> warnings;

    /** Tells a bridge when to end. */
    public interface Stop {

        /** Whether it is to end. */
        boolean isAsked();

        /** Waits so long, or until it is to end; true if it is. */
        boolean await(long millis) throws InterruptedException;
    }

    /**
     * A bridge.
     *
     * @param warnings takes a line for each job that failed
     */
    public Bridge(BridgeConfig config, BridgeOutput output, BridgeCounts counts, Consumer<String> warnings) {
        this.config = config;
        this.output = output;
        this.counts = counts;
        this.warnings = warnings;
    }

    /**
     * Carries messages until it is told to stop.
     *
     * @param clients makes the clients of a job
     * @throws KafkaException if going on is of no use: a right or a credential is missing, or the first clients cannot be
     *     made, because a setting is wrong; later ones may lack no more than an answer to a name
     */
    public void run(Supplier<BridgeClients> clients, Stop stop) throws InterruptedException {
        long wait = FIRST_WAIT_MILLIS;
        boolean begun = false;
        while (!stop.isAsked()) {
            long messages = counts.totals().messages();
            try (BridgeClients ofJob = clients.get()) {
                begun = true;
                job(ofJob, stop);
            } catch (KafkaException e) {
                if (isFinal(e) || !begun) {
                    throw e;
                }
                counts.failed();
                warnings.accept("it begins again from the last commit: " + e.getMessage());
                boolean worked = counts.totals().messages() > messages;
                if (stop.await(worked ? FIRST_WAIT_MILLIS : wait)) {
                    return;
                }
                wait = worked ? FIRST_WAIT_MILLIS : Math.min(2 * wait, LONGEST_WAIT_MILLIS);
            }
        }
    }

    private void job(BridgeClients clients, Stop stop) {
        counts.begin();
        new BridgeJob(
                        clients,
                        output,
                        new SeriesResolver(config.quantities(), SeriesLimits.USUAL),
                        new TopicReaders(config.formats(), config.telegrafUnit()),
                        counts)
                .run(config.topics(), stop::isAsked);
    }

    private static boolean isFinal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || cause instanceof UnsupportedVersionException) {
                return true;
            }
        }
        return false;
    }
}
