import type { MigrationClass } from '../../platform/database/schema.js';

export const metricsEntities: (new () => object)[] = [];
export const metricsMigrations: MigrationClass[] = [];
