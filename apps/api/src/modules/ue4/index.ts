export { Ue4Module } from './ue4.module.js';
export { Ue4SealsModule } from './ue4-seals.module.js';
export { ue4Entities, ue4Migrations } from './ue4.schema.js';
