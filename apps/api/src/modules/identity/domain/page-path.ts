/** Only the shape decides, so that no parser's mercy turns a path into another site's address. */
const path = /^\/(?![/\\])[\w\-./~%!$&'()*+,;=:@]*(?:\?[\w\-./~%!$&'()*+,;=:@?]*)?$/;

/** The path of a page of ours to go on with; what is none, or is no page, leads to the first page. */
export const pagePath = (wanted: string | undefined): string => {
  if (wanted === undefined || !path.test(wanted) || /^\/(?:api|health)(?:[/?]|$)/.test(wanted)) return '/';
  return wanted;
};
