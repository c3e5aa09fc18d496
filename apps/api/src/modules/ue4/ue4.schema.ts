import { CreateKeptSaves1700000000401 } from './persistence/create-kept-saves.migration.js';
import { KeptSaveEntity } from './persistence/kept-save.entity.js';

export const ue4Entities = [KeptSaveEntity];
export const ue4Migrations = [CreateKeptSaves1700000000401];
