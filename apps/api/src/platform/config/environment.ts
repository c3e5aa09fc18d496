import { isIP } from 'node:net';
import { z } from 'zod';

const isCidr = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128))
  );
};
/** Fastify takes a number or `true` for "trust whatever is written": only addresses are taken here. */
const cidrs = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((list) => list.every(isCidr), 'expected addresses such as 10.0.0.0/8, separated by commas');
/** Names of hosts as they stand in addresses, or networks. */
const hosts = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part !== ''),
  )
  .refine(
    (list) => list.every((part) => isCidr(part) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(part)),
    'expected names of hosts or networks such as gitlab.home.arpa,10.0.0.0/8, separated by commas',
  );
const isBare = (text: string): boolean => {
  if (!URL.canParse(text)) return true;
  const { pathname, username, password, search, hash } = new URL(text);
  return pathname === '/' && [username, password, search, hash].every((part) => part === '');
};
/** Names parted by commas. */
const words = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
/** Absolute paths parted by colons. */
const folders = z
  .string()
  .transform((text) => text.split(':').filter((part) => part !== ''))
  .refine(
    (list) => list.every((part) => part.startsWith('/')),
    'expected whole paths parted by colons, such as /srv/releases',
  );
const perMinute = (fallback: number) => z.coerce.number().int().min(1).max(10_000_000).default(fallback);
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'expected an address such as https://bothy.example.org' })
  .refine((text) => isBare(text), 'expected an address without a path, a user or a query')
  .transform((text) => (URL.canParse(text) ? new URL(text).origin : text));

/** What its library does not understand it only complains of on the console, and reports nothing for ever. */
const sentryDsn = z
  .string()
  .regex(
    /^https?:\/\/\w+(:\w+)?@[\w.-]+(:\d+)?(\/[\w-]+)*\/\d+$/,
    'expected the address that Sentry shows for the project, such as https://key@sentry.example.org/42',
  );

/** Every variable the server reads; `.env.example` documents each, and a test compares the names. */
export const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(20_000),
  HOST: z.string().default('127.0.0.1'),
  BOTHY_DATA_DIR: z.string().default('./data'),
  BOTHY_PUBLIC_URL: httpUrl.optional(),
  BOTHY_ROLE: z.enum(['all', 'api', 'runner']).default('all'),
  BOTHY_ENVIRONMENT: z.enum(['development', 'production']).default('production'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected an address such as postgres://user@host:5432/name' })
    .optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected an address such as redis://127.0.0.1:6379' }).optional(),
  BOTHY_TRUST_PROXY: cidrs.default([]),
  BOTHY_ALLOW_PRIVATE_HOSTS: hosts.default([]),
  AUTH_PASSWORDS: z.enum(['on', 'off']).default('on'),
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'expected the issuer, such as https://id.example.org' }).optional(),
  OIDC_CLIENT_ID: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().max(500).optional(),
  OIDC_NAME: z.string().max(50).default('Single sign-on'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'expected an address such as smtps://user:password@mail.example.org' })
    .optional(),
  MAIL_FROM: z.string().max(300).default('Bothy <bothy@localhost>'),
  BOTHY_METRICS_TOKEN: z.string().min(16, 'expected at least 16 characters').optional(),
  BOTHY_STOP: z.enum(['end', 'keep']).default('end'),
  BOTHY_RUN_GRACE_MS: z.coerce.number().int().min(0).max(600_000).default(3000),
  BOTHY_RUN_LOG_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(64 * 1024)
    .default(1024 ** 3),
  BOTHY_RUNNER_ISOLATION: z.enum(['auto', 'required', 'off']).default('auto'),
  BOTHY_RUNNER_WRITABLE: z
    .string()
    .regex(/^(\/[^:]*(:\/[^:]*)*)?$/, 'expected folders parted by colons, such as /srv/projects:/mnt/cache')
    .default(''),
  BOTHY_RUNNER_LABELS: words.default([]),
  BOTHY_GIT_PROTOCOLS: z
    .string()
    .regex(/^[a-z]+(:[a-z]+)*$/, 'expected protocols parted by colons, such as https:ssh')
    .default('https:ssh'),
  BOTHY_LIMIT_ANONYMOUS: perMinute(300),
  BOTHY_LIMIT_SIGN_IN: perMinute(10),
  BOTHY_LIMIT_PRINCIPAL: perMinute(10_000),
  BOTHY_LIMIT_SAVES: perMinute(120),
  BOTHY_SAVES_WORKERS: z.coerce.number().int().min(1).max(16).default(2),
  BOTHY_SAVES_MEMORY_MB: z.coerce.number().int().min(256).max(65_536).default(1024),
  BOTHY_SAVES_VERSIONS: z.coerce.number().int().min(0).max(100_000).default(200),
  BOTHY_SAVES_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(1024 ** 3),
  BOTHY_CATALOG_ROOTS: folders.default([]),
  BOTHY_CATALOG_SYNC_MINUTES: z.coerce.number().int().min(1).max(10_080).default(15),
  BOTHY_CATALOG_CACHE_BYTES: z.coerce.number().int().min(0).default(0),
  BOTHY_CATALOG_CLIENT_STREAMS: z.coerce.number().int().min(1).max(10_000).default(64),
  BOTHY_CATALOG_CLIENT_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(512 * 1024 ** 3),
  BOTHY_LIMIT_DOWNLOADS: perMinute(6000),
  BOTHY_GEOIP_FILE: z.string().optional(),
  UMAMI_SCRIPT_URL: z
    .url({
      protocol: /^https?$/,
      error: 'expected the address of the script, such as https://stats.example.org/script.js',
    })
    .optional(),
  UMAMI_WEBSITE_ID: z.uuid('expected the id that Umami shows for the site').optional(),
  BOTHY_BODY_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(64 * 1024 * 1024)
    .default(1024 * 1024),
  BOTHY_RETRY_MS: z.coerce.number().int().min(100).max(60_000).default(1000),
  SENTRY_DSN: sentryDsn.optional(),
  BOTHY_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Environment = z.infer<typeof environment>;
