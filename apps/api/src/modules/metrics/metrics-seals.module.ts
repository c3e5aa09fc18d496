import { Module } from '@nestjs/common';
import { MetricSalts } from './persistence/metric-salts.js';

/** The store of sealed texts that figures have, and nothing else of theirs: for a command on the host that turns the keys. */
@Module({ providers: [MetricSalts] })
export class MetricsSealsModule {}
