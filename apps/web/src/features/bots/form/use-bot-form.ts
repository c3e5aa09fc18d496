import type { Bot, Issue } from '@bothy/contracts';
import { computed, reactive, watch } from 'vue';
import type { Checks } from '../../../app/forms/use-issues.js';
import { slugOf } from '../../../ui/slug-of.js';
import { splitArguments } from '../command-line.js';
import { aboutBody, aboutOf, blankAbout, type AboutPart } from './about-part.js';
import { blankCommand, commandBody, commandOf, commandProblems, type CommandPart } from './command-part.js';
import { blankEnv, envBody, envOf, envProblems, type EnvPart } from './env-part.js';
import { blankKeeping, keepingBody, keepingOf, type KeepingPart } from './keeping-part.js';
import { notifyBody, notifyOf, notifyProblems, type NotifyRow } from './notify-part.js';
import { paramsBody, paramsPartOf, paramsProblems, type ParamRow } from './params-part.js';
import { blankPolicies, policiesBody, policiesOf, type PoliciesPart } from './policies-part.js';
import { schedulesBody, schedulesOf, type ScheduleRow } from './schedules-part.js';
import { blankWebhook, webhookBody, webhookOf, webhookProblems, type WebhookPart } from './webhook-part.js';

/** A bot as the form holds it, by section: texts, as they are typed. */
export interface BotForm {
  about: AboutPart;
  command: CommandPart;
  env: EnvPart;
  params: ParamRow[];
  schedules: ScheduleRow[];
  webhook: WebhookPart;
  policies: PoliciesPart;
  keeping: KeepingPart;
  notify: NotifyRow[];
}

const blank = (): BotForm => ({
  about: blankAbout(),
  command: blankCommand(),
  env: blankEnv(),
  params: [],
  schedules: [],
  webhook: blankWebhook(),
  policies: blankPolicies(),
  keeping: blankKeeping(),
  notify: [],
});

const formOf = (bot: Bot): BotForm => ({
  about: aboutOf(bot),
  command: commandOf(bot),
  env: envOf(bot),
  params: paramsPartOf(bot),
  schedules: schedulesOf(bot),
  webhook: webhookOf(bot),
  policies: policiesOf(bot),
  keeping: keepingOf(bot),
  notify: notifyOf(bot),
});

/** What the API is sent. Fields that make no sense are handed on, so that the schema says what is wrong. */
function bodyOf(form: BotForm) {
  const params = paramsBody(form.params);
  return {
    ...aboutBody(form.about),
    ...commandBody(form.command),
    ...envBody(form.env),
    params,
    schedules: schedulesBody(form.schedules, params),
    webhook: webhookBody(form.webhook),
    ...policiesBody(form.policies),
    ...keepingBody(form.keeping),
    notify: notifyBody(form.notify),
  };
}

/** Finds what the body cannot show any more, besides what `schema` finds. */
function checksOf<V>(schema: Checks<V>, form: BotForm, hadWebhook: boolean): Checks<V> {
  const own: Issue[] = [
    ...commandProblems(form.command),
    ...envProblems(form.env),
    ...paramsProblems(form.params),
    ...webhookProblems(form.webhook, !hadWebhook),
    ...notifyProblems(form.notify),
  ];
  return {
    safeParse(value) {
      const checked = schema.safeParse(value);
      if (!own.length) return checked;
      return { success: false, error: { issues: [...own, ...(checked.success ? [] : checked.error.issues)] } };
    },
  };
}

/** As it may lie in the browser: nothing that is written only is in it. */
const draftOf = (form: BotForm): BotForm => ({
  ...form,
  webhook: { ...form.webhook, secret: '' },
  notify: form.notify.map((row) => ({ ...row, url: '', secret: '' })),
});

/** The form of a new bot, or of `bot`; what was typed survives a reload until it is saved, except for secrets. */
export function useBotForm(bot: Bot | null) {
  const key = `bothy.draft.bot.${bot ? `${bot.slug}.${bot.version}` : 'new'}`;
  const start = bot ? formOf(bot) : blank();
  const before = JSON.stringify(start);
  const form = reactive<BotForm>({ ...start, ...readDraft(key) });
  // A new bot's slug follows its name until it is typed by hand.
  const own = reactive({ slug: bot !== null || form.about.slug !== slugOf(form.about.name) });
  watch(
    () => form.about.name,
    (name) => !own.slug && (form.about.slug = slugOf(name)),
  );
  watch(form, () => {
    const draft = JSON.stringify(draftOf(form));
    if (draft === before) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, draft);
  });
  return {
    form,
    body: () => bodyOf(form),
    /** For what `body` gives. Issues of the form's own are at `form`, with the list and the place in it. */
    checks: <V>(schema: Checks<V>) => checksOf(schema, form, Boolean(bot?.webhook)),
    split: computed(() => splitArguments(form.command.line)),
    /** The parameters as they are typed now. */
    schema: computed(() => paramsBody(form.params)),
    changed: computed(() => JSON.stringify(form) !== before),
    ownSlug: () => (own.slug = true),
    forget: () => sessionStorage.removeItem(key),
  };
}

/** A draft of an older page may lack sections, or hold them in another shape: then it is no draft of this form. */
function readDraft(key: string): Partial<BotForm> {
  const text = sessionStorage.getItem(key);
  const draft = text ? (JSON.parse(text) as Partial<BotForm>) : {};
  return draft.about && draft.command ? draft : {};
}
export type BotFormState = ReturnType<typeof useBotForm>;
