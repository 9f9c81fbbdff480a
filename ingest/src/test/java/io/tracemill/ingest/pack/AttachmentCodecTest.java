package io.tracemill.ingest.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.ingest.pack.Attachment.Dequeue;
import io.tracemill.ingest.pack.Attachment.LinkEnd;
import io.tracemill.ingest.pack.Attachment.Submission;
import io.tracemill.ingest.pack.Attachment.SubmissionEnd;
import io.tracemill.ingest.pack.Attachment.TableRow;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentCodecTest {

    private static final long START = 1_712_345_678_901_234_567L;
    private static final Lane LANE = new Lane("3170820", "stream 7");

    private final EventFields event = new EventFields();

    @ParameterizedTest
    @ValueSource(longs = {1 << 10, 0}) // strings in the pool, strings inline
    void everyAttachmentIsReadAsItWasWritten(long poolBytes) {
        StringPool pool = new StringPool(poolBytes);
        fill(new EventTexts(new StringPool.Cache(pool)));
        GrowingBytes bytes = new GrowingBytes(16);
        AttachmentCodec.writeLinkEnd(event, bytes);
        AttachmentCodec.writeSubmission(event, bytes);
        AttachmentCodec.writeSubmissionEnd(event, bytes);
        AttachmentCodec.writeDequeue(event, bytes);

        assertThat(readAll(bytes, pool))
                .containsExactly(
                        new LinkEnd(LANE, START, 41),
                        new Submission(LANE, START, -7),
                        new SubmissionEnd(LANE, START, -7),
                        new Dequeue(LANE, START, START + 50, 41));
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsReadAsItWasWritten(DeviceTable table) {
        StringPool pool = new StringPool(1 << 10);
        EventTexts texts = new EventTexts(new StringPool.Cache(pool));
        fill(texts);
        event.addCounter(texts.reference("wait_ns".getBytes(UTF_8), 0, 7), 0.5);
        event.args = "{\"a\":1}".getBytes(UTF_8);
        event.argsLength = event.args.length;
        GrowingBytes bytes = new GrowingBytes(16);
        AttachmentCodec.writeTableRow(table, event, bytes);

        TableRow row = (TableRow) readAll(bytes, pool).get(0);

        assertThat(List.of(row.table(), row.name(), row.start())).containsExactly(table, "sum", START);
        assertThat(row.counters()).containsExactly(0.5);
        assertThat(pool.text(row.counterNames()[0])).isEqualTo("wait_ns");
        assertThat(row.args()).isEqualTo(event.args);
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void anAttachmentComesBeforeTheLongestEventOfItsTime(EventKind kind) {
        fill(new EventTexts(new StringPool.Cache(new StringPool(0))));
        event.kind = kind;
        event.duration = Long.MAX_VALUE - 1;
        List<BiConsumer<EventFields, GrowingBytes>> writers = List.of(
                AttachmentCodec::writeLinkEnd,
                AttachmentCodec::writeSubmission,
                AttachmentCodec::writeSubmissionEnd,
                AttachmentCodec::writeDequeue,
                (row, out) -> AttachmentCodec.writeTableRow(DeviceTable.KERNELS, row, out));
        writers.forEach(writer -> {
            GrowingBytes bytes = new GrowingBytes(16);
            EventCodec.write(event, bytes);
            int attachment = bytes.size();
            writer.accept(event, bytes);

            assertThat(PackedHead.isAttachment(bytes.array(), 0)).isFalse();
            assertThat(PackedHead.isAttachment(bytes.array(), attachment)).isTrue();
            assertThat(PackedHead.compare(bytes.array(), attachment, bytes.array(), 0))
                    .isNegative();
        });
    }

    private void fill(EventTexts texts) {
        event.clear();
        event.start = START;
        event.duration = 50;
        event.set(Attribute.CORRELATION_ID, 41);
        event.submission = -7;
        event.setText(Attribute.NAME, texts.reference("sum".getBytes(UTF_8), 0, 3));
        event.setText(Attribute.PROCESS, texts.reference("3170820".getBytes(UTF_8), 0, 7));
        event.setText(Attribute.THREAD, texts.reference("stream 7".getBytes(UTF_8), 0, 8));
        event.inline = texts.inlineBytes();
    }

    private static List<Attachment> readAll(GrowingBytes bytes, StringPool pool) {
        AttachmentCodec codec = new AttachmentCodec(pool);
        List<Attachment> read = new ArrayList<>();
        for (int at = 0; at < bytes.size(); at += PackedHead.length(bytes.array(), at)) {
            read.add(codec.read(bytes.array(), at));
        }
        return read;
    }
}
