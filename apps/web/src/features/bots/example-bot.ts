import type { BotInput } from '@bothy/contracts';

/** A bot that works anywhere: colours, both streams and a progress bar, over some seconds. */
export const exampleBot: BotInput = {
  slug: 'example',
  name: 'Example',
  description: 'Prints coloured lines for some seconds, to show how a live log looks.',
  tags: ['example'],
  timeoutSeconds: 120,
  command: {
    shell: true,
    argv: [
      String.raw`esc=$(printf '\033')
echo "$esc[1mA first run$esc[0m in $(pwd)"
for step in 1 2 3 4 5 6 7 8; do
  echo "$esc[36mstep$esc[0m $step of 8 $esc[90m$(date +%T)$esc[0m"
  [ $step = 4 ] && echo "$esc[33mwarn$esc[0m  this line went to stderr" >&2
  sleep 1
done
echo "$esc[42m DONE $esc[0m $esc[32meight steps$esc[0m, none failed"
`,
    ],
  },
};
