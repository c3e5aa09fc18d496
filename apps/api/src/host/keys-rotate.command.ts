import { AuditTrail } from '../modules/audit/index.js';
import { KeyRotation, type Rotation } from '../platform/crypto/key-rotation.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { hostActor, type HostCommand } from './host-command.js';
import { House } from './house.js';

export const keysRotateCommand: HostCommand = {
  name: 'keys rotate',
  takes: [],
  options: ['json'],
  summary: 'Replace the keys that seal what is kept and sign sessions. The server may run; nobody is signed out.',
  run: ({ json }, host) =>
    House.use(host, async (house) => {
      const rotation = await rotate(house);
      const { keyId, resealed, forgotten } = rotation;
      const words = `The new key is ${keyId}. Sealed anew: ${resealed}. Old keys forgotten: ${forgotten.length}.\n`;
      await host.out(json ? `${JSON.stringify(rotation)}\n` : words);
      return 0;
    }),
};

const rotate = async (house: House): Promise<Rotation> => {
  try {
    const rotation = await house.get(KeyRotation).run();
    const { keyId, resealed, forgotten } = rotation;
    await write(house, 'keys.rotated', { keyId, resealed, forgotten });
    return rotation;
  } catch (error) {
    // It may have made a new key before it failed.
    await write(house, 'keys.rotation-failed', {});
    throw error;
  }
};

const write = (house: House, action: string, details: Record<string, unknown>): Promise<void> =>
  house.get(UnitOfWork).run(() => house.get(AuditTrail).append({ actor: hostActor, action, target: null, details }));
