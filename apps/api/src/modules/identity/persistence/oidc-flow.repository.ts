import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { OidcFlowEntity } from './oidc-flow.entity.js';

export type KeptFlow = Omit<OidcFlowEntity, 'session'>;

@Injectable()
export class OidcFlowRepository {
  constructor(private readonly database: Database) {}

  async insert(flow: KeptFlow): Promise<void> {
    await this.database.manager.insert(OidcFlowEntity, flow);
  }

  /** Takes a flow away with its first use. Null when there is none, or another use was faster. */
  async take(stateHash: string): Promise<KeptFlow | null> {
    const { manager } = this.database;
    const flow = await manager.findOneBy(OidcFlowEntity, { stateHash });
    if (!flow) return null;
    const { affected } = await manager.delete(OidcFlowEntity, { stateHash });
    return affected === 1 ? flow : null;
  }
}
