import './jitless.js';

// What the page takes from the contract at run time it takes from here, so that nothing of it comes before that.
export {
  auditActions,
  botBody,
  botPatch,
  impliedPermissions,
  invitationBody,
  memberPatch,
  paramVariable,
  rolePermissions,
  secretBody,
  secretName,
  tokenBody,
  toolBody,
  toolIcons,
  toolPatch,
} from '@bothy/contracts';
