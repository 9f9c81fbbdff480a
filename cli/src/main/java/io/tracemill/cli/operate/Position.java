package io.tracemill.cli.operate;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Where a service stands in its partitions. */
interface Position {

    /** Offset of the record that comes next, in each partition that is the service's now; 0 where it has taken none. */
    Map<TopicPartition, Long> next(Admin cluster) throws InterruptedException, ExecutionException;

    /** When the record that was taken last was appended, where one was, in ms since 1970. */
    Map<TopicPartition, Long> lastAppendMillis();
}
