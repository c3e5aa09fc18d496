import type { Bot, Param } from '@bothy/contracts';
import { quoteArguments } from './command-line.js';
import { defaultOf } from './form/param-values.js';

/** A value that stands for a parameter in an example: its default, its first choice, or one of its type. */
function exampleOf(name: string, param: Param): unknown {
  if (param.type === 'secret') return `$${name.replace(/-/g, '_').toUpperCase()}`;
  const preset = defaultOf(param) ?? (param.type === 'boolean' ? true : param.enum?.[0]);
  if (preset !== undefined) return preset;
  return param.type === 'string' ? '…' : (('minimum' in param ? param.minimum : undefined) ?? 1);
}

/** Required parameters, and one that may be left out where there is no other, so that the example shows how. */
function shown({ params }: Pick<Bot, 'params'>): [string, unknown][] {
  const all = Object.entries(params.properties);
  const required = all.filter(([name]) => params.required.includes(name));
  return (required.length ? required : all.slice(0, 1)).map(([name, param]) => [name, exampleOf(name, param)]);
}

/** In double quotes, so that the shell fills in what stands for secrets. */
const quoted = (text: string) => `"${text.replace(/(["\\`])/g, '\\$1')}"`;

/** Starts the bot and streams its log, with nothing but curl. */
export function curlExample(bot: Pick<Bot, 'slug' | 'params'>, origin: string): string {
  const given = shown(bot);
  const json = JSON.stringify(given.length ? { params: Object.fromEntries(given) } : {});
  const body = given.some(([name]) => bot.params.properties[name]?.type === 'secret')
    ? quoted(json)
    : quoteArguments([json]);
  return `run=$(curl -fsS -X POST ${origin}/api/bots/${bot.slug}/runs \\
  -H "Authorization: Bearer $BOTHY_TOKEN" \\
  -H 'Content-Type: application/json' -d ${given.length ? body : "'{}'"} \\
  | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
curl -fsSN "${origin}/api/runs/$run/log?follow=1" \\
  -H "Authorization: Bearer $BOTHY_TOKEN" \\
  -H 'Accept: text/plain'`;
}

/** The same with the command line, which ends as the bot ends. */
export function cliExample(bot: Pick<Bot, 'slug' | 'params'>, origin: string): string {
  const params = shown(bot).map(([name, value]) => {
    const text = `${name}=${String(value)}`;
    return `--param ${bot.params.properties[name]?.type === 'secret' ? quoted(text) : quoteArguments([text])}`;
  });
  return [
    `export BOTHY_URL=${origin}`,
    'export BOTHY_TOKEN=…',
    ['npx bothy run', bot.slug, ...params, '--follow'].join(' '),
  ].join('\n');
}
