import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.js';

const oneYearSeconds = 31_536_000;

/**
 * No inline script or style anywhere, no other origin but that of Umami where it is configured. Only Vue's own policy may
 * make markup out of text, and only that of the saves the address of their worker, which passes no other.
 */
const contentSecurityPolicyOf = ({ umami }: Config) => {
  // The script comes from there, and tells it what was looked at; nothing else may.
  const told = umami ? [new URL(umami.scriptUrl).origin] : [];
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", ...told],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'", ...told],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['vue', 'saves-worker'],
    },
  };
};

/** Headers of every answer, page and API alike. */
export const addSecurityHeaders = async (server: FastifyInstance, config: Config): Promise<void> => {
  await server.register(helmet, {
    contentSecurityPolicy: contentSecurityPolicyOf(config),
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Over plain http the header means nothing, and on localhost it would lock out other programs' pages.
    hsts: config.isSecure ? { maxAge: oneYearSeconds } : false,
  });
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (/^\/(?:api|health)(?:[/?]|$)/.test(request.url)) reply.header('cache-control', 'no-store');
    done();
  });
};
