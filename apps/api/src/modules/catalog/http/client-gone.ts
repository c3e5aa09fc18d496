import type { FastifyReply } from 'fastify';

/** Aborted when nobody waits for the answer any more: it was sent, or the connection is gone. */
export const clientGone = ({ raw }: FastifyReply): AbortSignal => {
  const gone = new AbortController();
  const connection = raw.req.socket;
  const leave = () => {
    connection.off('close', leave);
    gone.abort();
  };
  raw.once('close', leave);
  // An answer that waits for its turn on the connection is not told that this closed.
  connection.once('close', leave);
  if (raw.destroyed || connection.destroyed) leave();
  return gone.signal;
};
