import { CreateCatalog1700000000601 } from './persistence/create-catalog.migration.js';
import { FileEntity } from './persistence/file.entity.js';
import { ReleaseEntity } from './persistence/release.entity.js';
import { ToolEntity } from './persistence/tool.entity.js';

export const catalogEntities = [ToolEntity, ReleaseEntity, FileEntity];
export const catalogMigrations = [CreateCatalog1700000000601];
