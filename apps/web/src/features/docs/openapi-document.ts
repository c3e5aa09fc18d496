/** The parts of JSON Schema 2020-12 that the description uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface DescribedOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly 'x-access'?: string;
  readonly 'x-members-only'?: boolean;
  readonly 'x-step-up'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}

/** `/openapi.json` of the server. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** One operation, as the page shows it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly access: string;
  readonly membersOnly: boolean;
  /** The act that asks for a fresh passkey assertion. */
  readonly stepUp: string | null;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  readonly answers: readonly {
    readonly status: string;
    readonly description: string;
    readonly schema: Schema | null;
  }[];
}

export interface OperationGroup {
  readonly name: string;
  readonly operations: readonly Operation[];
}

const schemaIn = (content: Content | undefined): Schema | null => Object.values(content ?? {})[0]?.schema ?? null;

function operationOf(method: string, path: string, described: DescribedOperation): Operation {
  return {
    id: described.operationId,
    method: method.toUpperCase(),
    path,
    summary: described.summary ?? '',
    access: described['x-access'] ?? 'public',
    membersOnly: described['x-members-only'] ?? false,
    stepUp: described['x-step-up'] ?? null,
    parameters: described.parameters ?? [],
    body: schemaIn(described.requestBody?.content),
    answers: Object.entries(described.responses)
      .filter(([status]) => status !== 'default')
      .map(([status, answer]) => ({ status, description: answer.description ?? '', schema: schemaIn(answer.content) })),
  };
}

/** The first part of a path that says what it is about: `/api/bots/{slug}` → "bots". */
export function groupOf(path: string): string {
  const [first = '', second = ''] = path.split('/').filter(Boolean);
  return first === 'api' ? second : first;
}

/** All operations by the first part of their path; those of the API before those of the server itself. */
export function groupsOf(document: OpenApiDocument): readonly OperationGroup[] {
  const groups = new Map<string, Operation[]>();
  const paths = Object.keys(document.paths);
  const rank = (path: string) => `${path.startsWith('/api/') ? 0 : 1}${groupOf(path)}`;
  for (const path of paths.sort((a, b) => rank(a).localeCompare(rank(b)) || a.localeCompare(b))) {
    const operations = Object.entries(document.paths[path] ?? {}).map((each) => operationOf(each[0], path, each[1]));
    groups.set(groupOf(path), [...(groups.get(groupOf(path)) ?? []), ...operations]);
  }
  return [...groups].map(([name, operations]) => ({ name, operations }));
}

/** What is left of the groups when every word of `text` has to occur. */
export function searchGroups(groups: readonly OperationGroup[], text: string): readonly OperationGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return groups;
  const fits = ({ id, method, path, summary, access }: Operation) => {
    const all = `${id} ${method} ${path} ${summary} ${access}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return groups
    .map(({ name, operations }) => ({ name, operations: operations.filter(fits) }))
    .filter(({ operations }) => operations.length);
}

/** Who may call an operation, in a sentence. */
export function accessWords({ access, membersOnly }: Pick<Operation, 'access' | 'membersOnly'>): string {
  const words: Record<string, string> = {
    public: 'Anyone, without signing in.',
    cookie: 'The browser that holds the refresh cookie of a session.',
    enrolling: 'Any signed-in member, also one who still has to add a way to sign in. No API token.',
    member: 'Any signed-in member. No API token.',
    authenticated: 'Any signed-in member, and any API token.',
  };
  return (
    words[access] ??
    (membersOnly ? `Signed-in members with ${access}. No API token.` : `Members and API tokens with ${access}.`)
  );
}
