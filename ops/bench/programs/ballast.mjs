// Loaded with `node --import`: memory that is held and has been written to, as a server's that has been up for long.
const mib = Number(process.env.BOTHY_BENCH_BALLAST_MIB ?? 0);
globalThis.ballast = Array.from({ length: mib }, (_, at) => Buffer.alloc(1024 * 1024, (at % 255) + 1));
