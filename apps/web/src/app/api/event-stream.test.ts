import { describe, expect, it } from 'vitest';
import { followEvents } from './event-stream.js';
import { ProblemError } from './problem-error.js';

const stream = (text: string) => new Response(text, { headers: { 'content-type': 'text/event-stream' } });

describe('followEvents', () => {
  it('opens a broken stream again behind the last id, and ends when told', async () => {
    const places: string[] = [];
    const got: string[] = [];
    const answers = ['retry: 1\n\nid: 1:2\ndata: a\n\n', 'id: 1:3\ndata: b\n\nid: 1:4\nevent: end\ndata: c\n\n'];
    await new Promise<void>((resolve) => {
      followEvents({
        open: async (lastId) => (places.push(lastId), stream(answers.shift() ?? '')),
        onEvent: (event) => {
          got.push(event.data);
          if (event.name !== 'end') return true;
          resolve();
          return false;
        },
      });
    });
    expect(got).toEqual(['a', 'b', 'c']);
    expect(places).toEqual(['', '1:2']);
  });

  it('tells of a refusal once, and tries nothing again', async () => {
    const refused: number[] = [];
    let opened = 0;
    followEvents({
      open: async () => {
        opened += 1;
        throw new ProblemError({ status: 403, title: 'No.' });
      },
      onEvent: () => true,
      onRefused: (error) => refused.push(error.status),
    });
    await expect.poll(() => refused).toEqual([403]);
    expect(opened).toBe(1);
  });
});
