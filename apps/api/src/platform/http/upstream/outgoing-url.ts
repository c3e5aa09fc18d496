import { unusableAddress } from '../guarded-client.errors.js';

/** @throws DomainError `outgoing_address_unusable` */
export const usable = (given: string | URL): URL => {
  if (!URL.canParse(String(given))) throw unusableAddress('it is not an address.');
  const url = new URL(given);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw unusableAddress('it is neither http nor https.');
  if (url.username !== '' || url.password !== '') throw unusableAddress('it holds a user name or a password.');
  return url;
};
