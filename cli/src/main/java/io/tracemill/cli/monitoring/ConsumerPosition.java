package io.tracemill.cli.monitoring;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The position of a service in each partition that it consumes. */
interface ConsumerPosition {

    /**
     * Offset of the next record, for each partition that is assigned to the service now; 0 where it has committed none.
     */
    Map<TopicPartition, Long> next(Admin cluster) throws InterruptedException, ExecutionException;

    /** Append time of the record that was consumed last, in ms since 1970, for each partition where there was one. */
    Map<TopicPartition, Long> lastAppendMillis();
}
