import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { StartError } from '../errors/start-error.js';
import { environment, type Environment } from './environment.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** Requests a minute, each in a window of its own. */
export interface Limits {
  readonly anonymous: number;
  readonly signIn: number;
  readonly principal: number;
  /** Saves that are opened, edited, converted or kept. */
  readonly saves: number;
  /** Files and packs, for each address. */
  readonly downloads: number;
}

/** How tools are served. */
export interface CatalogSettings {
  /** Folders under which those of tools may lie; absolute. */
  readonly roots: readonly string[];
  readonly syncEveryMs: number;
  /** What files of GitLab may take in the object storage; 0: none is kept. */
  readonly cacheBytes: number;
  /** Files and packs that one address may take at a time. */
  readonly clientStreams: number;
  /** Bytes of them that one address may take in an hour; 0: as many as it likes. */
  readonly clientBytesPerHour: number;
}

/** Where visits of the public pages are counted besides here. */
export interface UmamiSettings {
  readonly scriptUrl: string;
  readonly websiteId: string;
}

/** How saves are opened, and how many a member may keep. */
export interface SavesSettings {
  /** Processes that open saves, each one at a time. */
  readonly workers: number;
  /** What one of them may take of the machine's memory. */
  readonly memoryBytes: number;
  /** Of one member. */
  readonly keptVersions: number;
  readonly keptBytes: number;
}

/** Another provider that signs members in (OpenID Connect). */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  /** What its button is called. */
  readonly name: string;
}

/** What the server was told about its surroundings: read once at the start, the same until the end but for {@link keepRuns}. */
export class Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder that holds everything the server keeps. */
  readonly dataDir: string;
  /** Scheme, host and port by which people reach the server; the only base of links. */
  readonly publicUrl: string;
  readonly role: 'all' | 'api' | 'runner';
  readonly environment: 'development' | 'production';
  /** PostgreSQL to use, or null for the SQLite file in the data folder. */
  readonly databaseUrl: string | null;
  /** Addresses (CIDR) of proxies whose forwarding headers are believed. */
  readonly trustProxy: readonly string[];
  /** Hosts (names or CIDRs) inside private networks that requests on anyone's word may still reach. */
  readonly allowPrivateHosts: readonly string[];
  /** Redis for what several servers must share, or null while one server is alone. */
  readonly redisUrl: string | null;
  readonly authPasswords: boolean;
  readonly oidc: OidcSettings | null;
  /** The mail server; null: mails are kept for the inbox page. */
  readonly smtpUrl: string | null;
  /** Sender of all mails, as `Name <address>`. */
  readonly mailFrom: string;
  /** Opens `/metrics`; null: it is closed. */
  readonly metricsToken: string | null;
  /** What a graceful stop does to running runs. */
  stop: 'end' | 'keep';
  /** How long a run has to end after each signal before the next, harder one. */
  readonly runGraceMs: number;
  /** Bytes of output after which a run is ended. */
  readonly runLogMaxBytes: number;
  /** Whether runs are kept from what is not theirs: where it can be done, always or not at all, never. */
  readonly runnerIsolation: Environment['BOTHY_RUNNER_ISOLATION'];
  /** Folders besides its own that an isolated run may write to, parted by colons. */
  readonly runnerWritable: string;
  /** What the runner of this server has that bots may ask for. */
  readonly runnerLabels: readonly string[];
  /** What git may speak for a bot's repository, as in `GIT_ALLOW_PROTOCOL`. */
  readonly gitProtocols: string;
  /** Files with secrets of the server, which no bot may see. */
  readonly hiddenPaths: readonly string[];
  readonly limits: Limits;
  readonly saves: SavesSettings;
  readonly catalog: CatalogSettings;
  /** A database of MaxMind's format that tells countries of addresses; null: they are not told. */
  readonly geoIpFile: string | null;
  readonly umami: UmamiSettings | null;
  readonly bodyLimitBytes: number;
  /** How soon a cut stream should come back, as told to clients. */
  readonly retryMs: number;
  readonly sentryDsn: string | null;
  readonly logLevel: Environment['BOTHY_LOG_LEVEL'];

  private constructor(values: Environment, hiddenPaths: readonly string[]) {
    this.port = values.PORT;
    this.host = values.HOST;
    this.dataDir = resolve(values.BOTHY_DATA_DIR);
    this.publicUrl = values.BOTHY_PUBLIC_URL ?? `http://localhost:${values.PORT}`;
    this.role = values.BOTHY_ROLE;
    this.environment = values.BOTHY_ENVIRONMENT;
    this.databaseUrl = values.DATABASE_URL ?? null;
    this.trustProxy = values.BOTHY_TRUST_PROXY;
    this.allowPrivateHosts = values.BOTHY_ALLOW_PRIVATE_HOSTS;
    this.redisUrl = values.REDIS_URL ?? null;
    this.oidc = oidcIn(values);
    this.smtpUrl = values.SMTP_URL ?? null;
    this.mailFrom = values.MAIL_FROM;
    this.metricsToken = values.BOTHY_METRICS_TOKEN ?? null;
    this.authPasswords = values.AUTH_PASSWORDS === 'on';
    this.stop = values.BOTHY_STOP;
    this.runGraceMs = values.BOTHY_RUN_GRACE_MS;
    this.runLogMaxBytes = values.BOTHY_RUN_LOG_MAX_BYTES;
    this.runnerIsolation = values.BOTHY_RUNNER_ISOLATION;
    this.runnerWritable = values.BOTHY_RUNNER_WRITABLE;
    this.runnerLabels = values.BOTHY_RUNNER_LABELS;
    this.gitProtocols = values.BOTHY_GIT_PROTOCOLS;
    this.hiddenPaths = hiddenPaths;
    this.limits = {
      anonymous: values.BOTHY_LIMIT_ANONYMOUS,
      signIn: values.BOTHY_LIMIT_SIGN_IN,
      principal: values.BOTHY_LIMIT_PRINCIPAL,
      saves: values.BOTHY_LIMIT_SAVES,
      downloads: values.BOTHY_LIMIT_DOWNLOADS,
    };
    this.saves = {
      workers: values.BOTHY_SAVES_WORKERS,
      memoryBytes: values.BOTHY_SAVES_MEMORY_MB * 1024 * 1024,
      keptVersions: values.BOTHY_SAVES_VERSIONS,
      keptBytes: values.BOTHY_SAVES_BYTES,
    };
    this.catalog = {
      roots: values.BOTHY_CATALOG_ROOTS,
      syncEveryMs: values.BOTHY_CATALOG_SYNC_MINUTES * 60_000,
      cacheBytes: values.BOTHY_CATALOG_CACHE_BYTES,
      clientStreams: values.BOTHY_CATALOG_CLIENT_STREAMS,
      clientBytesPerHour: values.BOTHY_CATALOG_CLIENT_BYTES,
    };
    this.geoIpFile = values.BOTHY_GEOIP_FILE ?? null;
    this.umami = umamiIn(values);
    this.bodyLimitBytes = values.BOTHY_BODY_LIMIT_BYTES;
    this.retryMs = values.BOTHY_RETRY_MS;
    this.sentryDsn = values.SENTRY_DSN ?? null;
    this.logLevel = values.BOTHY_LOG_LEVEL;
  }

  /**
   * Reads the variables, and for each `NAME` also `NAME_FILE`, the path of a file that holds its value.
   *
   * @throws StartError with one line per bad variable, naming it.
   */
  static from(variables: Variables, envFile?: string): Config {
    const given = Object.fromEntries(
      Object.keys(environment.shape).map((name) => [name, valueOf(name, variables)] as const),
    );
    const parsed = environment.safeParse(given);
    if (parsed.success) return new Config(parsed.data, filesIn(variables, envFile));
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new StartError(`The configuration is not usable.\n${lines.join('\n')}`);
  }

  /** Like {@link from}, over the process's own environment and, beneath it, the `.env` file of the folder. */
  static load(variables: Variables, folder: string): Config {
    const file = join(folder, '.env');
    if (variables['NODE_ENV'] === 'production' || !existsSync(file)) return Config.from(variables);
    return Config.from({ ...parseEnv(readFileSync(file, 'utf8')), ...variables }, file);
  }

  /** The stop that comes now is one half of a restart: runs go on, and the next server finds them. */
  keepRuns(): void {
    this.stop = 'keep';
  }

  /** Whether people reach the server over TLS: cookies and HSTS follow it. */
  get isSecure(): boolean {
    return this.publicUrl.startsWith('https:');
  }
}

const oidcIn = (values: Environment): OidcSettings | null => {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = values;
  if (issuer === undefined && clientId === undefined) return null;
  if (issuer === undefined) throw new StartError('OIDC_ISSUER: it is needed where OIDC_CLIENT_ID is set');
  if (clientId === undefined) throw new StartError('OIDC_CLIENT_ID: it is needed where OIDC_ISSUER is set');
  return { issuer, clientId, clientSecret: values.OIDC_CLIENT_SECRET ?? null, name: values.OIDC_NAME };
};

const umamiIn = ({ UMAMI_SCRIPT_URL: scriptUrl, UMAMI_WEBSITE_ID: websiteId }: Environment): UmamiSettings | null => {
  if (scriptUrl === undefined && websiteId === undefined) return null;
  if (scriptUrl === undefined) throw new StartError('UMAMI_SCRIPT_URL: it is needed where UMAMI_WEBSITE_ID is set');
  if (websiteId === undefined) throw new StartError('UMAMI_WEBSITE_ID: it is needed where UMAMI_SCRIPT_URL is set');
  return { scriptUrl, websiteId };
};

/** The files that variables were read from. */
const filesIn = (variables: Variables, envFile: string | undefined): string[] => {
  const named = Object.keys(environment.shape).flatMap((name) => variables[`${name}_FILE`] || []);
  return [...(envFile === undefined ? [] : [envFile]), ...named].map((path) => resolve(path));
};

const valueOf = (name: string, variables: Variables): string | undefined => {
  const value = variables[name];
  if (value !== undefined && value !== '') return value;
  const file = variables[`${name}_FILE`];
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new StartError(`${name}_FILE: ${error instanceof Error ? error.message : String(error)}`);
  }
};
