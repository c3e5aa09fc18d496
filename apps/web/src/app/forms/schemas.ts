import './jitless.js';

export {
  botBody,
  botPatch,
  impliedPermissions,
  invitationBody,
  memberPatch,
  rolePermissions,
  tokenBody,
} from '@bothy/contracts';
