export { CatalogModule } from './catalog.module.js';
export { catalogEntities, catalogMigrations } from './catalog.schema.js';
