import { listPath, toolPath, versionPath } from './portal-paths.js';
import type { PortalPage, ToolHead, VersionHead } from './portal-page.js';

/** The page in the words of schema.org. */
export function structuredData(page: PortalPage, publicUrl: string): object {
  const things = (() => {
    switch (page.kind) {
      case 'list':
        return [listOf(page, publicUrl)];
      case 'tool':
        return [software(page.tool, page.latest, publicUrl), trail(publicUrl, page.tool)];
      case 'version':
        return [software(page.tool, page.version, publicUrl), trail(publicUrl, page.tool, page.version.version)];
      default:
        return [];
    }
  })();
  return { '@context': 'https://schema.org', '@graph': things };
}

const listOf = ({ tools }: Extract<PortalPage, { kind: 'list' }>, publicUrl: string): object => ({
  '@type': 'ItemList',
  itemListElement: tools.map(({ slug, name }, at) => ({
    '@type': 'ListItem',
    position: at + 1,
    name,
    url: publicUrl + toolPath(slug),
  })),
});

/** The vocabulary wants an address there: what people wrote in their own words has none. */
const isSpdxId = (licence: string | null): boolean => /^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(licence ?? '');

function software(tool: ToolHead, version: VersionHead | null, publicUrl: string): object {
  const file = version?.files[0];
  return {
    '@type': 'SoftwareApplication',
    name: tool.name,
    description: tool.summary,
    url: publicUrl + toolPath(tool.slug),
    applicationCategory: 'DeveloperApplication',
    ...(isSpdxId(tool.licence) && { license: `https://spdx.org/licenses/${tool.licence}` }),
    ...(version && { softwareVersion: version.version, datePublished: version.releasedAt }),
    ...(file && { downloadUrl: file.url }),
    ...(file && file.sizeBytes !== null && { fileSize: `${Math.max(1, Math.round(file.sizeBytes / 1000))} KB` }),
    offers: { '@type': 'Offer', price: 0, priceCurrency: 'EUR' },
  };
}

function trail(publicUrl: string, { slug, name }: ToolHead, version?: string): object {
  const steps = [
    { name: 'Tools', path: listPath },
    { name, path: toolPath(slug) },
    ...(version === undefined ? [] : [{ name: version, path: versionPath(slug, version) }]),
  ];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name: step.name,
      item: publicUrl + step.path,
    })),
  };
}
