import type { Bot, BotInput } from '@bothy/contracts';
import { computed, reactive, watch } from 'vue';
import type { Checks } from '../../app/forms/use-issues.js';
import { quoteArguments, splitArguments } from './command-line.js';

/** A bot as the form holds it: texts, as they are typed. */
export interface BotForm {
  name: string;
  slug: string;
  description: string;
  tags: string;
  shell: boolean;
  line: string;
  script: string;
  place: 'fresh' | 'kept' | 'path';
  path: string;
  env: { name: string; value: string }[];
  minutes: string;
  enabled: boolean;
}

const blank = (): BotForm => ({
  name: '',
  slug: '',
  description: '',
  tags: '',
  shell: false,
  line: '',
  script: '',
  place: 'fresh',
  path: '',
  env: [],
  minutes: '',
  enabled: true,
});

/** "Nightly build" → "nightly-build". */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
}

function formOf(bot: Bot): BotForm {
  const { argv, shell, workingDir } = bot.command;
  const named = workingDir === 'fresh' || workingDir === 'kept';
  return {
    name: bot.name,
    slug: bot.slug,
    description: bot.description,
    tags: bot.tags.join(', '),
    shell,
    line: shell ? quoteArguments(argv.slice(1)) : quoteArguments(argv),
    script: shell ? (argv[0] ?? '') : '',
    place: named ? workingDir : 'path',
    path: named ? '' : workingDir,
    env: Object.entries(bot.env).map(([name, value]) => ({ name, value })),
    minutes: bot.timeoutSeconds === null ? '' : String(bot.timeoutSeconds / 60),
    enabled: bot.enabled,
  };
}

/** What the API is sent. Fields that make no sense are handed on, so that the schema says what is wrong. */
function bodyOf(form: BotForm): BotInput {
  const words = splitArguments(form.line).argv ?? [];
  const minutes = form.minutes.trim();
  return {
    slug: form.slug,
    name: form.name,
    description: form.description,
    tags: form.tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    enabled: form.enabled,
    command: {
      shell: form.shell,
      argv: form.shell ? [form.script, ...words] : words.length ? words : [''],
      workingDir: form.place === 'path' ? form.path : form.place,
    },
    env: Object.fromEntries(form.env.filter((each) => each.name || each.value).map((each) => [each.name, each.value])),
    timeoutSeconds: minutes === '' ? null : Math.round(Number(minutes.replace(',', '.')) * 60),
  };
}

/** The places in the list of names that stand above them already: of two values one would be lost. */
function repeatsOf(form: BotForm): readonly number[] {
  const names = form.env.map(({ name }) => name);
  return names.flatMap((name, n) => (name && names.indexOf(name) < n ? [n] : []));
}

/** Finds what the body cannot show any more, besides what `schema` finds. */
function checksOf<V>(schema: Checks<V>, form: BotForm): Checks<V> {
  const { problem } = splitArguments(form.line);
  const own = [
    ...(problem ? [{ path: ['line'], message: problem }] : []),
    ...repeatsOf(form).map((n) => ({ path: ['row', n], message: 'This name stands above already. Use each once.' })),
  ];
  return {
    safeParse(value) {
      const checked = schema.safeParse(value);
      if (!own.length) return checked;
      return { success: false, error: { issues: [...own, ...(checked.success ? [] : checked.error.issues)] } };
    },
  };
}

/** The form of a new bot, or of `bot`; what was typed survives a reload until it is saved. */
export function useBotForm(bot: Bot | null) {
  const key = `bothy.draft.bot.${bot ? `${bot.slug}.${bot.version}` : 'new'}`;
  const start = bot ? formOf(bot) : blank();
  const form = reactive<BotForm>({ ...start, ...readDraft(key) });
  const before = JSON.stringify(start);
  // A new bot's slug follows its name until it is typed by hand.
  const own = reactive({ slug: bot !== null || form.slug !== slugOf(form.name) });
  watch(
    () => form.name,
    (name) => !own.slug && (form.slug = slugOf(name)),
  );
  watch(form, () => {
    if (JSON.stringify(form) === before) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(form));
  });
  return {
    form,
    body: () => bodyOf(form),
    /** For what `body` gives. Issues of the form's own are at `line` and at `row`, with the place in the environment. */
    checks: <V>(schema: Checks<V>) => checksOf(schema, form),
    split: computed(() => splitArguments(form.line)),
    changed: computed(() => JSON.stringify(form) !== before),
    ownSlug: () => (own.slug = true),
    forget: () => sessionStorage.removeItem(key),
    revert: () => Object.assign(form, JSON.parse(before)),
  };
}

function readDraft(key: string): Partial<BotForm> {
  const text = sessionStorage.getItem(key);
  return text ? (JSON.parse(text) as Partial<BotForm>) : {};
}
export type BotFormState = ReturnType<typeof useBotForm>;
