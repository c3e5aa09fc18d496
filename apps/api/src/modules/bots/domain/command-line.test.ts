import { paramsSchema } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { commandIssues, optionIssues, paramVariables, renderArgv } from './command-line.js';

const schema = paramsSchema.parse({
  properties: { x: { type: 'string' }, 'dry-run': { type: 'boolean' }, token: { type: 'secret' } },
});
const command = (argv: string[], shell = false) => ({ argv, shell, workingDir: 'fresh' as const });
const render = (argv: string[], values: Record<string, unknown>) => renderArgv(command(argv), values);

describe('a command', () => {
  it('takes parameters as whole arguments and as parts of one, and never as more than one', () => {
    expect(render(['run', '{{params.x}}', '--dry={{ params.dry-run }}'], { x: 'a b; rm', 'dry-run': true })).toEqual([
      'run',
      'a b; rm',
      '--dry=true',
    ]);
    expect(render(['run', '{{params.x}}', 'x={{params.x}}'], {})).toEqual(['run', 'x=']);
    expect(render(['run', '{{params.x}}'], { x: '$& {{params.token}}' })).toEqual(['run', '$& {{params.token}}']);
  });

  it('is refused where a value could become more than data', () => {
    const told = (argv: string[], shell = false) => commandIssues(command(argv, shell), schema).map(({ path }) => path);
    expect(told(['run', 'a{{params.x}}b'])).toEqual([]);
    expect(told(['{{params.x}}'])).toEqual([['command', 'argv', 0]]);
    expect(told(['echo {{params.x}}'], true)).toEqual([['command', 'argv', 0]]);
    expect(told(['eval "$1"', '{{params.x}}'], true)).toEqual([['command', 'argv', 1]]);
    expect(told(['run', '{{params.token}}'])).toEqual([['command', 'argv', 1]]);
    expect(told(['run', '{{params.nothing}}'])).toEqual([['command', 'argv', 1]]);
  });

  it.each([
    ['/bin/sh', '-c', 'echo {{params.x}}'],
    ['bash', '-lc', '{{params.x}}'],
    ['bash', '-x', '-c', '{{params.x}}'],
    ['bash', '-{{params.x}}'],
    ['bash', '{{params.x}}'],
    ['env', 'sh', '-c', '{{params.x}}'],
    ['env', '{{params.x}}'],
    ['env', 'A={{params.x}}', 'true'],
    ['timeout', '5', 'sh', '-c', '{{params.x}}'],
    ['timeout', '-k', '1', '{{params.x}}'],
    ['nice', 'env', 'python3', '-c', '{{params.x}}'],
    ['python3', '-cprint("{{params.x}}")'],
    ['python3.12', '{{params.x}}'],
    ['node', '--eval={{params.x}}'],
    ['/usr/bin/node', '-e', '{{params.x}}'],
    ['perl', '-e', '{{params.x}}'],
    ['awk', '{{params.x}}'],
    ['ssh', 'host', 'ls {{params.x}}'],
  ])('takes no value for code: %s %s %s %s', (...argv) => {
    expect(commandIssues(command(argv), schema)).toHaveLength(1);
  });

  it.each([
    ['sh', '-c', 'echo "$1"', 'sh', '{{params.x}}'],
    ['python3', 'build.py', '--channel={{params.x}}', '{{params.x}}'],
    ['node', '-e', 'console.log(process.argv)', '{{params.x}}'],
    ['timeout', '5', 'make', 'CHANNEL={{params.x}}'],
    ['./release.sh', '{{params.x}}'],
  ])('takes values as what code is given: %s %s %s %s %s', (...argv) => {
    expect(commandIssues(command(argv), schema)).toEqual([]);
  });

  it('takes no value for an option', () => {
    const told = (argv: string[], x: string) => optionIssues(command(argv), { x }).length;
    expect(told(['run', '{{params.x}}'], '--force')).toBe(1);
    expect(told(['run', '{{params.x}}{{params.x}}'], '-f')).toBe(1);
    expect(told(['run', '--name={{params.x}}'], '--force')).toBe(0);
    expect(told(['run', '{{params.x}}'], 'a-b')).toBe(0);
  });

  it('takes no value for an option where those in front of it are empty', () => {
    const told = (argument: string, values: Record<string, unknown>) =>
      optionIssues(command(['run', argument]), values).map(({ path }) => path);
    expect(told('{{params.a}}{{params.b}}', { a: '', b: '--exec' })).toEqual([['params', 'b']]);
    expect(told('{{params.a}}{{ params.b }}', { b: '--exec' })).toEqual([['params', 'b']]);
    expect(told('{{params.a}}-{{params.b}}', { a: '', b: 'exec' })).toEqual([['params', 'b']]);
    expect(told('{{params.a}}-{{params.b}}', { a: 'x', b: 'exec' })).toEqual([]);
    expect(told('--{{params.a}}{{params.b}}', { a: '', b: '--exec' })).toEqual([]);
    expect(told('{{params.n}}', { n: -1 })).toEqual([['params', 'n']]);
    expect(told('{{params.a}}{{params.b}}', {})).toEqual([]);
  });

  it('has its parameters as variables', () => {
    expect(paramVariables({ x: 'a', 'dry-run': false, dryRun: 1, list: [1] })).toEqual({
      BOTHY_PARAM_X: 'a',
      BOTHY_PARAM_DRY_RUN: '1',
      BOTHY_PARAM_LIST: '[1]',
    });
  });
});
