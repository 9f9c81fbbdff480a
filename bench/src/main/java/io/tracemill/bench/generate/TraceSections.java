package io.tracemill.bench.generate;

import io.tracemill.bench.generate.StepEvents.DeviceSpan;
import io.tracemill.bench.generate.StepEvents.Frame;
import io.tracemill.bench.generate.StepEvents.HostSpan;
import io.tracemill.bench.generate.StepEvents.Lane;
import io.tracemill.bench.generate.StepEvents.MemoryChange;
import io.tracemill.bench.generate.StepEvents.RuntimeCall;
import java.io.IOException;

/** The sections of a trace file, in the order in which Kineto writes them. Each simulates the training run anew. */
final class TraceSections {
    private final GeneratorConfig config;
    private final TracePlan plan;
    private final JsonOutput out;
    private final GeneratorProgress progress;
    private final ModelPerBatch models;
    private final FileHeaderAndTrailer frame;
    private final HostEvents host;
    private final DeviceEvents device;

    TraceSections(GeneratorConfig config, TracePlan plan, JsonOutput out, GeneratorProgress progress) {
        this.config = config;
        this.plan = plan;
        this.out = out;
        this.progress = progress;
        this.models = new ModelPerBatch(config, plan);
        this.frame = new FileHeaderAndTrailer(config, out);
        this.host = new HostEvents(config, out);
        this.device = new DeviceEvents(config, out);
    }

    void write() throws IOException {
        frame.head();
        writeOperators(Lane.AUTOGRAD);
        writeOperators(Lane.MAIN);
        if (config.withStack()) {
            forEachStep(step -> {
                for (Frame pythonFrame : step.frames) {
                    host.write(pythonFrame);
                }
            });
        }
        forEachStep(step -> {
            for (RuntimeCall call : step.calls) {
                device.write(call);
            }
            device.overhead(step.calls.get(0).at.time());
        });
        long end = forEachStep(step -> {
            for (DeviceSpan span : step.deviceSpans) {
                device.write(span);
            }
        });
        frame.tail(end);
    }

    /** Thread by thread, and the changes of memory after the operators that made them. */
    private void writeOperators(Lane lane) throws IOException {
        forEachStep(step -> {
            for (HostSpan span : step.spans) {
                if (span.lane == lane) {
                    host.write(span);
                }
            }
        });
        forEachStep(step -> {
            for (MemoryChange change : step.memory) {
                if (change.lane() == lane) {
                    host.write(change);
                }
            }
        });
    }

    /** @return when the last step ended */
    private long forEachStep(StepWriter writer) throws IOException {
        TrainingRun run = new TrainingRun(config, plan, models);
        while (run.hasNext()) {
            writer.write(run.next());
            progress.written(out.writtenBytes(), config.sizeBytes());
        }
        return run.clock();
    }

    @FunctionalInterface
    private interface StepWriter {
        void write(StepEvents step) throws IOException;
    }
}
