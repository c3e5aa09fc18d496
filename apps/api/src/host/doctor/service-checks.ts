import type { Config } from '../../platform/config/config.js';
import { failing, ok, wordsOf, type Finding } from './finding.js';

const timeoutMs = 5000;

/** Null where none is configured. */
export const checkRedis = async ({ redisUrl }: Config): Promise<Finding | null> => {
  if (redisUrl === null) return null;
  const { Redis } = await import('ioredis');
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Each failure is also told as an event, which would end the process.
  let last: Error | null = null;
  redis.on('error', (error: Error) => (last = error));
  try {
    await redis.connect();
    await redis.ping();
    return ok('redis', new URL(redisUrl).host);
  } catch (error) {
    return failing('redis', wordsOf(last ?? error), 'Start it, or mend REDIS_URL. Limits are counted in it.');
  } finally {
    redis.disconnect();
  }
};

/** Signs in as well, where the address holds a user. Null where no mail server is configured. */
export const checkMail = async ({ smtpUrl }: Config): Promise<Finding | null> => {
  if (smtpUrl === null) return null;
  const { createTransport } = await import('nodemailer');
  const { smtpServerOf } = await import('../../platform/mail/smtp-server-of.js');
  const { optionsOf } = await import('../../platform/mail/smtp-transport.js');
  try {
    const server = smtpServerOf(smtpUrl);
    const { host, port } = server;
    const mailer = createTransport(
      optionsOf(server, { connectMs: timeoutMs, silenceMs: timeoutMs, totalMs: timeoutMs }),
    );
    await mailer.verify().finally(() => mailer.close());
    return ok('mail', `${host}:${port}`);
  } catch (error) {
    return failing('mail', wordsOf(error), 'Mend SMTP_URL or the mail server. Mails wait meanwhile.');
  }
};
