/** Bytes of a value in MaxMind's format: a text or a map of such. */
const valueOf = (value: string | number | Record<string, unknown>): Buffer => {
  if (typeof value === 'string') return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(6, 4), bytes]);
  }
  const entries = Object.entries(value);
  const inside = entries.flatMap(([key, each]) => [valueOf(key), valueOf(each as string)]);
  return Buffer.concat([head(7, entries.length), ...inside]);
};

const head = (type: number, size: number): Buffer => {
  if (size >= 29) return Buffer.from([(type << 5) | 29, size - 29]);
  return Buffer.from([(type << 5) | size]);
};

/** A database of MaxMind's format (version 2) that knows the country of the addresses `203.0.113.0/24` only. */
export const geoFile = (country: string): Buffer => {
  const prefix = [203, 0, 113].flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> (7 - bit)) & 1));
  const nodes = prefix.length;
  const found = nodes + 16;
  const tree = Buffer.alloc(nodes * 6);
  for (const [at, bit] of prefix.entries()) {
    const next = at === nodes - 1 ? found : at + 1;
    tree.writeUIntBE(bit === 0 ? next : nodes, at * 6, 3);
    tree.writeUIntBE(bit === 1 ? next : nodes, at * 6 + 3, 3);
  }
  const metadata = valueOf({
    node_count: nodes,
    record_size: 24,
    ip_version: 4,
    database_type: 'Test-Country',
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
  });
  const mark = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')]);
  return Buffer.concat([tree, Buffer.alloc(16), valueOf({ country: { iso_code: country } }), mark, metadata]);
};
