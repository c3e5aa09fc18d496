import { Logger } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { Config } from '../config/config.js';

type Labels = Readonly<Record<string, string>>;
type Prometheus = typeof import('prom-client');

/** Sampling it at the library's own pace would wake an idle machine a hundred times a second. */
const loopSampledEveryMs = 100;
const durationBucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * Figures of this process for Prometheus. Where nobody may read them they cost nothing: the library (some 11 MB) is
 * loaded only when there is a token for them, and all else does nothing.
 *
 * Labels must be few and known beforehand: each value of one is a line of the answer, for good.
 */
export class Metrics {
  private readonly logger = new Logger(Metrics.name);

  /** See {@link open} and {@link closed}. */
  constructor(
    private readonly prometheus: Prometheus | null,
    private readonly registry: Registry | null,
  ) {}

  static async open({ metricsToken }: Config): Promise<Metrics> {
    if (metricsToken === null) return Metrics.closed();
    const { default: prometheus } = await import('prom-client');
    const registry = new prometheus.Registry();
    prometheus.collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: loopSampledEveryMs });
    return new Metrics(prometheus, registry);
  }

  static closed(): Metrics {
    return new Metrics(null, null);
  }

  /** A figure that is looked up whenever someone asks; where `read` fails, it is not a number. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    if (!this.prometheus || !this.registry) return;
    const value = () => this.read(name, read);
    const gauge = new this.prometheus.Gauge({
      ...{ name, help, registers: [] },
      async collect() {
        this.set(await value());
      },
    });
    this.registry.registerMetric(gauge);
  }

  /** @returns what counts one more, or as many as it is told. */
  counter<Names extends Labels>(
    name: string,
    help: string,
    labelNames: (keyof Names & string)[],
  ): (labels: Names, by?: number) => void {
    if (!this.prometheus || !this.registry) return () => undefined;
    const counter = new this.prometheus.Counter({ name, help, labelNames, registers: [this.registry] });
    return (labels, by = 1) => counter.inc({ ...labels }, by);
  }

  /** @returns what notes one more duration, in seconds. */
  durations<Names extends Labels>(
    name: string,
    help: string,
    labelNames: (keyof Names & string)[],
  ): (labels: Names, seconds: number) => void {
    if (!this.prometheus || !this.registry) return () => undefined;
    const histogram = new this.prometheus.Histogram({
      ...{ name, help, labelNames, registers: [this.registry] },
      buckets: durationBucketsSeconds,
    });
    return (labels, seconds) => histogram.observe({ ...labels }, seconds);
  }

  /** All figures in Prometheus' text format, with its content type; null where they are closed. */
  async text(): Promise<{ readonly contentType: string; readonly body: string } | null> {
    return this.registry && { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }

  /** One figure that cannot be had must not cost the reader all others. */
  private async read(name: string, read: () => number | Promise<number>): Promise<number> {
    try {
      return await read();
    } catch (error) {
      this.logger.warn(`${name} could not be read: ${error instanceof Error ? error.message : String(error)}`);
      return Number.NaN;
    }
  }
}
