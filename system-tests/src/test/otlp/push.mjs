// Sends three metrics to a door: push.mjs FORM URL, where FORM is the name of an exporter's package.
import {resourceFromAttributes} from '@opentelemetry/resources';
import {MeterProvider, PeriodicExportingMetricReader} from '@opentelemetry/sdk-metrics';

const [form, url] = process.argv.slice(2);
const {OTLPMetricExporter} = await import(`@opentelemetry/exporter-metrics-otlp-${form}`);
const reader = new PeriodicExportingMetricReader({
  exporter: new OTLPMetricExporter({url, compression: form === 'proto' ? 'gzip' : 'none'}),
  exportIntervalMillis: 3_600_000,
});
const provider = new MeterProvider({
  resource: resourceFromAttributes({'host.name': `${form}-node.example.org`, 'service.name': 'trainer'}),
  readers: [reader],
});
const meter = provider.getMeter('door');
const tokens = meter.createCounter('tokens');
tokens.add(5, {rank: 0});
tokens.add(7, {rank: 0});
meter.createUpDownCounter('waiting').add(-3);
meter.createGauge('hw.temperature').record(42.5, {'hw.id': 'GPU-1'});
const time = meter.createHistogram('step.time', {advice: {explicitBucketBoundaries: [10, 100]}});
[1, 30, 700].forEach(value => time.record(value));
await reader.forceFlush();
tokens.add(100, {rank: 0});
await provider.shutdown();
